/** What is known of the resource policies of a service. */
interface Known {
  /** The call that reads them. */
  readonly read: string;
  /** Actions that a witness shows where the policy does not tell actions apart. */
  readonly usual: string;
  /** Actions that change the policy or destroy the resource. */
  readonly administers: string;
  /** The service takes requests without a signature. */
  readonly unsigned?: true;
}

/**
 * Resource policies of services beyond those with a table of their own, by the prefix of their IAM actions. Every action of
 * the prefix counts, one that AWS adds tomorrow as well, and every condition key of the prefix may come with it. A new kind
 * is a line here.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
export const SERVICE_KINDS = {
  'acm-pca': {
    read: 'acm-pca:GetPolicy',
    usual: 'IssueCertificate GetCertificate',
    administers: 'PutPolicy DeletePolicy DeleteCertificateAuthority',
  },
  backup: {
    read: 'backup:GetBackupVaultAccessPolicy',
    usual: 'CopyIntoBackupVault StartRestoreJob',
    administers: 'PutBackupVaultAccessPolicy DeleteBackupVaultAccessPolicy DeleteBackupVault DeleteRecoveryPoint',
  },
  cloudhsm: {
    read: 'cloudhsm-v2:GetResourcePolicy',
    usual: 'CopyBackupToRegion CreateCluster DescribeBackups',
    administers: 'PutResourcePolicy DeleteResourcePolicy DeleteBackup',
  },
  codeartifact: {
    read: 'codeartifact:GetDomainPermissionsPolicy',
    usual: 'ReadFromRepository GetAuthorizationToken PublishPackageVersion',
    administers:
      'PutDomainPermissionsPolicy DeleteDomainPermissionsPolicy PutRepositoryPermissionsPolicy DeleteRepositoryPermissionsPolicy DeleteDomain DeleteRepository',
  },
  dynamodb: {
    read: 'dynamodb:GetResourcePolicy',
    usual: 'GetItem Query PutItem',
    administers: 'PutResourcePolicy DeleteResourcePolicy DeleteTable',
  },
  ecr: {
    read: 'ecr:GetRepositoryPolicy',
    usual: 'BatchGetImage GetDownloadUrlForLayer PutImage',
    administers: 'SetRepositoryPolicy DeleteRepositoryPolicy DeleteRepository',
  },
  elasticfilesystem: {
    read: 'efs:DescribeFileSystemPolicy',
    usual: 'ClientMount ClientWrite ClientRootAccess',
    administers: 'PutFileSystemPolicy DeleteFileSystemPolicy DeleteFileSystem',
    unsigned: true,
  },
  es: {
    read: 'opensearch:DescribeDomains',
    usual: 'ESHttpGet ESHttpPost ESHttpPut',
    administers: 'UpdateDomainConfig UpdateElasticsearchDomainConfig DeleteDomain DeleteElasticsearchDomain',
    unsigned: true,
  },
  events: {
    read: 'eventbridge:DescribeEventBus',
    usual: 'PutEvents PutRule PutTargets',
    administers: 'PutPermission RemovePermission DeleteEventBus',
  },
  'execute-api': { read: 'api-gateway:GetRestApis', usual: 'Invoke', administers: '', unsigned: true },
  glacier: {
    read: 'glacier:GetVaultAccessPolicy',
    usual: 'InitiateJob GetJobOutput UploadArchive DeleteArchive',
    administers: 'SetVaultAccessPolicy DeleteVaultAccessPolicy DeleteVault',
  },
  glue: {
    read: 'glue:GetResourcePolicies',
    usual: 'GetTable GetDatabase GetPartitions',
    administers: 'PutResourcePolicy DeleteResourcePolicy DeleteDatabase',
  },
  kinesis: {
    read: 'kinesis:GetResourcePolicy',
    usual: 'GetRecords PutRecord SubscribeToShard',
    administers: 'PutResourcePolicy DeleteResourcePolicy DeleteStream',
  },
  lambda: {
    read: 'lambda:GetPolicy',
    usual: 'InvokeFunction InvokeFunctionUrl GetLayerVersion',
    administers: 'AddPermission RemovePermission UpdateFunctionCode DeleteFunction',
    unsigned: true,
  },
  logs: {
    read: 'cloudwatch-logs:DescribeResourcePolicies',
    usual: 'PutLogEvents CreateLogStream GetLogEvents',
    administers: 'PutResourcePolicy DeleteResourcePolicy DeleteLogGroup',
  },
  'payment-cryptography': {
    read: 'payment-cryptography:GetResourcePolicy',
    usual: 'DecryptData EncryptData ExportKey',
    administers: 'PutResourcePolicy DeleteResourcePolicy DeleteKey',
  },
  ses: {
    read: 'sesv2:GetEmailIdentity',
    usual: 'SendEmail SendRawEmail',
    administers: 'PutIdentityPolicy UpdateEmailIdentityPolicy DeleteEmailIdentity',
  },
} as const satisfies Readonly<Record<string, Known>>;
export type ServiceKind = keyof typeof SERVICE_KINDS;

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html and the pages on anonymous access of EFS, OpenSearch, API Gateway */
export const takesUnsigned = (kind: ServiceKind): boolean => 'unsigned' in SERVICE_KINDS[kind];
