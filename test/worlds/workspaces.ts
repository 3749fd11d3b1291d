import type { DescribeWorkspacesCommandOutput, Workspace } from '@aws-sdk/client-workspaces';
import { keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const desktop = (WorkspaceId: string, more: Partial<Workspace>): Workspace => ({
  WorkspaceId,
  DirectoryId: 'd-1',
  UserName: 'someone',
  State: 'AVAILABLE',
  ...more,
});
const both = { RootVolumeEncryptionEnabled: true, UserVolumeEncryptionEnabled: true };

const listed = {
  Workspaces: [
    desktop('plain', {}),
    desktop('half', { UserVolumeEncryptionEnabled: true, VolumeEncryptionKey: keyArn('good') }),
    desktop('sealed', { ...both, VolumeEncryptionKey: keyArn('good') }),
    desktop('default', { ...both, VolumeEncryptionKey: 'alias/aws/workspaces' }),
    desktop('cut-off', { ...both, VolumeEncryptionKey: keyArn('off') }),
  ],
} satisfies Omit<DescribeWorkspacesCommandOutput, '$metadata'>;

export const world: World = {
  services: ['workspaces'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/workspaces': 'Enabled' }),
    'workspaces:DescribeWorkspaces': (_input, region) =>
      region === REGION ? listed : refuses('AccessDeniedException'),
  },
};
