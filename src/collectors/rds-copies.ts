import type { Kinds } from '../collect/kinds.ts';
import type { Field, FieldContext } from '../model/field.ts';
import { OWNERS, ownerOfAccount } from '../model/owner.ts';
import { custodyOf, encrypted, keyOf, keyOwner, RECEIVED_KEY_FIELDS } from './rds-storage.ts';
import { tagMap } from './tags.ts';

interface Attribute {
  readonly AttributeName?: string | undefined;
  readonly AttributeValues?: readonly string[] | undefined;
}

interface Copy {
  readonly SnapshotType?: string | undefined;
  readonly StorageEncrypted?: boolean | undefined;
  readonly Encrypted?: boolean | undefined;
  readonly StorageEncryptionType?: string | undefined;
  readonly KmsKeyId?: string | undefined;
  readonly TagList?: Parameters<typeof tagMap>[0];
}

/** `all` is everybody: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshotAttribute.html */
const restorers = (attributes: readonly Attribute[] | undefined): readonly string[] =>
  (attributes ?? []).flatMap(({ AttributeName, AttributeValues }) =>
    AttributeName === 'restore' ? (AttributeValues ?? []) : [],
  );

const accounts = (attributes: readonly Attribute[] | undefined): readonly string[] =>
  restorers(attributes)
    .filter((id) => id !== 'all')
    .sort();

const untrusted = (attributes: readonly Attribute[] | undefined, context: FieldContext): readonly string[] =>
  accounts(attributes).filter((id) => ownerOfAccount(id, context) === 'other');

/** Only manual snapshots can be shared: automated ones, and AWS Backup's, must be copied to a manual one first. */
export const isManual = ({ item }: { readonly item: Copy }): boolean => item.SnapshotType === 'manual';

/**
 * How a snapshot is sealed and whom it is shared with.
 * @param attributes those of a manual snapshot, which tell with whom
 */
export const copyFields = <A extends { readonly item: Copy }>(
  t: Kinds<A>,
  attributes: (answers: A) => readonly Attribute[] | undefined,
): Readonly<Record<string, Field>> => ({
  encrypted: t.bool(({ item }) => encrypted(item)),
  keyArn: t.string(({ item }) => keyOf(item)),
  kmsKey: t.link('aws.kms.key', RECEIVED_KEY_FIELDS, ({ item }) => keyOf(item)),
  keyOwner: t.enum(OWNERS, ({ item }, context) => keyOwner(item, context)),
  custody: t.custody(({ item }) => custodyOf(item)),
  manual: t.bool(({ item }) => (item.SnapshotType === undefined ? undefined : isManual({ item }))),
  public: t.bool((answers) => restorers(attributes(answers)).includes('all')),
  sharedWith: t.strings((answers) => (isShareable(answers) ? accounts(attributes(answers)) : [])),
  untrustedAccounts: t.strings((answers, context) => untrusted(attributes(answers), context)),
  tags: t.map(({ item }) => tagMap(item.TagList)),
});

/** One whose type is not told may be. */
const isShareable = ({ item }: { readonly item: Copy }): boolean =>
  item.SnapshotType === undefined || isManual({ item });
