import { att, type Json, type Make, policy, ref, sub, when } from './cfn.ts';

export const onlyTls = (actions: string, resource: unknown): Json => ({
  Sid: 'OnlyTls',
  Effect: 'Deny',
  Principal: '*',
  Action: actions,
  Resource: resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

/** What is sealed by a key that a caller brought along (SSE-C) nobody else opens again. */
const noForeignKeys = (name: string): Json => ({
  Sid: 'NoKeysOfCallers',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: sub(`#{${name}.Arn}/*`),
  Condition: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
});

/**
 * A bucket that is kept, as sealscan asks of others: sealed, versioned, not public, over TLS only; the condition `HasKey` and
 * the parameter `KmsKeyArn` name its key, and `ReportDays` how long these folders are kept.
 */
export const sealedBucket = (name: string, make: Make, folders: readonly string[]): Json => ({
  [name]: make(
    'AWS::S3::Bucket',
    {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: when(
              'HasKey',
              { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ref('KmsKeyArn') },
              { SSEAlgorithm: 'aws:kms' },
            ),
          },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          ...folders.map((folder) => ({
            Id: folder,
            Status: 'Enabled',
            Prefix: `${folder}/`,
            ExpirationInDays: ref('ReportDays'),
          })),
          {
            Id: 'earlier',
            Status: 'Enabled',
            NoncurrentVersionExpiration: { NoncurrentDays: 7 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    },
    { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
  ),
  [`${name}Policy`]: make('AWS::S3::BucketPolicy', {
    Bucket: ref(name),
    PolicyDocument: policy([onlyTls('s3:*', [att(name), sub(`#{${name}.Arn}/*`)]), noForeignKeys(name)]),
  }),
});
