import type * as PCA from '@aws-sdk/client-acm-pca';
import { sdk } from '../collect/descriptor.ts';
import { isPostQuantum, keyAlgorithm, securityBits } from '../model/key-algorithm.ts';
import { policyFields } from './policy-fields.ts';

const pca = sdk<typeof PCA>('acm-pca', 'ACMPCAClient');

/**
 * Private certificate authorities of the account, and whom their policies let issue certificates; those that other accounts share with it are theirs to judge.
 * https://docs.aws.amazon.com/privateca/latest/APIReference/API_CertificateAuthority.html
 */
export const certificateAuthority = pca
  .list(
    'aws.acm-pca.certificate-authority',
    'ListCertificateAuthorities',
    {
      items: 'CertificateAuthorities',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: {
        Arn: true,
        Type: true,
        Status: true,
        NotAfter: true,
        UsageMode: true,
        KeyStorageSecurityStandard: true,
        CertificateAuthorityConfiguration: { KeyAlgorithm: true, Subject: { CommonName: true } },
        RevocationConfiguration: {
          CrlConfiguration: { Enabled: true, S3BucketName: true },
          OcspConfiguration: { Enabled: true },
        },
      },
    },
    {
      service: 'acm-pca',
      arn: 'arn:{partition}:acm-pca:{region}:{account}:certificate-authority/{id}',
      id: ({ item }) => item.Arn,
    },
  )
  .call('policy', 'GetPolicy', ({ item }) => ({ ResourceArn: item.Arn }), {
    when: ({ item }) => item.Status !== 'DELETED',
    required: ['Policy'],
    none: ['ResourceNotFoundException'],
    members: { Policy: true },
  })
  .named(({ item }) => item.CertificateAuthorityConfiguration?.Subject?.CommonName)
  .fields((t) => ({
    type: t.enum(['ROOT', 'SUBORDINATE'], ({ item }) => item.Type),
    status: t.enum(
      ['CREATING', 'PENDING_CERTIFICATE', 'ACTIVE', 'DELETED', 'DISABLED', 'EXPIRED', 'FAILED'],
      ({ item }) => item.Status,
    ),
    notAfter: t.optional(t.time(({ item }) => item.NotAfter)), // none until its certificate is installed
    // "The default value is GENERAL_PURPOSE."
    usageMode: t.enum(
      ['GENERAL_PURPOSE', 'SHORT_LIVED_CERTIFICATE'],
      ({ item }) => item.UsageMode ?? 'GENERAL_PURPOSE',
    ),
    keyAlgorithm: t.string(({ item }) => keyAlgorithm(item.CertificateAuthorityConfiguration?.KeyAlgorithm)),
    securityBits: t.int(({ item }) => securityBits(item.CertificateAuthorityConfiguration?.KeyAlgorithm)),
    postQuantum: t.bool(({ item }) => isPostQuantum(item.CertificateAuthorityConfiguration?.KeyAlgorithm)),
    keyStorage: t.optional(t.string(({ item }) => item.KeyStorageSecurityStandard)),
    // A CA without either has no revocation configuration.
    crl: t.bool(({ item }) => item.RevocationConfiguration?.CrlConfiguration?.Enabled ?? false),
    ocsp: t.bool(({ item }) => item.RevocationConfiguration?.OcspConfiguration?.Enabled ?? false),
    crlBucket: t.link(
      'aws.s3.bucket',
      [],
      ({ item }) => item.RevocationConfiguration?.CrlConfiguration?.S3BucketName ?? '',
    ),
    ...policyFields(t, 'acm-pca', ({ policy }) => policy?.Policy),
  }));
