import type * as ELBV2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { sdk } from '../collect/descriptor.ts';
import { isFipsPolicy, isPostQuantumPolicy } from '../model/security-policy.ts';
import { everyKnown, forwardSecret, oldestTls, TLS_VERSIONS } from '../model/tls.ts';
import {
  certificateArns,
  endsTls,
  isAcm,
  isHttp,
  isServerCertificate,
  LISTENER,
  LISTENER_MEMBERS,
  type Listener,
  listenerOf,
  nameOf,
  policyNames,
  redirects,
} from './elbv2-listeners.ts';
import { brokenRedirects, RULE_MEMBERS, requests } from './elbv2-redirects.ts';

export const elbv2 = sdk<typeof ELBV2>('elastic-load-balancing-v2', 'ElasticLoadBalancingV2Client', {
  prefix: 'elasticloadbalancing',
});

export const PAGES = { token: ['Marker', 'NextMarker'], size: ['PageSize', 400] } as const;
const TLS_HEADERS = 'routing.http.x_amzn_tls_version_and_cipher_suite.enabled';

/**
 * Application, network and gateway load balancers. Each is asked for its listeners; listeners that end TLS for all of their
 * certificates, HTTP listeners for their rules, and AWS for what the security policies in use allow.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html
 */
export const loadBalancer = elbv2
  .list(
    'aws.elbv2.load-balancer',
    'DescribeLoadBalancers',
    {
      items: 'LoadBalancers',
      paging: PAGES,
      members: { LoadBalancerArn: true, LoadBalancerName: true, Type: true, Scheme: true },
      one: (id) => ({ input: { LoadBalancerArns: [id] } }),
    },
    {
      service: 'elbv2',
      arn: 'arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/{id}',
      id: ({ item }) => item.LoadBalancerArn,
    },
  )
  .pages('listeners', 'DescribeListeners', ({ item }) => ({ LoadBalancerArn: item.LoadBalancerArn }), {
    items: 'Listeners',
    paging: PAGES,
    members: LISTENER_MEMBERS,
  })
  .call('attributes', 'DescribeLoadBalancerAttributes', ({ item }) => ({ LoadBalancerArn: item.LoadBalancerArn }), {
    when: ({ item }) => item.Type === 'application',
    required: ['Attributes'],
    members: { Attributes: { Key: true, Value: true } },
  })
  .call('policies', 'DescribeSSLPolicies', ({ listeners }) => ({ Names: policyNames(listeners) }), {
    when: ({ listeners }) => policyNames(listeners).length > 0,
    required: ['SslPolicies'],
    members: { SslPolicies: { Name: true, SslProtocols: true, Ciphers: { Name: true } } },
  })
  .each('certificates', 'DescribeListenerCertificates', ({ listeners }) => arnsOf(listeners.filter(endsTls)), {
    items: 'Certificates',
    paging: PAGES,
    members: { CertificateArn: true },
  })
  .each('rules', 'DescribeRules', ({ listeners }) => arnsOf(listeners.filter(isHttp)), {
    items: 'Rules',
    paging: PAGES,
    members: RULE_MEMBERS,
  })
  .named(({ item }) => item.LoadBalancerName)
  .fields((t) => ({
    type: t.enum(['application', 'network', 'gateway'], ({ item }) => item.Type),
    scheme: t.optional(t.string(({ item }) => item.Scheme)), // gateways have none
    listeners: t.structs(LISTENER, ({ listeners }) => listeners.map(listenerOf)),
    tlsListeners: t.strings(({ listeners }) =>
      listeners.filter(endsTls).map((listener) => `${nameOf(listener)} ${listener.SslPolicy ?? ''}`.trim()),
    ),
    oldestTls: t.enum(['none', ...TLS_VERSIONS], (answers) => {
      const versions = policiesIn(answers).map((policy) => policy && oldestTls(policy.SslProtocols ?? []));
      if (versions.length === 0) return 'none';
      return versions.includes(undefined) ? undefined : oldestTls(versions.map(String));
    }),
    forwardSecret: t.bool((answers) => everyKnown(policiesIn(answers).map((policy) => policy && keepsSecrets(policy)))),
    fips: t.bool(({ listeners }) => everyPolicy(listeners, isFipsPolicy)),
    postQuantum: t.bool(({ listeners }) => everyPolicy(listeners, isPostQuantumPolicy)),
    certificates: t.links('aws.acm.certificate', ['status', 'notAfter'], (answers) =>
      certificatesIn(answers).filter(isAcm),
    ),
    serverCertificates: t.links('aws.iam.server-certificate', ['expiration'], (answers) =>
      certificatesIn(answers).filter(isServerCertificate),
    ),
    certificateCount: t.int(
      ({ listeners }) => certificateArns(...listeners.map(({ Certificates }) => Certificates)).length,
    ),
    withoutAcmCertificate: t.strings(({ listeners }) =>
      listeners
        .filter((listener) => !redirects(listener) && !certificateArns(listener.Certificates).some(isAcm))
        .map(nameOf),
    ),
    httpRequests: t.structs({ listener: 'string', rule: 'string', answer: 'string' }, (answers) =>
      answers.listeners.some(isHttp) ? requests(answers.rules, answers.listeners) : [],
    ),
    brokenRedirects: t.strings((answers) =>
      answers.listeners.some(isHttp) ? brokenRedirects(answers.rules, answers.listeners) : [],
    ),
    tlsHeaders: t.bool((answers) =>
      answers.item.Type === 'application'
        ? answers.attributes.Attributes?.some(({ Key, Value }) => Key === TLS_HEADERS && Value === 'true')
        : false,
    ),
    trustStores: t.links('aws.elbv2.trust-store', ['revokedEntries'], ({ listeners }) =>
      listeners.flatMap(({ MutualAuthentication }) => MutualAuthentication?.TrustStoreArn ?? []),
    ),
  }));

const arnsOf = (listeners: readonly Listener[]) => listeners.map(({ ListenerArn }) => ({ ListenerArn }));

interface Policy {
  readonly Name?: string | undefined;
  readonly SslProtocols?: readonly string[] | undefined;
  readonly Ciphers?: readonly { readonly Name?: string | undefined }[] | undefined;
}
interface Seen {
  readonly listeners: readonly Listener[];
  readonly policies: { readonly SslPolicies?: readonly Policy[] | undefined };
  readonly certificates: readonly { readonly CertificateArn?: string | undefined }[];
}

/** The policy of each listener that ends TLS; undefined where AWS did not describe it. */
const policiesIn = (answers: Seen): (Policy | undefined)[] =>
  answers.listeners
    .filter(endsTls)
    .map(({ SslPolicy }) =>
      SslPolicy === undefined ? undefined : answers.policies.SslPolicies?.find(({ Name }) => Name === SslPolicy),
    );

const keepsSecrets = ({ Ciphers = [] }: Policy): boolean | undefined =>
  forwardSecret(Ciphers.map(({ Name = '' }) => Name));

const everyPolicy = (listeners: readonly Listener[], is: (policy: string) => boolean | undefined) =>
  everyKnown(listeners.filter(endsTls).map(({ SslPolicy }) => (SslPolicy === undefined ? undefined : is(SslPolicy))));

const certificatesIn = (answers: Seen): string[] => {
  const ending = answers.listeners.filter(endsTls);
  if (ending.length === 0) return [];
  return certificateArns(...ending.map(({ Certificates }) => Certificates), answers.certificates);
};
