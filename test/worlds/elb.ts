import type {
  DescribeLoadBalancerPoliciesCommandOutput,
  DescribeLoadBalancersCommandOutput,
  DescribeTagsCommandOutput,
  Listener,
  PolicyDescription,
} from '@aws-sdk/client-elastic-load-balancing';
import { ACCOUNT, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';
import { certificateArn } from './acm.ts';
import { world as elbv2 } from './elbv2.ts';

type Body<T> = Omit<T, '$metadata'>;

const listener = (Protocol: string, SSLCertificateId?: string): Listener => ({
  Protocol,
  LoadBalancerPort: Protocol === 'HTTP' ? 80 : 443,
  InstanceProtocol: Protocol === 'HTTPS' ? 'HTTP' : Protocol,
  InstancePort: 8080,
  ...(SSLCertificateId === undefined ? {} : { SSLCertificateId }),
});

/** What AWS adds to a policy: everything that could be on, with "true" or "false". */
const policy = (reference: string | undefined, ...on: readonly string[]): PolicyDescription => ({
  PolicyName: 'tls',
  PolicyTypeName: 'SSLNegotiationPolicyType',
  PolicyAttributeDescriptions: [
    ...(reference === undefined ? [] : [{ AttributeName: 'Reference-Security-Policy', AttributeValue: reference }]),
    { AttributeName: 'Protocol-SSLv3', AttributeValue: 'false' },
    { AttributeName: 'Server-Defined-Cipher-Order', AttributeValue: 'true' },
    ...on.map((AttributeName) => ({ AttributeName, AttributeValue: 'true' })),
    { AttributeName: 'RC4-MD5', AttributeValue: 'false' },
  ],
});
const sticky: PolicyDescription = { PolicyName: 'sticky', PolicyTypeName: 'LBCookieStickinessPolicyType' };
const TLS12 = ['Protocol-TLSv1.2', 'ECDHE-RSA-AES128-GCM-SHA256', 'AES128-SHA256'] as const;
const good = certificateArn('good');

interface Made {
  readonly listeners: readonly Listener[];
  readonly policies?: readonly PolicyDescription[];
  readonly tier?: string;
}
const made: Readonly<Record<string, Made>> = {
  good: {
    listeners: [listener('HTTPS', good)],
    policies: [sticky, policy('ELBSecurityPolicy-TLS-1-2-2017-01', ...TLS12)],
    tier: 'app',
  },
  old: {
    listeners: [listener('SSL', `arn:aws:iam::${ACCOUNT}:server-certificate/old`), listener('HTTP')],
    policies: [policy('ELBSecurityPolicy-2016-08', 'Protocol-TLSv1', 'Protocol-TLSv1.1', ...TLS12)],
    tier: 'app',
  },
  custom: { listeners: [listener('HTTPS', good)], policies: [policy(undefined, ...TLS12)], tier: 'web' },
  weak: {
    listeners: [listener('HTTPS', certificateArn('stuck'))],
    policies: [policy(undefined, ...TLS12, 'DES-CBC3-SHA')],
  },
  plain: { listeners: [listener('TCP')] },
  empty: { listeners: [] },
  lost: { listeners: [listener('HTTPS', good)], policies: [sticky] },
  denied: { listeners: [listener('HTTPS', good)] },
};

export const world: World = {
  services: ['elb'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...Object.fromEntries(Object.entries(elbv2.answers).filter(([name]) => !name.startsWith('elastic'))),
    'elastic-load-balancing:DescribeLoadBalancers': (_input, region) =>
      region === REGION
        ? ({
            LoadBalancerDescriptions: Object.entries(made).map(([LoadBalancerName, { listeners }]) => ({
              LoadBalancerName,
              Scheme: 'internet-facing',
              ListenerDescriptions: listeners.map((Listener) => ({
                Listener,
                PolicyNames: Listener.SSLCertificateId === undefined ? [] : ['tls'],
              })),
            })),
          } satisfies Body<DescribeLoadBalancersCommandOutput>)
        : refuses('AccessDenied'),
    'elastic-load-balancing:DescribeLoadBalancerPolicies': ({ LoadBalancerName }) =>
      LoadBalancerName === 'denied'
        ? refuses('AccessDenied')
        : ({
            PolicyDescriptions: [...(made[String(LoadBalancerName)]?.policies ?? [])],
          } satisfies Body<DescribeLoadBalancerPoliciesCommandOutput>),
    'elastic-load-balancing:DescribeTags': ({ LoadBalancerNames }) => {
      const [name = ''] = LoadBalancerNames as string[];
      const tier = made[name]?.tier;
      return {
        TagDescriptions: [{ LoadBalancerName: name, Tags: tier === undefined ? [] : [{ Key: 'tier', Value: tier }] }],
      } satisfies Body<DescribeTagsCommandOutput>;
    },
  },
};
