import type {
  DescribeFileSystemPolicyCommandOutput,
  DescribeFileSystemsCommandOutput,
  FileSystemDescription,
} from '@aws-sdk/client-efs';
import { keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import { policyText, policyTexts } from '../policy-texts.ts';
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
    file('in-network', { Encrypted: true, KmsKeyId: keyArn('good') }),
    file('own', { Encrypted: true, KmsKeyId: keyArn('good') }),
    file('cut-off', { Encrypted: true, KmsKeyId: keyArn('off') }),
    file('foreign', { Encrypted: true, KmsKeyId: 'arn:aws:kms:eu-west-1:444455556666:key/theirs' }),
  ],
} satisfies Omit<DescribeFileSystemsCommandOutput, '$metadata'>;

const { tls, open, foreign } = policyTexts('elasticfilesystem:Client*');
/** The default file system has no policy; that of the cut-off one may not be read. */
const policies: Readonly<Record<string, string>> = {
  'fs-open': open,
  'fs-own': tls,
  'fs-foreign': foreign,
};
const mountTarget = policyText({
  Principal: { AWS: '*' },
  Action: 'elasticfilesystem:ClientMount',
  Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
});

export const world: World = {
  services: ['efs'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/elasticfilesystem': 'Enabled' }),
    'efs:DescribeFileSystemPolicy': ({ FileSystemId }) => {
      const id = String(FileSystemId);
      if (id === 'fs-default') return refuses('PolicyNotFound');
      const Policy = id === 'fs-in-network' ? mountTarget : policies[id];
      if (Policy === undefined) return refuses('AccessDeniedException');
      return { FileSystemId: id, Policy } satisfies Omit<DescribeFileSystemPolicyCommandOutput, '$metadata'>;
    },
    'efs:DescribeFileSystems': (_input, region) => (region === REGION ? listed : refuses('AccessDeniedException')),
  },
};
