import type { MemberTree } from '../model/collector.ts';

/** What is kept of a listener. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html */
export const LISTENER_MEMBERS = {
  ListenerArn: true,
  Port: true,
  Protocol: true,
  SslPolicy: true,
  Certificates: { CertificateArn: true },
  DefaultActions: { Type: true, RedirectConfig: { Protocol: true } },
  MutualAuthentication: {
    Mode: true,
    TrustStoreArn: true,
    IgnoreClientCertificateExpiry: true,
    TrustStoreAssociationStatus: true,
  },
} as const satisfies MemberTree;

interface Certificate {
  readonly CertificateArn?: string | undefined;
}

export interface Listener {
  readonly ListenerArn?: string | undefined;
  readonly Port?: number | undefined;
  readonly Protocol?: string | undefined;
  readonly SslPolicy?: string | undefined;
  readonly Certificates?: readonly Certificate[] | undefined;
  readonly DefaultActions?:
    | readonly {
        readonly Type: string | undefined;
        readonly RedirectConfig?: { readonly Protocol?: string | undefined } | undefined;
      }[]
    | undefined;
  readonly MutualAuthentication?:
    | {
        readonly Mode?: string | undefined;
        readonly TrustStoreArn?: string | undefined;
        readonly IgnoreClientCertificateExpiry?: boolean | undefined;
        readonly TrustStoreAssociationStatus?: string | undefined;
      }
    | undefined;
}

/** `HTTPS:443`; listeners of gateway load balancers have neither protocol nor port. */
export const nameOf = ({ Protocol = 'GENEVE', Port }: Listener): string =>
  Port === undefined ? Protocol : `${Protocol}:${Port}`;

export const isHttp = ({ Protocol }: Listener): boolean => Protocol === 'HTTP';
export const endsTls = ({ Protocol }: Listener): boolean => Protocol === 'HTTPS' || Protocol === 'TLS';

/** Whether what no rule takes is sent on to HTTPS; what the rules do is another question. */
export const redirects = ({ DefaultActions = [] }: Listener): boolean =>
  DefaultActions.some(({ Type, RedirectConfig }) => Type === 'redirect' && RedirectConfig?.Protocol === 'HTTPS');

export const LISTENER = {
  listener: 'string',
  protocol: 'string',
  policy: 'string',
  mutualTls: 'string',
  ignoresExpiry: 'bool',
  trustStore: 'string',
} as const;

/** A listener as rules see it. "The default value is off." A trust store that its owner no longer shares is `removed`. */
export function listenerOf(listener: Listener) {
  const { Protocol = 'GENEVE', SslPolicy = '', MutualAuthentication: mutual } = listener;
  return {
    listener: nameOf(listener),
    protocol: Protocol,
    policy: SslPolicy,
    mutualTls: mutual?.Mode ?? 'off',
    ignoresExpiry: mutual?.IgnoreClientCertificateExpiry ?? false,
    trustStore: mutual?.TrustStoreArn === undefined ? 'none' : (mutual.TrustStoreAssociationStatus ?? 'active'),
  };
}

/** Names of the security policies in use, each once. */
export const policyNames = (listeners: readonly Listener[]): string[] =>
  [...new Set(listeners.filter(endsTls).flatMap(({ SslPolicy }) => SslPolicy ?? []))].sort();

export const isAcm = (arn: string): boolean => arn.split(':')[2] === 'acm';
export const isServerCertificate = (arn: string): boolean => arn.split(':')[2] === 'iam';

/** ARNs, each once: the listeners' default certificates, and those for other host names. */
export const certificateArns = (...lists: readonly (readonly Certificate[] | undefined)[]): string[] =>
  [...new Set(lists.flatMap((list = []) => list.flatMap(({ CertificateArn }) => CertificateArn ?? [])))].sort();
