import type * as BACKUP from '@aws-sdk/client-backup';
import { sdk } from '../collect/descriptor.ts';
import { restoring } from '../model/dependence.ts';
import { policyFields } from './policy-fields.ts';

const backup = sdk<typeof BACKUP>('backup', 'BackupClient');

interface Sealed {
  readonly EncryptionKeyArn?: string | undefined;
  readonly EncryptionKeyType?: string | undefined;
}

/** Air-gapped vaults may be under a key that AWS owns. https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html */
const sealOf = ({ EncryptionKeyArn, EncryptionKeyType }: Sealed): string | undefined =>
  EncryptionKeyType === 'AWS_OWNED_KMS_KEY' ? 'aws-owned' : EncryptionKeyArn;

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupVaults.html */
export const vault = backup
  .list(
    'aws.backup.vault',
    'ListBackupVaults',
    {
      items: 'BackupVaultList',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: {
        BackupVaultName: true,
        BackupVaultArn: true,
        EncryptionKeyArn: true,
        EncryptionKeyType: true,
        Locked: true,
      },
    },
    {
      service: 'backup',
      arn: 'arn:{partition}:backup:{region}:{account}:backup-vault:{id}',
      id: ({ item }) => item.BackupVaultArn,
    },
  )
  .call('policy', 'GetBackupVaultAccessPolicy', ({ item }) => ({ BackupVaultName: item.BackupVaultName }), {
    required: ['BackupVaultArn'],
    none: ['ResourceNotFoundException'],
    members: { Policy: true },
  })
  .depends({
    kmsKey: {
      stops: 'next-job',
      disabled:
        'Backups that AWS Backup seals itself, and copies into the vault, fail; recovery points under the key cannot be restored.',
      deleted: 'Recovery points under the key can never be restored, and the vault can take no more of them.',
      page: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html',
    },
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => sealOf(item)),
    locked: t.bool(({ item }) => item.Locked),
    ...policyFields(t, 'backup', ({ policy }) => policy?.Policy),
  }));

/**
 * Recovery points keep the ARN of what they are: a snapshot's, an image's, or Backup's own.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RecoveryPointByBackupVault.html
 */
export const recoveryPoint = backup
  .listEach(
    'aws.backup.recovery-point',
    'ListRecoveryPointsByBackupVault',
    {
      of: vault,
      input: ({ BackupVaultName }) => ({ BackupVaultName }),
      items: 'RecoveryPoints',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: {
        RecoveryPointArn: true,
        ResourceArn: true,
        SourceBackupVaultArn: true,
        ResourceType: true,
        IsEncrypted: true,
        EncryptionKeyArn: true,
        EncryptionKeyType: true,
      },
    },
    {
      service: 'backup',
      arn: 'arn:{partition}:backup:{region}:{account}:recovery-point:{id}',
      id: ({ item }) => item.RecoveryPointArn,
    },
  )
  .depends({ kmsKey: restoring('https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html') })
  .copies({ from: ['source'] })
  .fields((t) => ({
    source: t.string(({ item }) => item.ResourceArn),
    /** Of a copy: the vault that the recovery point was copied from. */
    sourceVault: t.optional(t.string(({ item }) => item.SourceBackupVaultArn)),
    encrypted: t.bool(({ item }) => item.IsEncrypted),
    resourceType: t.string(({ item }) => item.ResourceType),
    ...t.sealed(({ item }) => (item.IsEncrypted === false ? 'none' : sealOf(item))),
    underVaultKey: t.bool(({ item, parent }) => {
      const seal = sealOf(item);
      return seal === undefined ? undefined : seal === sealOf(parent);
    }),
  }));
