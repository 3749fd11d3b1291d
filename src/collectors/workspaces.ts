import type * as WORKSPACES from '@aws-sdk/client-workspaces';
import { sdk } from '../collect/descriptor.ts';

const workspaces = sdk<typeof WORKSPACES>('workspaces', 'WorkSpacesClient');

/**
 * Desktops. Both flags are off unless the request said otherwise, and an answer leaves them out then.
 * https://docs.aws.amazon.com/workspaces/latest/api/API_WorkspaceRequest.html
 */
export const workspace = workspaces
  .list(
    'aws.workspaces.workspace',
    'DescribeWorkspaces',
    {
      items: 'Workspaces',
      paging: { token: ['NextToken', 'NextToken'], size: ['Limit', 25] },
      members: {
        WorkspaceId: true,
        RootVolumeEncryptionEnabled: true,
        UserVolumeEncryptionEnabled: true,
        VolumeEncryptionKey: true,
      },
      one: (id) => ({ input: { WorkspaceIds: [id.slice(id.lastIndexOf('/') + 1)] } }),
    },
    {
      service: 'workspaces',
      arn: 'arn:{partition}:workspaces:{region}:{account}:workspace/{id}',
      id: ({ item }) => item.WorkspaceId,
    },
  )
  .depends({
    kmsKey: {
      stops: 'next-start',
      disabled: 'It goes on while it runs; it cannot start, reboot or be rebuilt.',
      deleted: 'Its volumes are lost for ever.',
      page: 'https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html',
    },
  })
  .fields((t) => ({
    rootVolumeEncrypted: t.bool(({ item }) => item.RootVolumeEncryptionEnabled ?? false),
    userVolumeEncrypted: t.bool(({ item }) => item.UserVolumeEncryptionEnabled ?? false),
    ...t.sealed(({ item }) =>
      item.RootVolumeEncryptionEnabled && item.UserVolumeEncryptionEnabled ? item.VolumeEncryptionKey : 'none',
    ),
  }));
