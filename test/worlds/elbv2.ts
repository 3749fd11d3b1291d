import type {
  DescribeListenerCertificatesCommandOutput,
  DescribeListenersCommandOutput,
  DescribeLoadBalancerAttributesCommandOutput,
  DescribeLoadBalancersCommandOutput,
  DescribeRulesCommandOutput,
  DescribeSSLPoliciesCommandOutput,
  DescribeTargetGroupsCommandOutput,
  DescribeTrustStoresCommandOutput,
  Listener,
  LoadBalancerTypeEnum,
  Rule,
  TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ACCOUNT, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';
import { certificateArn } from './acm.ts';

type Body<T> = Omit<T, '$metadata'>;
const PREFIX = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}`;
const SHORT = { application: 'app', network: 'net', gateway: 'gwy' } as const;
const trustStoreArn = (name: string): string => `${PREFIX}:truststore/${name}/1111`;
const serverCertificate = (name: string): string => `arn:aws:iam::${ACCOUNT}:server-certificate/${name}`;

/** The protocols and ciphers that AWS documents for these policies, shortened. */
const POLICIES: Readonly<Record<string, readonly [protocols: readonly string[], ciphers: readonly string[]]>> = {
  'ELBSecurityPolicy-2016-08': [
    ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
    ['ECDHE-RSA-AES128-GCM-SHA256', 'AES128-SHA'],
  ],
  'ELBSecurityPolicy-TLS13-1-2-2021-06': [
    ['TLSv1.2', 'TLSv1.3'],
    ['TLS_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-SHA256'],
  ],
  'ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06': [
    ['TLSv1.2', 'TLSv1.3'],
    ['TLS_AES_128_GCM_SHA256', 'AES128-GCM-SHA256'],
  ],
  'ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04': [['TLSv1.3'], ['TLS_AES_128_GCM_SHA256']],
  'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09': [
    ['TLSv1.2', 'TLSv1.3'],
    ['TLS_AES_256_GCM_SHA384', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ],
  'ELBSecurityPolicy-TLS14-2029-01': [['TLSv1.4'], ['TLS_NEW_256']],
};

interface Made {
  readonly type: LoadBalancerTypeEnum;
  readonly listeners: readonly Listener[];
  /** Rules beside the default one, by port. */
  readonly rules?: Readonly<Record<number, readonly Rule[]>>;
  readonly sni?: readonly string[];
  readonly headers?: boolean;
}

const https = (SslPolicy: string, certificate: string, more: Listener = {}): Listener => ({
  Protocol: 'HTTPS',
  Port: 443,
  SslPolicy,
  Certificates: [{ CertificateArn: certificate }],
  DefaultActions: [{ Type: 'forward', TargetGroupArn: `${PREFIX}:targetgroup/web/1111` }],
  ...more,
});
const http = (
  action: 'redirect' | 'forward' | 'fixed-response',
  redirect: object = { Protocol: 'HTTPS', Port: '443' },
): Listener => ({
  Protocol: 'HTTP',
  Port: 80,
  DefaultActions: [
    action === 'redirect'
      ? { Type: action, RedirectConfig: { StatusCode: 'HTTP_301', ...redirect } }
      : action === 'forward'
        ? { Type: action, TargetGroupArn: `${PREFIX}:targetgroup/web/1111` }
        : { Type: action, FixedResponseConfig: { StatusCode: '403', MessageBody: 'no' } },
  ],
});
const rule = (Priority: string, action: Rule['Actions']): Rule => ({ Priority, Actions: action, IsDefault: false });
const RES_PQ = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';
const good = certificateArn('good');

const made: Readonly<Record<string, Made>> = {
  web: { type: 'application', listeners: [https(RES_PQ, good), http('redirect')] },
  old: {
    type: 'application',
    listeners: [https('ELBSecurityPolicy-2016-08', serverCertificate('old')), http('redirect', { Port: '443' })],
    headers: true,
  },
  leaky: {
    type: 'application',
    listeners: [https('ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06', good), http('redirect')],
    rules: { 80: [rule('1', [{ Type: 'forward', TargetGroupArn: `${PREFIX}:targetgroup/web/1111` }])] },
    sni: [certificateArn('stuck')],
  },
  strict: {
    type: 'application',
    listeners: [
      https('ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04', good, {
        MutualAuthentication: {
          Mode: 'verify',
          TrustStoreArn: trustStoreArn('clients'),
          IgnoreClientCertificateExpiry: false,
        },
      }),
      http('redirect', { Protocol: 'HTTPS', Port: '443' }),
    ],
    rules: { 80: [rule('1', [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }])] },
  },
  lenient: {
    type: 'application',
    listeners: [
      https(RES_PQ, good, {
        MutualAuthentication: {
          Mode: 'verify',
          TrustStoreArn: trustStoreArn('bare'),
          IgnoreClientCertificateExpiry: true,
        },
      }),
    ],
  },
  lost: {
    type: 'application',
    listeners: [
      https(RES_PQ, good, {
        Port: 8443,
        MutualAuthentication: {
          Mode: 'verify',
          TrustStoreArn: trustStoreArn('bare'),
          TrustStoreAssociationStatus: 'removed',
        },
      }),
      http('redirect', { Protocol: 'HTTPS' }),
    ],
  },
  closed: { type: 'application', listeners: [http('fixed-response')] },
  elsewhere: { type: 'application', listeners: [http('redirect', { Protocol: 'HTTPS', Host: 'www.example.com' })] },
  empty: { type: 'application', listeners: [] },
  future: { type: 'network', listeners: [https('ELBSecurityPolicy-TLS14-2029-01', good, { Protocol: 'TLS' })] },
  wire: {
    type: 'network',
    listeners: [
      { Protocol: 'TCP', Port: 443 },
      { Protocol: 'UDP', Port: 53 },
    ],
  },
  secure: { type: 'network', listeners: [https('ELBSecurityPolicy-TLS13-1-2-2021-06', good, { Protocol: 'TLS' })] },
  weak: { type: 'network', listeners: [https('ELBSecurityPolicy-2016-08', good, { Protocol: 'TLS' })] },
  wall: { type: 'gateway', listeners: [{}] },
  denied: { type: 'application', listeners: [] },
};

const kindOf = (name: string) => SHORT[made[name]?.type ?? 'application'];
const arnOf = (name: string): string => `${PREFIX}:loadbalancer/${kindOf(name)}/${name}/2222`;
const listenerArn = (name: string, port = 0): string => `${PREFIX}:listener/${kindOf(name)}/${name}/2222/${port}`;
/** `…/name/2222` or `…/name/2222/port` */
const nameIn = (arn: unknown): string => String(arn).split('/')[2] ?? '';
const listenersOf = (name: string): Listener[] =>
  (made[name]?.listeners ?? []).map((listener) => ({ ListenerArn: listenerArn(name, listener.Port), ...listener }));

function rulesOf(arn: string): Rule[] {
  const name = nameIn(arn);
  const port = Number(arn.split('/')[4]);
  const fixed = listenersOf(name).find(({ Port }) => Port === port)?.DefaultActions ?? [];
  const all = [...(made[name]?.rules?.[port] ?? []), { Priority: 'default', Actions: fixed, IsDefault: true }];
  return all.map((one, index) => ({ RuleArn: `${arn.replace(':listener/', ':listener-rule/')}/${index}`, ...one }));
}

const group = (TargetGroupName: string, more: TargetGroup): TargetGroup => ({
  TargetGroupArn: `${PREFIX}:targetgroup/${TargetGroupName}/1111`,
  TargetGroupName,
  TargetType: 'ip',
  HealthCheckEnabled: true,
  LoadBalancerArns: [arnOf('web')],
  ...more,
});

const targetGroups = {
  TargetGroups: [
    group('web', { Protocol: 'HTTPS', HealthCheckProtocol: 'HTTPS' }),
    group('clear', { Protocol: 'HTTP', HealthCheckProtocol: 'HTTP' }),
    group('stream', { Protocol: 'TLS', HealthCheckProtocol: 'TCP', TargetType: 'instance' }),
    group('function', { TargetType: 'lambda', HealthCheckEnabled: false }),
    group('chain', { TargetType: 'alb', Protocol: 'TCP', HealthCheckProtocol: 'HTTPS' }),
    group('inspect', { Protocol: 'GENEVE', HealthCheckProtocol: 'TCP' }),
  ],
} satisfies Body<DescribeTargetGroupsCommandOutput>;

const trustStores = {
  TrustStores: [
    {
      Name: 'clients',
      TrustStoreArn: trustStoreArn('clients'),
      Status: 'ACTIVE',
      NumberOfCaCertificates: 1,
      TotalRevokedEntries: 3,
    },
    {
      Name: 'bare',
      TrustStoreArn: trustStoreArn('bare'),
      Status: 'ACTIVE',
      NumberOfCaCertificates: 1,
      TotalRevokedEntries: 0,
    },
  ],
} satisfies Body<DescribeTrustStoresCommandOutput>;

export const world: World = {
  services: ['elbv2'],
  regions: [REGION, 'us-east-1'],
  answers: {
    'elastic-load-balancing-v2:DescribeLoadBalancers': (_input, region) =>
      region === REGION
        ? ({
            LoadBalancers: Object.entries(made).map(([LoadBalancerName, { type: Type }]) => ({
              LoadBalancerArn: arnOf(LoadBalancerName),
              LoadBalancerName,
              Type,
              ...(Type === 'gateway' ? {} : { Scheme: 'internet-facing' as const }),
            })),
          } satisfies Body<DescribeLoadBalancersCommandOutput>)
        : refuses('AccessDenied'),
    'elastic-load-balancing-v2:DescribeListeners': ({ LoadBalancerArn }) =>
      nameIn(LoadBalancerArn) === 'denied'
        ? refuses('AccessDenied')
        : ({ Listeners: listenersOf(nameIn(LoadBalancerArn)) } satisfies Body<DescribeListenersCommandOutput>),
    'elastic-load-balancing-v2:DescribeLoadBalancerAttributes': ({ LoadBalancerArn }) =>
      ({
        Attributes: [
          {
            Key: 'routing.http.x_amzn_tls_version_and_cipher_suite.enabled',
            Value: String(made[nameIn(LoadBalancerArn)]?.headers ?? false),
          },
        ],
      }) satisfies Body<DescribeLoadBalancerAttributesCommandOutput>,
    'elastic-load-balancing-v2:DescribeSSLPolicies': ({ Names }) =>
      ({
        SslPolicies: (Names as readonly string[]).map((Name) => ({
          Name,
          SslProtocols: [...(POLICIES[Name]?.[0] ?? [])],
          Ciphers: (POLICIES[Name]?.[1] ?? []).map((cipher, index) => ({ Name: cipher, Priority: index + 1 })),
        })),
      }) satisfies Body<DescribeSSLPoliciesCommandOutput>,
    'elastic-load-balancing-v2:DescribeListenerCertificates': ({ ListenerArn }) =>
      ({
        Certificates: (made[nameIn(ListenerArn)]?.sni ?? []).map((CertificateArn) => ({
          CertificateArn,
          IsDefault: false,
        })),
      }) satisfies Body<DescribeListenerCertificatesCommandOutput>,
    'elastic-load-balancing-v2:DescribeRules': ({ ListenerArn }) =>
      ({ Rules: rulesOf(String(ListenerArn)) }) satisfies Body<DescribeRulesCommandOutput>,
    'elastic-load-balancing-v2:DescribeTargetGroups': targetGroups,
    'elastic-load-balancing-v2:DescribeTrustStores': trustStores,
    'acm:ListCertificates': {
      CertificateSummaryList: [
        {
          CertificateArn: good,
          DomainName: 'good.example.com',
          Status: 'ISSUED',
          NotAfter: new Date('2027-01-15T12:00:00Z'),
        },
        {
          CertificateArn: certificateArn('stuck'),
          DomainName: 'stuck.example.com',
          Status: 'ISSUED',
          NotAfter: new Date('2026-06-15T12:00:00Z'),
        },
      ],
    },
    'acm:DescribeCertificate': refuses('AccessDeniedException'),
    'acm:ListTagsForCertificate': refuses('AccessDeniedException'),
    'iam:ListServerCertificates': {
      ServerCertificateMetadataList: [
        { ServerCertificateName: 'old', Arn: serverCertificate('old'), Expiration: new Date('2026-05-01T00:00:00Z') },
      ],
    },
  },
};
