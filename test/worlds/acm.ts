import type {
  CertificateDetail,
  CertificateSummary,
  DescribeCertificateCommandOutput,
  ListCertificatesCommandOutput,
  ListTagsForCertificateCommandOutput,
} from '@aws-sdk/client-acm';
import type { ListCertificateAuthoritiesCommandOutput } from '@aws-sdk/client-acm-pca';
import { ACCOUNT, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

export const certificateArn = (id: string): string => `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/${id}`;
export const authorityArn = (id: string, account = ACCOUNT): string =>
  `arn:aws:acm-pca:${REGION}:${account}:certificate-authority/${id}`;

const LATER = new Date('2027-01-15T12:00:00Z');
const SOON = new Date('2026-06-15T12:00:00Z');
const PAST = new Date('2026-05-01T12:00:00Z');
const updated = { UpdatedAt: new Date('2026-05-20T00:00:00Z') };
const fronted = {
  InUseBy: [`arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/app/web/50dc6c495c0c9188`],
};

const validation = (DomainName: string, ValidationStatus: 'SUCCESS' | 'FAILED' | 'PENDING_VALIDATION') =>
  ({ DomainName, ValidationStatus, ValidationMethod: 'DNS' }) as const;
const issued = (id: string): CertificateDetail => ({
  DomainName: `${id}.example.com`,
  SubjectAlternativeNames: [`${id}.example.com`],
  Status: 'ISSUED',
  Type: 'AMAZON_ISSUED',
  KeyAlgorithm: 'RSA_2048',
  CreatedAt: new Date('2026-01-01T00:00:00Z'),
  NotAfter: LATER,
  RenewalEligibility: 'ELIGIBLE',
  DomainValidationOptions: [validation(`${id}.example.com`, 'SUCCESS')],
  Options: { CertificateTransparencyLoggingPreference: 'ENABLED', Export: 'DISABLED' },
  ...fronted,
});
const imported: CertificateDetail = {
  Type: 'IMPORTED',
  RenewalEligibility: 'INELIGIBLE',
  DomainValidationOptions: undefined,
  CreatedAt: undefined,
};
const request: CertificateDetail = { NotAfter: undefined, InUseBy: [], RenewalEligibility: 'INELIGIBLE' };
const privately = (authority: string): CertificateDetail => ({
  Type: 'PRIVATE',
  DomainValidationOptions: undefined,
  CertificateAuthorityArn: authority,
});

/** What differs from a certificate in good order; an id is its host name. */
const details: Readonly<Record<string, CertificateDetail>> = {
  good: { RenewalSummary: { ...updated, RenewalStatus: 'SUCCESS', DomainValidationOptions: [] } },
  wild: { SubjectAlternativeNames: ['wild.example.com', '*.wild.example.com'], KeyAlgorithm: 'EC_prime256v1' },
  mailed: {
    DomainValidationOptions: [
      { DomainName: 'mailed.example.com', ValidationStatus: 'SUCCESS', ValidationMethod: 'EMAIL' },
    ],
  },
  fronted: {
    ManagedBy: 'CLOUDFRONT',
    DomainValidationOptions: [
      { DomainName: 'fronted.example.com', ValidationStatus: 'SUCCESS', ValidationMethod: 'HTTP' },
    ],
  },
  hidden: { Options: { CertificateTransparencyLoggingPreference: 'DISABLED' } },
  stuck: {
    NotAfter: SOON,
    RenewalSummary: {
      ...updated,
      RenewalStatus: 'PENDING_VALIDATION',
      DomainValidationOptions: [validation('stuck.example.com', 'PENDING_VALIDATION')],
    },
  },
  failing: {
    RenewalSummary: {
      ...updated,
      RenewalStatus: 'FAILED',
      RenewalStatusReason: 'CAA_ERROR',
      DomainValidationOptions: [validation('failing.example.com', 'FAILED')],
    },
  },
  waiting: {
    ...request,
    Status: 'PENDING_VALIDATION',
    DomainValidationOptions: [validation('waiting.example.com', 'PENDING_VALIDATION')],
  },
  refused: {
    ...request,
    Status: 'FAILED',
    FailureReason: 'CAA_ERROR',
    DomainValidationOptions: [validation('refused.example.com', 'FAILED')],
  },
  late: {
    ...request,
    Status: 'VALIDATION_TIMED_OUT',
    DomainValidationOptions: [validation('late.example.com', 'FAILED')],
  },
  imported: { ...imported, NotAfter: SOON },
  weak: { ...imported, KeyAlgorithm: 'RSA_1024' },
  // AWS may name an algorithm that nobody here has heard of
  novel: { ...imported, KeyAlgorithm: 'ML_NEW_1' as 'RSA_2048' },
  expired: { ...imported, Status: 'EXPIRED', NotAfter: PAST, InUseBy: [] },
  unused: { InUseBy: [] },
  inside: privately(authorityArn('lasting')),
  orphan: privately(authorityArn('deleted')),
  outliving: privately(authorityArn('ending')),
  disabled: privately(authorityArn('off')),
  shared: privately(authorityArn('theirs', '444455556666')),
  denied: {},
};
const idOf = (arn: unknown): string => String(arn).split('/')[1] ?? '';
const detail = (id: string): CertificateDetail => ({
  CertificateArn: certificateArn(id),
  ...issued(id),
  ...details[id],
});

const summary = (id: string): CertificateSummary => {
  const { CertificateArn, DomainName, Status, Type, KeyAlgorithm, InUseBy, RenewalEligibility, NotAfter, CreatedAt } =
    detail(id);
  const InUse = (InUseBy ?? []).length > 0;
  return { CertificateArn, DomainName, Status, Type, KeyAlgorithm, InUse, RenewalEligibility, NotAfter, CreatedAt };
};

const authority = (id: string, Status: 'ACTIVE' | 'DISABLED', NotAfter: Date) =>
  ({ Arn: authorityArn(id), Type: 'SUBORDINATE', Status, NotAfter }) as const;

export const world: World = {
  services: ['acm'],
  regions: [REGION, 'us-east-1'],
  answers: {
    'acm:ListCertificates': (_input, region) =>
      region === REGION
        ? ({ CertificateSummaryList: Object.keys(details).map(summary) } satisfies Body<ListCertificatesCommandOutput>)
        : refuses('AccessDeniedException'),
    'acm:DescribeCertificate': ({ CertificateArn }) =>
      idOf(CertificateArn) === 'denied'
        ? refuses('AccessDeniedException')
        : ({ Certificate: detail(idOf(CertificateArn)) } satisfies Body<DescribeCertificateCommandOutput>),
    'acm:ListTagsForCertificate': ({ CertificateArn }) =>
      ({
        Tags: idOf(CertificateArn) === 'good' ? [{ Key: 'owner', Value: 'web' }] : [],
      }) satisfies Body<ListTagsForCertificateCommandOutput>,
    'acm-pca:ListCertificateAuthorities': (_input, region) =>
      ({
        CertificateAuthorities:
          region === REGION
            ? [
                authority('lasting', 'ACTIVE', new Date('2035-01-01T00:00:00Z')),
                authority('ending', 'ACTIVE', new Date('2026-12-01T00:00:00Z')),
                authority('off', 'DISABLED', new Date('2035-01-01T00:00:00Z')),
              ]
            : [],
      }) satisfies Body<ListCertificateAuthoritiesCommandOutput>,
  },
};
