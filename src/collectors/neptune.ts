import { clusterSnapshots } from './rds-cluster-snapshots.ts';
import { encrypted, isOf, keyOf, PAGES, rds, sealOf, TAGS, terminal } from './rds-storage.ts';
import { tagMap } from './tags.ts';

/** Neptune answers through RDS's API, whose model has tags besides. What RDS itself has is in rds.ts. */
const NEPTUNE = { Filters: [{ Name: 'engine', Values: ['neptune'] }] };

/**
 * Database clusters; graphs of Neptune Analytics have an API of their own and are not here.
 * https://docs.aws.amazon.com/neptune/latest/apiref/API_DBCluster.html
 */
export const cluster = rds
  .list(
    'aws.neptune.cluster',
    'DescribeDBClusters',
    {
      items: 'DBClusters',
      paging: PAGES,
      input: NEPTUNE,
      keep: isOf('neptune'),
      members: {
        DBClusterIdentifier: true,
        DBClusterArn: true,
        Engine: true,
        Status: true,
        StorageEncrypted: true,
        StorageEncryptionType: true,
        KmsKeyId: true,
        TagList: TAGS,
      },
      one: (id) => ({ input: { DBClusterIdentifier: id } }),
    },
    {
      service: 'neptune',
      arn: 'arn:{partition}:rds:{region}:{account}:cluster:{id}',
      id: ({ item }) => item.DBClusterArn,
    },
  )
  .depends({
    kmsKey: terminal('cluster', 'https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html'),
  })
  .fields((t) => ({
    status: t.string(({ item }) => item.Status),
    encrypted: t.bool(({ item }) => encrypted(item)),
    keyArn: t.string(({ item }) => keyOf(item)),
    ...t.sealed(({ item }) => sealOf(item)),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));

/** An instance has the storage of its cluster. https://docs.aws.amazon.com/neptune/latest/apiref/API_DBInstance.html */
export const instance = rds
  .list(
    'aws.neptune.instance',
    'DescribeDBInstances',
    {
      items: 'DBInstances',
      paging: PAGES,
      input: NEPTUNE,
      keep: isOf('neptune'),
      members: {
        DBInstanceIdentifier: true,
        DBInstanceArn: true,
        Engine: true,
        StorageEncrypted: true,
        StorageEncryptionType: true,
        KmsKeyId: true,
        TagList: TAGS,
      },
      one: (id) => ({ input: { DBInstanceIdentifier: id } }),
    },
    { service: 'neptune', arn: 'arn:{partition}:rds:{region}:{account}:db:{id}', id: ({ item }) => item.DBInstanceArn },
  )
  .depends({
    kmsKey: terminal('instance', 'https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html'),
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => sealOf(item)),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));

/** https://docs.aws.amazon.com/neptune/latest/apiref/API_DBClusterSnapshot.html */
export const clusterSnapshot = clusterSnapshots('neptune');
