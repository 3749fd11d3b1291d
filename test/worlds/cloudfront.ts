import type {
  CustomOriginConfig,
  DefaultCacheBehavior,
  DistributionSummary,
  ListDistributionsCommandOutput,
  ListResponseHeadersPoliciesCommandOutput,
  Origin,
  ResponseHeadersPolicySummary,
} from '@aws-sdk/client-cloudfront';
import { ACCOUNT, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const items = <T>(...Items: T[]) => ({ Quantity: Items.length, Items });

const behavior = (more: Partial<DefaultCacheBehavior> = {}): DefaultCacheBehavior => ({
  TargetOriginId: 'app',
  ViewerProtocolPolicy: 'redirect-to-https',
  TrustedSigners: { Enabled: false, Quantity: 0 },
  TrustedKeyGroups: { Enabled: false, Quantity: 0 },
  FieldLevelEncryptionId: '',
  ...more,
});

const custom = (
  Id: string,
  OriginProtocolPolicy: CustomOriginConfig['OriginProtocolPolicy'],
  ...protocols: NonNullable<CustomOriginConfig['OriginSslProtocols']>['Items'] & {}
): Origin => ({
  Id,
  DomainName: `${Id}.example.com`,
  CustomHeaders: items({ HeaderName: 'x-origin-secret', HeaderValue: 'not-to-be-stored' }),
  CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy, OriginSslProtocols: items(...protocols) },
});

const bucket: Origin = {
  Id: 'bucket',
  DomainName: 'assets.s3.amazonaws.com',
  S3OriginConfig: { OriginAccessIdentity: '' },
};

const certificate = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`;

const distribution = (Id: string, more: Partial<DistributionSummary>): DistributionSummary => ({
  Id,
  ARN: `arn:aws:cloudfront::${ACCOUNT}:distribution/${Id}`,
  Status: 'Deployed',
  LastModifiedTime: new Date('2026-01-01T00:00:00Z'),
  DomainName: `${Id.toLowerCase()}.cloudfront.net`,
  Aliases: { Quantity: 0 },
  Origins: items(custom('app', 'https-only', 'TLSv1.2')),
  DefaultCacheBehavior: behavior(),
  CacheBehaviors: { Quantity: 0 },
  CustomErrorResponses: { Quantity: 0 },
  Comment: '',
  PriceClass: 'PriceClass_All',
  Enabled: true,
  ViewerCertificate: {
    CloudFrontDefaultCertificate: false,
    ACMCertificateArn: certificate,
    SSLSupportMethod: 'sni-only',
    MinimumProtocolVersion: 'TLSv1.2_2021',
  },
  Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
  WebACLId: '',
  HttpVersion: 'http2',
  IsIPV6Enabled: true,
  Staging: false,
  ...more,
});

const good = distribution('GOOD', {
  DefaultCacheBehavior: behavior({
    FieldLevelEncryptionId: 'FLE1',
    ResponseHeadersPolicyId: 'hsts',
    TrustedKeyGroups: { Enabled: true, ...items('group') },
  }),
  ViewerCertificate: {
    ACMCertificateArn: certificate,
    SSLSupportMethod: 'sni-only',
    MinimumProtocolVersion: 'TLSv1.3_2025',
  },
});

const first = [
  good,
  distribution('DEFAULT', {
    Origins: items(bucket),
    ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' },
  }),
  distribution('SECOND', {
    Origins: items(custom('app', 'match-viewer', 'TLSv1.1', 'TLSv1.2')),
    CacheBehaviors: items({ ...behavior({ ViewerProtocolPolicy: 'allow-all' }), PathPattern: '/images/*' }),
    ViewerCertificate: {
      IAMCertificateId: 'ASCA1',
      SSLSupportMethod: 'vip',
      MinimumProtocolVersion: 'TLSv1.2_2019',
    },
  }),
];

const second = [
  distribution('SIGNED', {
    Origins: items(custom('app', 'http-only', 'SSLv3'), custom('api', 'match-viewer', 'TLSv1.2')),
    DefaultCacheBehavior: behavior({
      ResponseHeadersPolicyId: 'off',
      TrustedSigners: { Enabled: true, ...items('self') },
    }),
  }),
];

const page = (Items: DistributionSummary[], NextMarker: string | undefined) =>
  ({
    DistributionList: {
      Marker: '',
      MaxItems: 100,
      IsTruncated: NextMarker !== undefined,
      NextMarker,
      Quantity: Items.length,
      Items,
    },
  }) satisfies Body<ListDistributionsCommandOutput>;

const policy = (Id: string, seconds?: number): ResponseHeadersPolicySummary => ({
  Type: 'custom',
  ResponseHeadersPolicy: {
    Id,
    LastModifiedTime: new Date('2026-01-01T00:00:00Z'),
    ResponseHeadersPolicyConfig: {
      Name: `policy-${Id}`,
      SecurityHeadersConfig:
        seconds === undefined
          ? {}
          : { StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: seconds, IncludeSubdomains: true } },
    },
  },
});

const policies = {
  ResponseHeadersPolicyList: { MaxItems: 100, ...items(policy('hsts', 31_536_000), policy('off', 0), policy('none')) },
} satisfies Body<ListResponseHeadersPoliciesCommandOutput>;

/** The third page is refused, so that the list has an end that nobody saw. */
export const world: World = {
  services: ['cloudfront'],
  answers: {
    'cloudfront:ListResponseHeadersPolicies': policies,
    'cloudfront:ListDistributions': ({ Marker }) => {
      if (Marker === 'third') return refuses('AccessDenied');
      return Marker === 'second' ? page(second, 'third') : page(first, 'second');
    },
  },
};
