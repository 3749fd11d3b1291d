import type {
  BackupVaultListMember,
  GetBackupVaultAccessPolicyCommandOutput,
  ListBackupVaultsCommandOutput,
  ListRecoveryPointsByBackupVaultCommandOutput,
  RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import { policyTexts } from '../policy-texts.ts';
import type { World } from '../worlds.ts';

const FOREIGN = 'arn:aws:kms:eu-west-1:444455556666:key/theirs';
const { own, open, foreign } = policyTexts('backup:*');
const arnOf = (name: string): string => `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:${name}`;

const vault = (BackupVaultName: string, more: Partial<BackupVaultListMember>): BackupVaultListMember => ({
  BackupVaultName,
  BackupVaultArn: arnOf(BackupVaultName),
  EncryptionKeyType: 'CUSTOMER_MANAGED_KMS_KEY',
  Locked: false,
  ...more,
});

const vaults = {
  BackupVaultList: [
    vault('Default', { EncryptionKeyArn: keyArn('aws/backup') }),
    vault('own', { EncryptionKeyArn: keyArn('good'), Locked: true }),
    vault('air-gapped', { EncryptionKeyType: 'AWS_OWNED_KMS_KEY' }),
    vault('cut-off', { EncryptionKeyArn: keyArn('off') }),
    vault('foreign', { EncryptionKeyArn: FOREIGN }),
  ],
} satisfies Omit<ListBackupVaultsCommandOutput, '$metadata'>;

const policies: Readonly<Record<string, string>> = { own, 'cut-off': open, foreign };

const snapshot = (id: string): string => `arn:aws:ec2:${REGION}::snapshot/${id}`;
const point = (id: string, ResourceType: string, more: Partial<RecoveryPointByBackupVault>) => ({
  RecoveryPointArn: ResourceType === 'EBS' ? snapshot(id) : `arn:aws:backup:${REGION}:${ACCOUNT}:recovery-point:${id}`,
  ResourceType,
  ResourceArn:
    ResourceType === 'EBS'
      ? `arn:aws:ec2:${REGION}:${ACCOUNT}:volume/vol-${id}`
      : `arn:aws:${ResourceType.toLowerCase()}:::${id}`,
  IsEncrypted: true,
  ...more,
});

const points: Readonly<Record<string, readonly RecoveryPointByBackupVault[]>> = {
  own: [
    point('files', 'EFS', { EncryptionKeyArn: keyArn('good'), SourceBackupVaultArn: arnOf('Default') }),
    point('snap-source', 'EBS', { EncryptionKeyArn: keyArn('source') }),
    point('snap-clear', 'EBS', { IsEncrypted: false }),
    point('snap-cut-off', 'EBS', { EncryptionKeyArn: keyArn('off') }),
  ],
  'air-gapped': [point('sealed', 'S3', { EncryptionKeyType: 'AWS_OWNED_KMS_KEY' })],
};

export const world: World = {
  services: ['backup'],
  answers: {
    ...playKeys({ good: 'Enabled', source: 'Enabled', off: 'Disabled', 'aws/backup': 'Enabled' }),
    'backup:ListBackupVaults': vaults,
    'backup:GetBackupVaultAccessPolicy': ({ BackupVaultName }) => {
      const name = String(BackupVaultName);
      if (name === 'air-gapped') return refuses('AccessDeniedException');
      const Policy = policies[name];
      return Policy === undefined
        ? refuses('ResourceNotFoundException')
        : ({ BackupVaultName: name, BackupVaultArn: arnOf(name), Policy } satisfies Omit<
            GetBackupVaultAccessPolicyCommandOutput,
            '$metadata'
          >);
    },
    'backup:ListRecoveryPointsByBackupVault': ({ BackupVaultName }) =>
      ({ RecoveryPoints: [...(points[String(BackupVaultName)] ?? [])] }) satisfies Omit<
        ListRecoveryPointsByBackupVaultCommandOutput,
        '$metadata'
      >,
  },
};
