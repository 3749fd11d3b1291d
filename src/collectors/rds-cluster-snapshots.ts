import { restoring } from '../model/dependence.ts';
import { copyFields, isManual } from './rds-copies.ts';
import { isOf, isRds, KEYS_PAGE, nameIn, PAGES, rds, TAGS } from './rds-storage.ts';

type Engine = 'rds' | 'docdb' | 'neptune';

/** What a disabled key does to copies. */
const KEY_PAGES: Readonly<Record<Engine, string>> = {
  rds: KEYS_PAGE,
  docdb: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html',
  neptune: 'https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html',
};

/**
 * Snapshots of clusters, which Aurora, DocumentDB and Neptune describe by one API. Those that others share with the account
 * are not its own and not listed.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
 */
export const clusterSnapshots = (of: Engine) =>
  rds
    .list(
      `aws.${of}.cluster-snapshot`,
      'DescribeDBClusterSnapshots',
      {
        items: 'DBClusterSnapshots',
        paging: PAGES,
        ...(of === 'rds' ? {} : { input: { Filters: [{ Name: 'engine', Values: [of] }] } }),
        keep: of === 'rds' ? isRds : isOf(of),
        members: {
          DBClusterSnapshotIdentifier: true,
          DBClusterSnapshotArn: true,
          DBClusterIdentifier: true,
          SourceDBClusterSnapshotArn: true,
          SnapshotType: true,
          Engine: true,
          StorageEncrypted: true,
          StorageEncryptionType: true,
          KmsKeyId: true,
          TagList: TAGS,
        },
        one: (id) => ({ input: { DBClusterSnapshotIdentifier: nameIn(id) } }),
      },
      {
        service: of,
        arn: 'arn:{partition}:rds:{region}:{account}:cluster-snapshot:{id}',
        id: ({ item }) => item.DBClusterSnapshotArn,
      },
    )
    .call(
      'attributes',
      'DescribeDBClusterSnapshotAttributes',
      ({ item }) => ({ DBClusterSnapshotIdentifier: item.DBClusterSnapshotIdentifier }),
      {
        at: 'DBClusterSnapshotAttributesResult',
        when: isManual,
        members: { DBClusterSnapshotAttributes: { AttributeName: true, AttributeValues: true } },
      },
    )
    .named(({ item }) => item.DBClusterSnapshotIdentifier)
    .depends({ kmsKey: restoring(KEY_PAGES[of]) })
    .copies({ from: ['cluster', 'source'] })
    .fields((t) => ({
      engine: t.string(({ item }) => item.Engine),
      source: t.link(`aws.${of}.cluster-snapshot`, [], ({ item }) => item.SourceDBClusterSnapshotArn ?? ''),
      cluster: t.link(`aws.${of}.cluster`, ['encrypted', 'keyArn'], ({ item }) => item.DBClusterIdentifier ?? ''),
      ...copyFields(t, ({ attributes }) => attributes.DBClusterSnapshotAttributes),
    }));
