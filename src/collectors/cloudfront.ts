import type * as CLOUDFRONT from '@aws-sdk/client-cloudfront';
import { sdk } from '../collect/descriptor.ts';

const cloudfront = sdk<typeof CLOUDFRONT>('cloudfront', 'CloudFrontClient');

/**
 * Headers that CloudFront adds to answers: AWS's own policies and the account's; only HSTS is kept of them.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyStrictTransportSecurity.html
 */
export const responseHeadersPolicy = cloudfront
  .listIn(
    'aws.cloudfront.response-headers-policy',
    'ListResponseHeadersPolicies',
    {
      in: 'ResponseHeadersPolicyList',
      items: 'Items',
      paging: { token: ['Marker', 'NextMarker'], size: ['MaxItems', 100] },
      members: {
        ResponseHeadersPolicy: {
          Id: true,
          ResponseHeadersPolicyConfig: {
            Name: true,
            SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: true } },
          },
        },
      },
    },
    {
      service: 'cloudfront',
      scope: 'global',
      arn: 'arn:{partition}:cloudfront::{account}:response-headers-policy/{id}',
      id: ({ item }) => item.ResponseHeadersPolicy?.Id,
    },
  )
  .named(({ item }) => item.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig?.Name)
  .fields((t) => ({
    /** 0 = the policy sends no Strict-Transport-Security, or one that switches it off. */
    hstsSeconds: t.int(({ item }) => {
      const { SecurityHeadersConfig: headers } = item.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig ?? {};
      return headers?.StrictTransportSecurity ? headers.StrictTransportSecurity.AccessControlMaxAgeSec : 0;
    }),
  }));

const BEHAVIOR = {
  ViewerProtocolPolicy: true,
  TrustedSigners: { Enabled: true },
  TrustedKeyGroups: { Enabled: true },
  FieldLevelEncryptionId: true,
  ResponseHeadersPolicyId: true,
} as const;

/**
 * Distributions, all from the list. Custom headers to origins are not kept: people put shared secrets there.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionSummary.html
 */
export const distribution = cloudfront
  .listIn(
    'aws.cloudfront.distribution',
    'ListDistributions',
    {
      in: 'DistributionList',
      items: 'Items',
      paging: { token: ['Marker', 'NextMarker'], size: ['MaxItems', 100] },
      members: {
        Id: true,
        ARN: true,
        Enabled: true,
        ViewerCertificate: {
          CloudFrontDefaultCertificate: true,
          ACMCertificateArn: true,
          IAMCertificateId: true,
          SSLSupportMethod: true,
          MinimumProtocolVersion: true,
        },
        Origins: {
          Items: {
            Id: true,
            CustomOriginConfig: { OriginProtocolPolicy: true, OriginSslProtocols: { Items: true } },
          },
        },
        DefaultCacheBehavior: BEHAVIOR,
        CacheBehaviors: { Items: { PathPattern: true, ...BEHAVIOR } },
      },
    },
    {
      service: 'cloudfront',
      scope: 'global',
      arn: 'arn:{partition}:cloudfront::{account}:distribution/{id}',
      id: ({ item }) => item.ARN ?? item.Id,
    },
  )
  .fields((t) => ({
    enabled: t.bool(({ item }) => item.Enabled),
    certificateSource: t.enum(['cloudfront', 'acm', 'iam'], ({ item }) => sourceOf(item.ViewerCertificate)),
    certificate: t.link('aws.acm.certificate', [], ({ item }) => item.ViewerCertificate?.ACMCertificateArn ?? ''),
    sslSupport: t.optional(
      t.enum(['sni-only', 'vip', 'static-ip'], ({ item }) => item.ViewerCertificate?.SSLSupportMethod),
    ),
    /** The security policy between viewers and CloudFront. */
    viewerTls: t.enum(
      [
        'SSLv3',
        'TLSv1',
        'TLSv1_2016',
        'TLSv1.1_2016',
        'TLSv1.2_2018',
        'TLSv1.2_2019',
        'TLSv1.2_2021',
        'TLSv1.2_2025',
        'TLSv1.3_2025',
      ],
      // "CloudFront automatically sets the security policy to TLSv1 regardless of the value", says the page on ViewerCertificate
      ({ item: { ViewerCertificate: certificate } }) =>
        sourceOf(certificate) === 'cloudfront' ? 'TLSv1' : certificate?.MinimumProtocolVersion,
    ),
    /** Origins that CloudFront speaks HTTP(S) to by the distribution's own settings; S3 and VPC origins have none here. */
    origins: t.structs({ id: 'string', protocol: 'string', tlsProtocols: 'strings' }, ({ item }) =>
      customOrigins(item).map(({ Id = '', CustomOriginConfig: config }) => ({
        id: Id,
        protocol: config?.OriginProtocolPolicy ?? '',
        tlsProtocols: config?.OriginSslProtocols?.Items ?? [],
      })),
    ),
    /** Origins that requests may reach over plain HTTP. */
    plainOrigins: t.strings(({ item }) => {
      const plainViewers = behaviors(item).some(acceptsHttp);
      return customOrigins(item)
        .filter(({ CustomOriginConfig: config }) =>
          plainViewers ? config?.OriginProtocolPolicy !== 'https-only' : config?.OriginProtocolPolicy === 'http-only',
        )
        .map(({ Id = '' }) => Id);
    }),
    /** Path patterns of the behaviours that answer over plain HTTP. */
    plainBehaviors: t.strings(({ item }) => behaviors(item).filter(acceptsHttp).map(pathOf)),
    signedBehaviors: t.strings(({ item }) =>
      behaviors(item)
        .filter(({ TrustedSigners, TrustedKeyGroups }) => TrustedSigners?.Enabled || TrustedKeyGroups?.Enabled)
        .map(pathOf),
    ),
    signerBehaviors: t.strings(({ item }) =>
      behaviors(item)
        .filter(({ TrustedSigners }) => TrustedSigners?.Enabled)
        .map(pathOf),
    ),
    fieldLevelEncryption: t.bool(({ item }) => Boolean(item.DefaultCacheBehavior?.FieldLevelEncryptionId)),
    headersPolicies: t.links('aws.cloudfront.response-headers-policy', ['hstsSeconds'], ({ item }) => [
      ...new Set(behaviors(item).flatMap(({ ResponseHeadersPolicyId }) => ResponseHeadersPolicyId || [])),
    ]),
    behaviorsWithoutHeadersPolicy: t.strings(({ item }) =>
      behaviors(item)
        .filter(({ ResponseHeadersPolicyId }) => !ResponseHeadersPolicyId)
        .map(pathOf),
    ),
  }));

type Item = NonNullable<NonNullable<typeof distribution.answers>['item']>;
type Behavior = NonNullable<Item['DefaultCacheBehavior']> & { readonly PathPattern?: string | undefined };

const behaviors = ({ DefaultCacheBehavior, CacheBehaviors }: Item): readonly Behavior[] => [
  ...(CacheBehaviors?.Items ?? []),
  ...(DefaultCacheBehavior ? [DefaultCacheBehavior] : []),
];

const pathOf = ({ PathPattern }: Behavior): string => PathPattern ?? 'Default (*)';

const acceptsHttp = ({ ViewerProtocolPolicy }: Behavior): boolean => ViewerProtocolPolicy === 'allow-all';

const customOrigins = ({ Origins }: Item) =>
  (Origins?.Items ?? []).filter(({ CustomOriginConfig }) => CustomOriginConfig);

function sourceOf(certificate: Item['ViewerCertificate']): 'cloudfront' | 'acm' | 'iam' | undefined {
  if (certificate?.ACMCertificateArn) return 'acm';
  if (certificate?.IAMCertificateId) return 'iam';
  return certificate?.CloudFrontDefaultCertificate ? 'cloudfront' : undefined;
}
