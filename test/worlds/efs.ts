import type { DescribeFileSystemsCommandOutput, FileSystemDescription } from '@aws-sdk/client-efs';
import { keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const file = (Name: string, more: Partial<FileSystemDescription>): FileSystemDescription => ({
  OwnerId: '111122223333',
  CreationToken: Name,
  FileSystemId: `fs-${Name}`,
  Name,
  CreationTime: new Date('2026-01-01T00:00:00Z'),
  LifeCycleState: 'available',
  NumberOfMountTargets: 1,
  SizeInBytes: { Value: 6144 },
  PerformanceMode: 'generalPurpose',
  Tags: [{ Key: 'Name', Value: Name }],
  ...more,
});

const listed = {
  FileSystems: [
    file('open', { Encrypted: false }),
    file('default', { Encrypted: true, KmsKeyId: keyArn('aws/elasticfilesystem') }),
    file('own', { Encrypted: true, KmsKeyId: keyArn('good') }),
    file('cut-off', { Encrypted: true, KmsKeyId: keyArn('off') }),
    file('foreign', { Encrypted: true, KmsKeyId: 'arn:aws:kms:eu-west-1:444455556666:key/theirs' }),
  ],
} satisfies Omit<DescribeFileSystemsCommandOutput, '$metadata'>;

export const world: World = {
  services: ['efs'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/elasticfilesystem': 'Enabled' }),
    'efs:DescribeFileSystems': (_input, region) => (region === REGION ? listed : refuses('AccessDeniedException')),
  },
};
