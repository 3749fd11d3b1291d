import type * as ELB from '@aws-sdk/client-elastic-load-balancing';
import { sdk } from '../collect/descriptor.ts';
import { oldestTls, TLS_VERSIONS, weakCiphers } from '../model/tls.ts';
import { isAcm, isServerCertificate } from './elbv2-listeners.ts';
import { tagMap } from './tags.ts';

const elb = sdk<typeof ELB>('elastic-load-balancing', 'ElasticLoadBalancingClient', {
  prefix: 'elasticloadbalancing',
});

/**
 * Classic Load Balancers. Their security policies are made for each of them, from one that AWS predefined or by choosing
 * protocols and ciphers; both ways the load balancer tells what is on.
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
 */
export const classicLoadBalancer = elb
  .list(
    'aws.elb.load-balancer',
    'DescribeLoadBalancers',
    {
      items: 'LoadBalancerDescriptions',
      paging: { token: ['Marker', 'NextMarker'], size: ['PageSize', 400] },
      members: {
        LoadBalancerName: true,
        Scheme: true,
        ListenerDescriptions: {
          Listener: { Protocol: true, LoadBalancerPort: true, InstanceProtocol: true, SSLCertificateId: true },
          PolicyNames: true,
        },
      },
      one: (id) => ({ input: { LoadBalancerNames: [id.slice(id.lastIndexOf('/') + 1)] } }),
    },
    {
      service: 'elb',
      arn: 'arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/{id}',
      id: ({ item }) => item.LoadBalancerName,
    },
  )
  .pages('policies', 'DescribeLoadBalancerPolicies', ({ item }) => ({ LoadBalancerName: item.LoadBalancerName }), {
    when: ({ item }) => listenersOf(item).some(endsTls),
    items: 'PolicyDescriptions',
    members: {
      PolicyName: true,
      PolicyTypeName: true,
      PolicyAttributeDescriptions: { AttributeName: true, AttributeValue: true },
    },
    keep: ({ PolicyTypeName }) => PolicyTypeName === 'SSLNegotiationPolicyType',
  })
  .pages('tagging', 'DescribeTags', ({ item }) => ({ LoadBalancerNames: [item.LoadBalancerName ?? ''] }), {
    items: 'TagDescriptions',
    members: { Tags: { Key: true, Value: true } },
  })
  .fields((t) => ({
    scheme: t.optional(t.string(({ item }) => item.Scheme)), // outside a VPC there is none
    listeners: t.structs({ listener: 'string', protocol: 'string', instanceProtocol: 'string' }, ({ item }) =>
      listenersOf(item).map(({ Listener: listener }) => ({
        listener: nameOf(listener),
        protocol: listener?.Protocol ?? '',
        instanceProtocol: listener?.InstanceProtocol ?? '',
      })),
    ),
    tlsListeners: t.strings(({ item }) =>
      listenersOf(item)
        .filter(endsTls)
        .map(({ Listener: listener }) => nameOf(listener)),
    ),
    predefinedPolicies: t.strings((answers) =>
      every(answers, (policy) => [attribute(policy, 'Reference-Security-Policy') ?? 'custom']),
    ),
    protocols: t.strings((answers) => every(answers, protocolsOf)),
    oldestTls: t.enum(['none', ...TLS_VERSIONS], (answers) => {
      const protocols = every(answers, protocolsOf);
      if (listenersOf(answers.item).filter(endsTls).length === 0) return 'none';
      return protocols && oldestTls(protocols);
    }),
    weakCiphers: t.strings((answers) => every(answers, (policy) => weakCiphers(ciphersOf(policy)))),
    certificates: t.links('aws.acm.certificate', ['status', 'notAfter'], ({ item }) =>
      certificatesOf(item).filter(isAcm),
    ),
    serverCertificates: t.links('aws.iam.server-certificate', ['expiration'], ({ item }) =>
      certificatesOf(item).filter(isServerCertificate),
    ),
    certificatesOutsideAcm: t.strings(({ item }) => certificatesOf(item).filter((arn) => !isAcm(arn))),
    tags: t.map(({ tagging }) => tagMap(tagging.flatMap(({ Tags = [] }) => Tags))),
  }));

interface Front {
  readonly Protocol: string | undefined;
  readonly LoadBalancerPort: number | undefined;
  readonly InstanceProtocol?: string | undefined;
  readonly SSLCertificateId?: string | undefined;
}
interface ListenerDescription {
  readonly Listener?: Front | undefined;
  readonly PolicyNames?: readonly string[] | undefined;
}
interface Item {
  readonly ListenerDescriptions?: readonly ListenerDescription[] | undefined;
}
interface Policy {
  readonly PolicyName?: string | undefined;
  readonly PolicyAttributeDescriptions?:
    | readonly { readonly AttributeName?: string | undefined; readonly AttributeValue?: string | undefined }[]
    | undefined;
}

const listenersOf = ({ ListenerDescriptions = [] }: Item): readonly ListenerDescription[] => ListenerDescriptions;
const nameOf = (listener: Front | undefined): string => `${listener?.Protocol}:${listener?.LoadBalancerPort}`;
const endsTls = ({ Listener: listener }: ListenerDescription): boolean =>
  ['HTTPS', 'SSL'].includes(listener?.Protocol ?? '');

const certificatesOf = (item: Item): string[] => [
  ...new Set(listenersOf(item).flatMap(({ Listener: listener }) => listener?.SSLCertificateId ?? [])),
];

/** What the policies of all listeners that end TLS say, each once; undefined if one listener's policy is not among them. */
function every(
  answers: { readonly item: Item; readonly policies: readonly Policy[] },
  of: (policy: Policy) => readonly string[],
): string[] | undefined {
  const found = listenersOf(answers.item)
    .filter(endsTls)
    .map(({ PolicyNames = [] }) => answers.policies.find(({ PolicyName = '' }) => PolicyNames.includes(PolicyName)));
  return found.includes(undefined) ? undefined : [...new Set((found as Policy[]).flatMap(of))].sort();
}

const attribute = ({ PolicyAttributeDescriptions = [] }: Policy, name: string): string | undefined =>
  PolicyAttributeDescriptions.find(({ AttributeName }) => AttributeName === name)?.AttributeValue;

/** Attributes that are on: `Protocol-TLSv1.2`, or the OpenSSL name of a cipher. */
const switchedOn = ({ PolicyAttributeDescriptions = [] }: Policy): string[] =>
  PolicyAttributeDescriptions.filter(({ AttributeValue }) => AttributeValue === 'true').map(
    ({ AttributeName = '' }) => AttributeName,
  );

const PROTOCOL = 'Protocol-';
const protocolsOf = (policy: Policy): string[] =>
  switchedOn(policy)
    .filter((name) => name.startsWith(PROTOCOL))
    .map((name) => name.slice(PROTOCOL.length));

const ciphersOf = (policy: Policy): string[] =>
  switchedOn(policy).filter((name) => !name.startsWith(PROTOCOL) && name !== 'Server-Defined-Cipher-Order');
