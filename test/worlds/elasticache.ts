import type * as ELASTICACHE from '@aws-sdk/client-elasticache';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const arn = (kind: string, name: string): string => `arn:aws:elasticache:${REGION}:${ACCOUNT}:${kind}:${name}`;
const THEIRS = 'arn:aws:kms:eu-west-1:444455556666:key/theirs';

const group = (name: string, more: Partial<ELASTICACHE.ReplicationGroup>): ELASTICACHE.ReplicationGroup => ({
  ReplicationGroupId: name,
  ARN: arn('replicationgroup', name),
  Status: 'available',
  Engine: 'valkey',
  AtRestEncryptionEnabled: true,
  StorageEncryptionType: 'sse-kms',
  KmsKeyId: keyArn('good'),
  TransitEncryptionEnabled: true,
  TransitEncryptionMode: 'required',
  AuthTokenEnabled: false,
  UserGroupIds: ['users'],
  ...more,
});

const GROUPS = [
  group('good', {}),
  group('open', {
    AtRestEncryptionEnabled: false,
    StorageEncryptionType: 'none',
    KmsKeyId: undefined,
    TransitEncryptionEnabled: false,
    TransitEncryptionMode: undefined,
    UserGroupIds: undefined,
  }),
  group('default', { StorageEncryptionType: 'sse-elasticache', KmsKeyId: undefined, AuthTokenEnabled: true }),
  // as older answers have it: no type, no mode
  group('old', {
    StorageEncryptionType: undefined,
    KmsKeyId: undefined,
    TransitEncryptionMode: undefined,
    AuthTokenEnabled: true,
    UserGroupIds: undefined,
  }),
  group('preferred', { TransitEncryptionMode: 'preferred', KmsKeyId: keyArn('off') }),
  group('foreign', { KmsKeyId: THEIRS }),
] satisfies ELASTICACHE.ReplicationGroup[];

const cluster = (name: string, more: Partial<ELASTICACHE.CacheCluster>): ELASTICACHE.CacheCluster => ({
  CacheClusterId: name,
  ARN: arn('cluster', name),
  Engine: 'redis',
  AtRestEncryptionEnabled: false,
  TransitEncryptionEnabled: false,
  ...more,
});

const CLUSTERS = [
  cluster('single', {}),
  cluster('single-sealed', { AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true }),
  cluster('memcached', { Engine: 'memcached' }),
  cluster('memcached-tls', {
    Engine: 'memcached',
    TransitEncryptionEnabled: true,
    TransitEncryptionMode: 'required',
  }),
];

const serverless = (name: string, KmsKeyId?: string): ELASTICACHE.ServerlessCache => ({
  ServerlessCacheName: name,
  ARN: arn('serverlesscache', name),
  Engine: 'valkey',
  ...(KmsKeyId === undefined ? {} : { KmsKeyId }),
});

const SERVERLESS = [
  serverless('own', keyArn('good')),
  serverless('default'),
  serverless('cut-off', keyArn('off')),
  serverless('foreign', THEIRS),
];

export const world: World = {
  services: ['elasticache'],
  regions: [REGION],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled' }),
    'elasticache:DescribeReplicationGroups': {
      ReplicationGroups: GROUPS,
    } satisfies ELASTICACHE.ReplicationGroupMessage,
    'elasticache:DescribeCacheClusters': { CacheClusters: CLUSTERS } satisfies ELASTICACHE.CacheClusterMessage,
    'elasticache:DescribeServerlessCaches': {
      ServerlessCaches: SERVERLESS,
    } satisfies ELASTICACHE.DescribeServerlessCachesResponse,
    'elasticache:DescribeSnapshots': {
      Snapshots: [
        { SnapshotName: 'sealed', ARN: arn('snapshot', 'sealed'), KmsKeyId: keyArn('good') },
        { SnapshotName: 'plain', ARN: arn('snapshot', 'plain') },
      ],
    } satisfies ELASTICACHE.DescribeSnapshotsListMessage,
    'elasticache:DescribeServerlessCacheSnapshots': (input) =>
      input['NextToken'] === undefined
        ? ({
            ServerlessCacheSnapshots: [
              { ServerlessCacheSnapshotName: 'first', ARN: arn('serverlesscachesnapshot', 'first') },
            ],
            NextToken: 'more',
          } satisfies ELASTICACHE.DescribeServerlessCacheSnapshotsResponse)
        : refuses('AccessDenied'),
  },
};
