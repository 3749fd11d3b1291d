import { restoring } from '../model/dependence.ts';
import { gibBytes } from './bytes.ts';
import { clusterSnapshots } from './rds-cluster-snapshots.ts';
import { copyFields, isManual } from './rds-copies.ts';
import { KEYS_PAGE, nameIn, PAGES, rds, TAGS } from './rds-storage.ts';

/**
 * Snapshots of instances. Those that others share with the account are not its own and not listed.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
 */
export const snapshot = rds
  .list(
    'aws.rds.snapshot',
    'DescribeDBSnapshots',
    {
      items: 'DBSnapshots',
      paging: PAGES,
      members: {
        DBSnapshotIdentifier: true,
        DBSnapshotArn: true,
        DBInstanceIdentifier: true,
        SourceDBSnapshotIdentifier: true,
        SnapshotType: true,
        Engine: true,
        AllocatedStorage: true,
        Encrypted: true,
        StorageEncryptionType: true,
        KmsKeyId: true,
        TagList: TAGS,
      },
      one: (id) => ({ input: { DBSnapshotIdentifier: nameIn(id) } }),
    },
    {
      service: 'rds',
      arn: 'arn:{partition}:rds:{region}:{account}:snapshot:{id}',
      id: ({ item }) => item.DBSnapshotArn,
    },
  )
  .call(
    'attributes',
    'DescribeDBSnapshotAttributes',
    ({ item }) => ({ DBSnapshotIdentifier: item.DBSnapshotIdentifier }),
    {
      at: 'DBSnapshotAttributesResult',
      when: isManual,
      members: { DBSnapshotAttributes: { AttributeName: true, AttributeValues: true } },
    },
  )
  .named(({ item }) => item.DBSnapshotIdentifier)
  .depends({
    kmsKey: restoring(KEYS_PAGE),
  })
  .copies({ from: ['instance', 'source'] })
  .fields((t) => ({
    bytes: t.optional(t.int(({ item }) => gibBytes(item.AllocatedStorage))),
    // Told of copies from another region or account only.
    source: t.link('aws.rds.snapshot', [], ({ item }) => item.SourceDBSnapshotIdentifier ?? ''),
    instance: t.link('aws.rds.instance', ['encrypted', 'keyArn'], ({ item }) => item.DBInstanceIdentifier ?? ''),
    ...copyFields(t, ({ attributes }) => attributes.DBSnapshotAttributes),
  }));

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html */
export const clusterSnapshot = clusterSnapshots('rds');
