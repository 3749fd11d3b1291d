import { restoring } from '../model/dependence.ts';
import type { FieldContext } from '../model/field.ts';
import { OWNERS, ownerOfAccount } from '../model/owner.ts';
import { custodyOf, encrypted, isRds, KEY_FIELDS, keyOf, keyOwner, nameIn, PAGES, rds, TAGS } from './rds-storage.ts';
import { tagMap } from './tags.ts';

interface Attribute {
  readonly AttributeName?: string | undefined;
  readonly AttributeValues?: readonly string[] | undefined;
}

/** `all` is everybody: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshotAttribute.html */
export const restorers = (attributes: readonly Attribute[] | undefined): readonly string[] =>
  (attributes ?? []).flatMap(({ AttributeName, AttributeValues }) =>
    AttributeName === 'restore' ? (AttributeValues ?? []) : [],
  );

export const untrusted = (accounts: readonly string[], context: FieldContext): readonly string[] =>
  accounts.filter((id) => id !== 'all' && ownerOfAccount(id, context) === 'other').sort();

/** Only manual snapshots can be shared: automated ones, and AWS Backup's, must be copied to a manual one first. */
const isManual = ({ item }: { readonly item: { readonly SnapshotType?: string | undefined } }): boolean =>
  item.SnapshotType === 'manual';

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
        SnapshotType: true,
        Engine: true,
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
    kmsKey: restoring('https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html'),
  })
  .fields((t) => ({
    instance: t.link('aws.rds.instance', ['encrypted'], ({ item }) => item.DBInstanceIdentifier ?? ''),
    encrypted: t.bool(({ item }) => encrypted(item)),
    kmsKey: t.link('aws.kms.key', KEY_FIELDS, ({ item }) => keyOf(item)),
    keyOwner: t.enum(OWNERS, ({ item }, context) => keyOwner(item, context)),
    custody: t.custody(({ item }) => custodyOf(item)),
    manual: t.bool(({ item }) => (item.SnapshotType === undefined ? undefined : isManual({ item }))),
    public: t.bool(({ attributes }) => restorers(attributes.DBSnapshotAttributes).includes('all')),
    untrustedAccounts: t.strings(({ attributes }, context) =>
      untrusted(restorers(attributes.DBSnapshotAttributes), context),
    ),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));

/**
 * Snapshots of Aurora and Multi-AZ clusters.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html
 */
export const clusterSnapshot = rds
  .list(
    'aws.rds.cluster-snapshot',
    'DescribeDBClusterSnapshots',
    {
      items: 'DBClusterSnapshots',
      paging: PAGES,
      keep: isRds,
      members: {
        DBClusterSnapshotIdentifier: true,
        DBClusterSnapshotArn: true,
        DBClusterIdentifier: true,
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
      service: 'rds',
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
  .depends({
    kmsKey: restoring('https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html'),
  })
  .fields((t) => ({
    engine: t.string(({ item }) => item.Engine),
    cluster: t.link('aws.rds.cluster', ['encrypted'], ({ item }) => item.DBClusterIdentifier ?? ''),
    encrypted: t.bool(({ item }) => encrypted(item)),
    kmsKey: t.link('aws.kms.key', KEY_FIELDS, ({ item }) => keyOf(item)),
    keyOwner: t.enum(OWNERS, ({ item }, context) => keyOwner(item, context)),
    custody: t.custody(({ item }) => custodyOf(item)),
    manual: t.bool(({ item }) => (item.SnapshotType === undefined ? undefined : isManual({ item }))),
    public: t.bool(({ attributes }) => restorers(attributes.DBClusterSnapshotAttributes).includes('all')),
    untrustedAccounts: t.strings(({ attributes }, context) =>
      untrusted(restorers(attributes.DBClusterSnapshotAttributes), context),
    ),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));
