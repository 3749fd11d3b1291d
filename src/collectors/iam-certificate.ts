import { iam } from './iam.ts';

/**
 * Certificates that load balancers and CloudFront take from IAM instead of ACM; nobody renews them.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html
 */
export const serverCertificate = iam
  .list(
    'aws.iam.server-certificate',
    'ListServerCertificates',
    {
      items: 'ServerCertificateMetadataList',
      paging: { token: ['Marker', 'Marker'], size: ['MaxItems', 1000] },
      members: { Arn: true, ServerCertificateName: true, UploadDate: true, Expiration: true },
    },
    {
      service: 'iam',
      scope: 'global',
      arn: 'arn:{partition}:iam::{account}:server-certificate/{id}',
      id: ({ item }) => item.Arn,
    },
  )
  .named(({ item }) => item.ServerCertificateName)
  .fields((t) => ({
    uploadedAt: t.optional(t.time(({ item }) => item.UploadDate)),
    expiration: t.time(({ item }) => item.Expiration),
  }));

/** Only the management account and a delegated administrator may ask, and only where IAM may act in the organization. */
const NOT_ASKED_HERE = [
  'AccountNotManagementOrDelegatedAdministratorException',
  'OrganizationNotFoundException',
  'ServiceAccessNotEnabledException',
] as const;

/**
 * The root user, as far as the account summary shows it. A credential report, which the peers read, would have to be made
 * first, and names every user.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export const rootUser = iam
  .single('aws.iam.root-user', { service: 'iam', scope: 'global', arn: 'arn:{partition}:iam::{account}:root' })
  .call('summary', 'GetAccountSummary', () => ({}), {
    required: ['SummaryMap'],
    members: { SummaryMap: { AccountSigningCertificatesPresent: true, AccountAccessKeysPresent: true } },
  })
  .call('features', 'ListOrganizationsFeatures', () => ({}), {
    required: ['EnabledFeatures'],
    members: { EnabledFeatures: true },
    none: NOT_ASKED_HERE,
  })
  .fields((t) => ({
    signingCertificate: t.bool(({ summary }) => {
      const present = summary.SummaryMap?.AccountSigningCertificatesPresent;
      return present === undefined ? undefined : present > 0;
    }),
    accessKey: t.bool(({ summary }) => {
      const present = summary.SummaryMap?.AccountAccessKeysPresent;
      return present === undefined ? undefined : present > 0;
    }),
    /** Empty where this account is not the one that manages the root users of an organization. */
    centrallyManaged: t.optional(
      t.bool(({ features }) => features?.EnabledFeatures?.some((feature) => feature === 'RootCredentialsManagement')),
    ),
  }));
