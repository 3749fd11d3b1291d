import type {
  Backup,
  DescribeBackupsCommandOutput,
  DescribeFileSystemsCommandOutput,
  FileSystem,
} from '@aws-sdk/client-fsx';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const FOREIGN = 'arn:aws:kms:eu-west-1:444455556666:key/theirs';
const arnOf = (kind: string, id: string): string => `arn:aws:fsx:${REGION}:${ACCOUNT}:${kind}/${id}`;

const file = (FileSystemId: string, KmsKeyId?: string): FileSystem => ({
  FileSystemId,
  FileSystemType: KmsKeyId === undefined ? 'LUSTRE' : 'WINDOWS',
  ResourceARN: arnOf('file-system', FileSystemId),
  KmsKeyId,
});

const backup = (BackupId: string, KmsKeyId: string): Backup => ({
  BackupId,
  Lifecycle: 'AVAILABLE',
  Type: 'USER_INITIATED',
  CreationTime: new Date('2026-01-01T00:00:00Z'),
  ResourceARN: arnOf('backup', BackupId),
  FileSystem: { ResourceARN: arnOf('file-system', 'own') },
  KmsKeyId,
});

const files = {
  FileSystems: [
    file('scratch'),
    file('default', keyArn('aws/fsx')),
    file('own', keyArn('good')),
    file('cut-off', keyArn('off')),
    file('foreign', FOREIGN),
  ],
} satisfies Omit<DescribeFileSystemsCommandOutput, '$metadata'>;

const backups = {
  Backups: [
    backup('default', keyArn('aws/fsx')),
    backup('own', keyArn('good')),
    backup('cut-off', keyArn('off')),
    backup('foreign', FOREIGN),
  ],
} satisfies Omit<DescribeBackupsCommandOutput, '$metadata'>;

export const world: World = {
  services: ['fsx'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'PendingDeletion', 'aws/fsx': 'Enabled' }),
    'fsx:DescribeFileSystems': (_input, region) => (region === REGION ? files : refuses('AccessDeniedException')),
    'fsx:DescribeBackups': (_input, region) => (region === REGION ? backups : { Backups: [] }),
  },
};
