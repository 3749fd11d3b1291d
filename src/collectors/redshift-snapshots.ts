import { eachTime, restoring } from '../model/dependence.ts';
import { ownerOfAccount } from '../model/owner.ts';
import { nameIn, PAGES, redshift, seal, TAGS } from './redshift-storage.ts';
import { tagMap } from './tags.ts';

/**
 * The account's own snapshots: those that others share are listed only when their owner is asked for. Only manual ones
 * can be shared. https://docs.aws.amazon.com/redshift/latest/APIReference/API_Snapshot.html
 */
export const snapshot = redshift
  .list(
    'aws.redshift.snapshot',
    'DescribeClusterSnapshots',
    {
      items: 'Snapshots',
      paging: PAGES,
      members: {
        SnapshotIdentifier: true,
        SnapshotArn: true,
        ClusterIdentifier: true,
        SnapshotType: true,
        Encrypted: true,
        KmsKeyId: true,
        EncryptedWithHSM: true,
        AccountsWithRestoreAccess: { AccountId: true },
        MasterPasswordSecretKmsKeyId: true,
        Tags: TAGS,
      },
      one: (id) => ({ input: { SnapshotIdentifier: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'redshift',
      arn: 'arn:{partition}:redshift:{region}:{account}:snapshot:{id}',
      id: ({ item }) => item.SnapshotArn ?? `${item.ClusterIdentifier}/${item.SnapshotIdentifier}`,
    },
  )
  .named(({ item }) => item.SnapshotIdentifier)
  .depends({
    kmsKey: restoring('https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html'),
    masterSecretKey: eachTime(
      'versions of the secret that holds the master password',
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => seal(item, item.EncryptedWithHSM === true)),
    manual: t.bool(({ item }) => (item.SnapshotType === undefined ? undefined : item.SnapshotType === 'manual')),
    // "Visible only to the snapshot owner" and left out where nobody else may restore.
    sharedWith: t.strings(({ item }) => (item.AccountsWithRestoreAccess ?? []).map(({ AccountId = '' }) => AccountId)),
    untrustedAccounts: t.strings(({ item }, context) =>
      (item.AccountsWithRestoreAccess ?? [])
        .map(({ AccountId = '' }) => AccountId)
        .filter((account) => ownerOfAccount(account, context) === 'other')
        .sort(),
    ),
    masterSecretKey: t.link('aws.kms.key', ['state'], ({ item }) => item.MasterPasswordSecretKmsKeyId ?? ''),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

/**
 * Lets Redshift use a key of this region for snapshots that are copied here; without a key of one's own, aws/redshift.
 * https://docs.aws.amazon.com/redshift/latest/APIReference/API_SnapshotCopyGrant.html
 */
export const snapshotCopyGrant = redshift
  .list(
    'aws.redshift.snapshot-copy-grant',
    'DescribeSnapshotCopyGrants',
    {
      items: 'SnapshotCopyGrants',
      paging: PAGES,
      members: { SnapshotCopyGrantName: true, KmsKeyId: true, Tags: TAGS },
      one: (id) => ({ input: { SnapshotCopyGrantName: nameIn(id) } }),
    },
    {
      service: 'redshift',
      arn: 'arn:{partition}:redshift:{region}:{account}:snapshotcopygrant:{id}',
      id: ({ item }) => item.SnapshotCopyGrantName,
    },
  )
  .depends({
    kmsKey: {
      stops: 'next-job',
      disabled: 'No snapshot can be copied into this region under the grant, and those that were cannot be restored.',
      deleted: 'Snapshots that were copied under it are lost for ever, and no more can be copied.',
      page: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html',
    },
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => item.KmsKeyId ?? 'alias/aws/redshift'),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));
