import type * as ACM from '@aws-sdk/client-acm';
import { sdk } from '../collect/descriptor.ts';
import { keyAlgorithm, securityBits } from '../model/key-algorithm.ts';
import { tagMap } from './tags.ts';

const acm = sdk<typeof ACM>('acm', 'ACMClient');

/** Unfiltered, ACM lists certificates with RSA keys up to 2048 bits only, and none that ACME clients requested. */
const EVERY_CERTIFICATE = {
  CertificateKeyPairOrigins: ['AWS_MANAGED', 'CUSTOMER_PROVIDED', 'ACME'],
  Includes: {
    keyTypes: ['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1'],
  },
} satisfies ACM.ListCertificatesRequest;

const STATUSES = [
  'PENDING_VALIDATION',
  'ISSUED',
  'INACTIVE',
  'EXPIRED',
  'VALIDATION_TIMED_OUT',
  'REVOKED',
  'FAILED',
] as const;

const DOMAIN = { DomainName: true, ValidationStatus: true, ValidationMethod: true } as const;

/**
 * Certificates of every status. Who uses one, and how its renewal goes, only DescribeCertificate tells; users that sealscan
 * reads link here (`aws.elbv2.load-balancer`), and `inUseBy` also names those of AWS's own accounts, such as the front of an
 * API's domain.
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html
 */
export const certificate = acm
  .list(
    'aws.acm.certificate',
    'ListCertificates',
    {
      items: 'CertificateSummaryList',
      input: EVERY_CERTIFICATE,
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxItems', 1000] },
      members: {
        CertificateArn: true,
        DomainName: true,
        Status: true,
        Type: true,
        KeyAlgorithm: true,
        InUse: true,
        RenewalEligibility: true,
        NotAfter: true,
        CreatedAt: true,
      },
    },
    {
      service: 'acm',
      arn: 'arn:{partition}:acm:{region}:{account}:certificate/{id}',
      id: ({ item }) => item.CertificateArn,
    },
  )
  .call('detail', 'DescribeCertificate', ({ item }) => ({ CertificateArn: item.CertificateArn }), {
    at: 'Certificate',
    members: {
      DomainName: true,
      SubjectAlternativeNames: true,
      Status: true,
      FailureReason: true,
      Type: true,
      KeyAlgorithm: true,
      NotAfter: true,
      CreatedAt: true,
      InUseBy: true,
      ManagedBy: true,
      RenewalEligibility: true,
      RenewalSummary: {
        RenewalStatus: true,
        RenewalStatusReason: true,
        DomainValidationOptions: DOMAIN,
        UpdatedAt: true,
      },
      DomainValidationOptions: DOMAIN,
      CertificateAuthorityArn: true,
      Options: { CertificateTransparencyLoggingPreference: true, Export: true },
    },
  })
  .call('tagging', 'ListTagsForCertificate', ({ item }) => ({ CertificateArn: item.CertificateArn }), {
    required: ['Tags'],
    members: { Tags: { Key: true, Value: true } },
  })
  .named(({ item }) => item.DomainName)
  .fields((t) => ({
    status: t.enum(STATUSES, (answers) => answers.item.Status ?? answers.detail.Status),
    type: t.enum(['AMAZON_ISSUED', 'IMPORTED', 'PRIVATE'], (answers) => answers.item.Type ?? answers.detail.Type),
    failureReason: t.optional(t.string(({ detail }) => detail.FailureReason)),
    names: t.strings(({ detail }) => namesOf(detail)),
    wildcard: t.bool(({ detail }) => namesOf(detail)?.some((name) => name.startsWith('*.'))),
    keyAlgorithm: t.string((answers) => keyAlgorithm(answers.item.KeyAlgorithm ?? answers.detail.KeyAlgorithm)),
    securityBits: t.int((answers) => securityBits(answers.item.KeyAlgorithm ?? answers.detail.KeyAlgorithm)),
    createdAt: t.optional(t.time((answers) => answers.item.CreatedAt ?? answers.detail.CreatedAt)), // not of imported ones
    notAfter: t.optional(t.time((answers) => answers.item.NotAfter ?? answers.detail.NotAfter)), // none until it is issued
    inUse: t.bool((answers) => answers.item.InUse ?? (answers.detail.InUseBy ?? []).length > 0),
    inUseBy: t.strings(({ detail }) => detail.InUseBy ?? []),
    managedBy: t.optional(t.string(({ detail }) => detail.ManagedBy)),
    renewable: t.bool((answers) => isRenewable(answers.item.RenewalEligibility ?? answers.detail.RenewalEligibility)),
    renewal: t.enum(['none', 'PENDING_AUTO_RENEWAL', 'PENDING_VALIDATION', 'SUCCESS', 'FAILED'], ({ detail }) =>
      detail.RenewalSummary ? detail.RenewalSummary.RenewalStatus : 'none',
    ),
    renewalReason: t.optional(t.string(({ detail }) => detail.RenewalSummary?.RenewalStatusReason)),
    renewalWaitsFor: t.strings(({ detail }) =>
      (detail.RenewalSummary?.DomainValidationOptions ?? [])
        .filter(({ ValidationStatus }) => ValidationStatus !== 'SUCCESS')
        .map(({ DomainName = '' }) => DomainName),
    ),
    validationMethods: t.strings(({ detail }) =>
      detail.DomainValidationOptions?.flatMap(({ ValidationMethod }) => ValidationMethod ?? []),
    ),
    failedDomains: t.strings(({ detail }) =>
      (detail.DomainValidationOptions ?? [])
        .filter(({ ValidationStatus }) => ValidationStatus === 'FAILED')
        .map(({ DomainName = '' }) => DomainName),
    ),
    // "ENABLED" unless somebody opted out, which AWS has not allowed since June 2026
    transparencyLogging: t.bool(
      ({ detail }) => detail.Options?.CertificateTransparencyLoggingPreference !== 'DISABLED',
    ),
    exportable: t.bool(({ detail }) => detail.Options?.Export === 'ENABLED'),
    certificateAuthority: t.link(
      'aws.acm-pca.certificate-authority',
      ['status', 'notAfter'],
      ({ detail }) => detail.CertificateAuthorityArn ?? '',
    ),
    tags: t.map(({ tagging }) => tagMap(tagging.Tags)),
  }));

interface Named {
  readonly DomainName?: string | undefined;
  readonly SubjectAlternativeNames?: readonly string[] | undefined;
}

/** The first name is among the alternative ones, where there are any. */
const namesOf = ({ DomainName, SubjectAlternativeNames }: Named): readonly string[] | undefined =>
  SubjectAlternativeNames?.length ? SubjectAlternativeNames : DomainName === undefined ? undefined : [DomainName];

const isRenewable = (eligibility: string | undefined): boolean | undefined =>
  eligibility === undefined ? undefined : eligibility === 'ELIGIBLE';
