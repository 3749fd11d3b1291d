import type * as S3 from '@aws-sdk/client-s3';
import { sdk } from '../collect/descriptor.ts';
import { bucketFacts } from '../iam/facts.ts';
import type { CustodySource } from '../model/custody.ts';
import { eachTime } from '../model/dependence.ts';
import { OWNERS, ownerOf } from '../model/owner.ts';
import { cloudwatch } from './cloudwatch.ts';
import { policyFields } from './policy-fields.ts';
import { callsEachTime, custodyOf, defaultOf, keyOf } from './s3-encryption.ts';
import { requestsBefore, total, wholeBucket } from './s3-requests.ts';
import { tagMap } from './tags.ts';

/** Four IAM actions are not named like their operations: service authorization reference, "Amazon S3". */
const s3 = sdk<typeof S3>('s3', 'S3Client', {
  permissions: {
    ListBuckets: 's3:ListAllMyBuckets',
    GetBucketEncryption: 's3:GetEncryptionConfiguration',
    GetPublicAccessBlock: 's3:GetBucketPublicAccessBlock',
    GetBucketReplication: 's3:GetReplicationConfiguration',
    ListBucketMetricsConfigurations: 's3:GetMetricsConfiguration',
  },
});

/** Who holds the key of what the bucket policy lets in at least. */
const CUSTODY_OF_LEVEL = {
  none: 'none',
  any: 'aws-owned',
  kms: 'aws-managed',
  key: { ofLink: 'requiredKey' },
} as const satisfies Record<string, CustodySource>;

const PUBLIC_ACCESS_SETTINGS = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const;

interface ReplicationRule {
  readonly ID?: string | undefined;
  readonly Status: string | undefined;
  readonly SourceSelectionCriteria?:
    | { readonly SseKmsEncryptedObjects?: { readonly Status: string | undefined } | undefined }
    | undefined;
  readonly Destination:
    | {
        readonly Bucket: string | undefined;
        readonly EncryptionConfiguration?: { readonly ReplicaKmsKeyID?: string | undefined } | undefined;
      }
    | undefined;
}

const replicationRule = (rule: ReplicationRule, index: number) => ({
  id: rule.ID ?? `rule ${index + 1}`,
  enabled: rule.Status === 'Enabled',
  destination: rule.Destination?.Bucket ?? '',
  kmsObjects: rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled',
  key: rule.Destination?.EncryptionConfiguration?.ReplicaKmsKeyID ?? '',
});

/**
 * General purpose buckets. They are listed once, with their Region (AWS adds it when a parameter is sent), and each is
 * asked about there: six calls a bucket. Under --deep a seventh says whether CloudWatch counts the requests, and two more
 * how many there were, where they call KMS one by one.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export const bucket = s3
  .list(
    'aws.s3.bucket',
    'ListBuckets',
    {
      items: 'Buckets',
      paging: { token: ['ContinuationToken', 'ContinuationToken'], size: ['MaxBuckets', 10_000] },
      members: { Name: true, CreationDate: true, BucketRegion: true },
      one: (id) => ({ input: { Prefix: id.slice(id.lastIndexOf(':') + 1) } }),
    },
    {
      service: 's3',
      scope: 'global',
      arn: 'arn:{partition}:s3:::{id}',
      anybodys: true,
      id: ({ item }) => item.Name,
      region: ({ item }) => item.BucketRegion,
    },
  )
  .call('encryption', 'GetBucketEncryption', ({ item }) => ({ Bucket: item.Name }), {
    at: 'ServerSideEncryptionConfiguration',
    none: ['ServerSideEncryptionConfigurationNotFoundError'],
    members: {
      Rules: {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: true, KMSMasterKeyID: true },
        BucketKeyEnabled: true,
        BlockedEncryptionTypes: { EncryptionType: true },
      },
    },
  })
  .call('policy', 'GetBucketPolicy', ({ item }) => ({ Bucket: item.Name }), {
    required: ['Policy'],
    none: ['NoSuchBucketPolicy'],
    members: { Policy: true },
  })
  .call('publicAccess', 'GetPublicAccessBlock', ({ item }) => ({ Bucket: item.Name }), {
    at: 'PublicAccessBlockConfiguration',
    none: ['NoSuchPublicAccessBlockConfiguration'],
    members: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  })
  .call('replication', 'GetBucketReplication', ({ item }) => ({ Bucket: item.Name }), {
    at: 'ReplicationConfiguration',
    none: ['ReplicationConfigurationNotFoundError'],
    members: {
      Rules: {
        ID: true,
        Status: true,
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: true } },
        Destination: { Bucket: true, EncryptionConfiguration: { ReplicaKmsKeyID: true } },
      },
    },
  })
  .call('versioning', 'GetBucketVersioning', ({ item }) => ({ Bucket: item.Name }), { members: { Status: true } })
  .call('tagging', 'GetBucketTagging', ({ item }) => ({ Bucket: item.Name }), {
    required: ['TagSet'],
    none: ['NoSuchTagSet'],
    members: { TagSet: { Key: true, Value: true } },
  })
  .pages('requestMetrics', 'ListBucketMetricsConfigurations', ({ item }) => ({ Bucket: item.Name }), {
    second: true,
    when: () => false,
    items: 'MetricsConfigurationList',
    required: ['IsTruncated'],
    paging: { token: ['ContinuationToken', 'NextContinuationToken'] },
    members: { Id: true, Filter: true },
  })
  .via(cloudwatch)
  .each(
    'requests',
    'GetMetricStatistics',
    ({ item, encryption, requestMetrics }, { takenAt }) => {
      const counted = callsEachTime(encryption) ? wholeBucket(requestMetrics) : undefined;
      return counted === undefined ? [] : requestsBefore(item.Name, counted, takenAt);
    },
    { second: true, items: 'Datapoints', members: { Sum: true } },
  )
  .depends({
    kmsKey: eachTime(
      'objects under the key',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    ),
    requiredKey: {
      stops: 'at-once',
      disabled: 'The bucket policy takes only objects under this key, so nothing can be written.',
      deleted: 'Nothing can be written until the policy names another key; objects under the key are lost.',
      page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    },
    replicaKeys: {
      stops: 'at-once',
      disabled: 'Objects are no longer replicated, and replicas under the key cannot be read.',
      deleted: 'Replicas under the key are lost for ever, and no more are made.',
      page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
    },
  })
  .copies({ to: ['replicatesTo'] })
  .fields((t) => ({
    // Since January 2023 every bucket has a rule, so "none" is an old recording or an endpoint that is not AWS's.
    algorithm: t.enum(['none', 'AES256', 'aws:kms', 'aws:kms:dsse', 'aws:fsx', 'aws:backup'], ({ encryption }) =>
      encryption === undefined ? 'none' : defaultOf(encryption)?.SSEAlgorithm,
    ),
    kmsKey: t.link('aws.kms.key', ['state', 'manager', 'origin', 'deletionDate'], ({ encryption }) =>
      keyOf(defaultOf(encryption)),
    ),
    keyOwner: t.enum(OWNERS, ({ encryption }, context) => ownerOf(keyOf(defaultOf(encryption)), context)),
    custody: t.custody(({ encryption }) => custodyOf(encryption)),
    dualLayer: t.bool(({ encryption }) => defaultOf(encryption)?.SSEAlgorithm === 'aws:kms:dsse'),
    bucketKeyEnabled: t.bool(({ encryption }) => encryption?.Rules?.[0]?.BucketKeyEnabled ?? false),
    /** GET and PUT of two weeks, read under --deep where each of them calls KMS; empty elsewhere, and where nobody counts them. */
    countedRequests: t.optional(
      t.int((answers) => {
        const counted = callsEachTime(answers.encryption) && wholeBucket(answers.requestMetrics) !== undefined;
        return counted ? total(answers.requests) : undefined;
      }),
    ),
    sseCBlocked: t.bool(
      ({ encryption }) =>
        encryption?.Rules?.some(({ BlockedEncryptionTypes }) =>
          BlockedEncryptionTypes?.EncryptionType?.includes('SSE-C'),
        ) ?? false,
    ),
    ...policyFields(t, 's3', ({ policy }) => policy?.Policy),
    deniesUnencryptedPut: t.bool(({ policy }, context) => bucketFacts(policy?.Policy, context).deniesUnencryptedPut),
    deniesSseC: t.bool(({ policy }, context) => bucketFacts(policy?.Policy, context).deniesSseC),
    requiredKey: t.link(
      'aws.kms.key',
      ['manager'],
      ({ policy }, context) => bucketFacts(policy?.Policy, context).required.key,
    ),
    requiredCustody: t.custody(
      ({ policy }, context) => CUSTODY_OF_LEVEL[bucketFacts(policy?.Policy, context).required.level],
    ),
    restrictsPublicBuckets: t.bool(({ publicAccess }) => publicAccess?.RestrictPublicBuckets ?? false),
    account: t.link(
      'aws.s3.account',
      ['restrictsPublicBuckets'],
      (_answers, { partition, account }) => `arn:${partition}:s3::${account}:account`,
    ),
    publicAccessBlocked: t.bool(({ publicAccess }) =>
      publicAccess === undefined ? false : PUBLIC_ACCESS_SETTINGS.every((setting) => publicAccess[setting] === true),
    ),
    versioning: t.enum(['none', 'Enabled', 'Suspended'], ({ versioning }) => versioning.Status ?? 'none'),
    replication: t.structs(
      { id: 'string', enabled: 'bool', destination: 'string', kmsObjects: 'bool', key: 'string' },
      ({ replication }) => (replication?.Rules ?? []).map(replicationRule),
    ),
    replicatesTo: t.links('aws.s3.bucket', [], ({ replication }) => [
      ...new Set(
        (replication?.Rules ?? [])
          .map(replicationRule)
          .flatMap(({ enabled, destination }) => (enabled ? [destination] : [])),
      ),
    ]),
    replicaKeys: t.links('aws.kms.key', ['state', 'manager'], ({ replication }) => [
      ...new Set((replication?.Rules ?? []).map(replicationRule).flatMap(({ key }) => (key === '' ? [] : [key]))),
    ]),
    tags: t.map(({ tagging }) => tagMap(tagging?.TagSet)),
  }));
