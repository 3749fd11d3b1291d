import { eachTime } from '../model/dependence.ts';
import { OWNERS } from '../model/owner.ts';
import {
  custodyOf,
  database,
  encrypted,
  isRds,
  KEY_FIELDS,
  KEYS_PAGE,
  keyOf,
  keyOwner,
  nameIn,
  PAGES,
  rds,
  TAGS,
} from './rds-storage.ts';
import { tagMap } from './tags.ts';

/**
 * Aurora and Multi-AZ clusters.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
 */
export const cluster = rds
  .list(
    'aws.rds.cluster',
    'DescribeDBClusters',
    {
      items: 'DBClusters',
      paging: PAGES,
      keep: isRds,
      members: {
        DBClusterIdentifier: true,
        DBClusterArn: true,
        Status: true,
        ReplicationSourceIdentifier: true,
        Engine: true,
        EngineVersion: true,
        StorageEncrypted: true,
        StorageEncryptionType: true,
        KmsKeyId: true,
        DBClusterParameterGroup: true,
        DBClusterMembers: { DBInstanceIdentifier: true, DBClusterParameterGroupStatus: true },
        MasterUserSecret: { SecretArn: true, KmsKeyId: true },
        ActivityStreamKmsKeyId: true,
        TagList: TAGS,
      },
      one: (id) => ({ input: { DBClusterIdentifier: id } }),
    },
    { service: 'rds', arn: 'arn:{partition}:rds:{region}:{account}:cluster:{id}', id: ({ item }) => item.DBClusterArn },
  )
  .depends({
    kmsKey: database('cluster', KEYS_PAGE),
    masterSecretKey: eachTime(
      'versions of the secret that holds the master password',
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    ),
    activityStreamKey: eachTime(
      'the activity stream of the database',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/DBActivityStreams.html',
    ),
  })
  .copies({ from: ['replicaOf'] })
  .fields((t) => ({
    engine: t.string(({ item }) => item.Engine),
    status: t.string(({ item }) => item.Status),
    encrypted: t.bool(({ item }) => encrypted(item)),
    keyArn: t.string(({ item }) => keyOf(item)),
    kmsKey: t.link('aws.kms.key', KEY_FIELDS, ({ item }) => keyOf(item)),
    keyOwner: t.enum(OWNERS, ({ item }, context) => keyOwner(item, context)),
    custody: t.custody(({ item }) => custodyOf(item)),
    replicaOf: t.link('aws.rds.cluster', [], ({ item }) => item.ReplicationSourceIdentifier ?? ''),
    parameterGroup: t.link(
      'aws.rds.cluster-parameter-group',
      ['family', 'tlsRequired'],
      ({ item }) => item.DBClusterParameterGroup,
    ),
    parametersInSync: t.bool(({ item }) =>
      (item.DBClusterMembers ?? []).every(({ DBClusterParameterGroupStatus: status }) => status === 'in-sync'),
    ),
    masterSecret: t.link('aws.secretsmanager.secret', [], ({ item }) => item.MasterUserSecret?.SecretArn ?? ''),
    masterSecretKey: t.link('aws.kms.key', KEY_FIELDS, ({ item }) => item.MasterUserSecret?.KmsKeyId ?? ''),
    activityStreamKey: t.link('aws.kms.key', KEY_FIELDS, ({ item }) => item.ActivityStreamKmsKeyId ?? ''),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));

/**
 * Global databases. Any region lists them all; their data lives in the clusters that are their members.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeGlobalClusters.html
 */
export const globalCluster = rds
  .list(
    'aws.rds.global-cluster',
    'DescribeGlobalClusters',
    {
      items: 'GlobalClusters',
      paging: PAGES,
      members: {
        GlobalClusterIdentifier: true,
        GlobalClusterArn: true,
        Engine: true,
        StorageEncrypted: true,
        StorageEncryptionType: true,
        TagList: TAGS,
      },
      one: (id) => ({ input: { GlobalClusterIdentifier: nameIn(id) } }),
    },
    {
      service: 'rds',
      scope: 'global',
      arn: 'arn:{partition}:rds::{account}:global-cluster:{id}',
      id: ({ item }) => item.GlobalClusterArn ?? item.GlobalClusterIdentifier,
    },
  )
  .fields((t) => ({
    engine: t.string(({ item }) => item.Engine),
    encrypted: t.bool(({ item }) => encrypted(item)),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));
