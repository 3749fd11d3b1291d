import type * as ELASTICACHE from '@aws-sdk/client-elasticache';
import { sdk } from '../collect/descriptor.ts';
import { restoring, undocumented } from '../model/dependence.ts';

const elasticache = sdk<typeof ELASTICACHE>('elasticache', 'ElastiCacheClient');

const PAGES = { token: ['Marker', 'Marker'], size: ['MaxRecords', 100] } as const;
const nameIn = (arn: string): string => arn.split(':').slice(6).join(':');

interface Sealing {
  readonly AtRestEncryptionEnabled?: boolean | undefined;
  readonly StorageEncryptionType?: string | undefined;
  readonly KmsKeyId?: string | undefined;
}

/**
 * Encrypted without a key of one's own means a key that ElastiCache owns (`sse-elasticache`).
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
 */
function seal({
  AtRestEncryptionEnabled: enabled,
  StorageEncryptionType: type,
  KmsKeyId,
}: Sealing): string | undefined {
  if (type === 'none' || (type === undefined && enabled === false)) return 'none';
  if (KmsKeyId) return KmsKeyId;
  return type === 'sse-elasticache' || (type === undefined && enabled) ? 'aws-owned' : undefined;
}

interface Transit {
  readonly TransitEncryptionEnabled?: boolean | undefined;
  readonly TransitEncryptionMode?: string | undefined;
}

/** Engines from before modes always require TLS once it is on. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html */
const transitMode = ({ TransitEncryptionEnabled: on, TransitEncryptionMode: mode }: Transit) =>
  on === undefined ? undefined : on ? ((mode ?? 'required') as 'preferred' | 'required') : 'none';

const MODES = ['none', 'preferred', 'required'] as const;

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html */
export const replicationGroup = elasticache
  .list(
    'aws.elasticache.replication-group',
    'DescribeReplicationGroups',
    {
      items: 'ReplicationGroups',
      paging: PAGES,
      members: {
        ReplicationGroupId: true,
        ARN: true,
        Engine: true,
        AtRestEncryptionEnabled: true,
        StorageEncryptionType: true,
        KmsKeyId: true,
        TransitEncryptionEnabled: true,
        TransitEncryptionMode: true,
        AuthTokenEnabled: true,
        UserGroupIds: true,
      },
      one: (id) => ({ input: { ReplicationGroupId: nameIn(id) } }),
    },
    {
      service: 'elasticache',
      arn: 'arn:{partition}:elasticache:{region}:{account}:replicationgroup:{id}',
      id: ({ item }) => item.ARN ?? item.ReplicationGroupId,
    },
  )
  .depends({
    kmsKey: undocumented(
      'its disk: sync, backup and swap',
      'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html',
    ),
  })
  .fields((t) => ({
    engine: t.optional(t.string(({ item }) => item.Engine)),
    ...t.sealed(({ item }) => seal(item)),
    transitEncryption: t.enum(MODES, ({ item }) => transitMode(item)),
    authToken: t.bool(({ item }) => item.AuthTokenEnabled),
    // A list that AWS leaves out is an empty one: most groups have no users of their own.
    userGroups: t.strings(({ item }) => item.UserGroupIds ?? []),
  }));

/**
 * Clusters that are in no replication group: Memcached, and single nodes.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheCluster.html
 */
export const cluster = elasticache
  .list(
    'aws.elasticache.cluster',
    'DescribeCacheClusters',
    {
      items: 'CacheClusters',
      paging: PAGES,
      input: { ShowCacheClustersNotInReplicationGroups: true },
      members: {
        CacheClusterId: true,
        ARN: true,
        Engine: true,
        AtRestEncryptionEnabled: true,
        TransitEncryptionEnabled: true,
        TransitEncryptionMode: true,
      },
      one: (id) => ({ input: { CacheClusterId: nameIn(id) } }),
    },
    {
      service: 'elasticache',
      arn: 'arn:{partition}:elasticache:{region}:{account}:cluster:{id}',
      id: ({ item }) => item.ARN ?? item.CacheClusterId,
    },
  )
  .fields((t) => ({
    engine: t.string(({ item }) => item.Engine),
    custody: t.custody(({ item: { AtRestEncryptionEnabled: enabled } }) =>
      enabled === undefined ? undefined : enabled ? 'aws-owned' : 'none',
    ),
    transitEncryption: t.enum(MODES, ({ item }) => transitMode(item)),
  }));

/**
 * Serverless caches are always encrypted, and always take TLS only.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ServerlessCache.html
 */
export const serverlessCache = elasticache
  .list(
    'aws.elasticache.serverless-cache',
    'DescribeServerlessCaches',
    {
      items: 'ServerlessCaches',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 50] },
      members: { ServerlessCacheName: true, ARN: true, Engine: true, KmsKeyId: true },
      one: (id) => ({ input: { ServerlessCacheName: nameIn(id) } }),
    },
    {
      service: 'elasticache',
      arn: 'arn:{partition}:elasticache:{region}:{account}:serverlesscache:{id}',
      id: ({ item }) => item.ARN ?? item.ServerlessCacheName,
    },
  )
  .depends({
    kmsKey: undocumented(
      'cached data',
      'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html',
    ),
  })
  .fields((t) => ({
    engine: t.string(({ item }) => item.Engine),
    ...t.sealed(({ item }) => item.KmsKeyId || 'aws-owned'),
  }));

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_Snapshot.html */
export const snapshot = elasticache
  .list(
    'aws.elasticache.snapshot',
    'DescribeSnapshots',
    {
      items: 'Snapshots',
      paging: { token: ['Marker', 'Marker'], size: ['MaxRecords', 50] },
      members: { SnapshotName: true, ARN: true, KmsKeyId: true },
      one: (id) => ({ input: { SnapshotName: nameIn(id) } }),
    },
    {
      service: 'elasticache',
      arn: 'arn:{partition}:elasticache:{region}:{account}:snapshot:{id}',
      id: ({ item }) => item.ARN ?? item.SnapshotName,
    },
  )
  .depends({ kmsKey: restoring('https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html') })
  .fields((t) => ({
    kmsKey: t.link('aws.kms.key', ['state'], ({ item }) => item.KmsKeyId ?? ''),
    // Without a key nothing says whether the cluster behind it was encrypted.
    custody: t.custody(({ item }) => (item.KmsKeyId ? { ofLink: 'kmsKey' } : undefined)),
  }));

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ServerlessCacheSnapshot.html */
export const serverlessSnapshot = elasticache
  .list(
    'aws.elasticache.serverless-snapshot',
    'DescribeServerlessCacheSnapshots',
    {
      items: 'ServerlessCacheSnapshots',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 50] },
      members: { ServerlessCacheSnapshotName: true, ARN: true, KmsKeyId: true },
      one: (id) => ({ input: { ServerlessCacheSnapshotName: nameIn(id) } }),
    },
    {
      service: 'elasticache',
      arn: 'arn:{partition}:elasticache:{region}:{account}:serverlesscachesnapshot:{id}',
      id: ({ item }) => item.ARN ?? item.ServerlessCacheSnapshotName,
    },
  )
  .depends({ kmsKey: restoring('https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html') })
  .fields((t) => t.sealed(({ item }) => item.KmsKeyId || 'aws-owned'));
