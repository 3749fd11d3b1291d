import type * as DATASYNC from '@aws-sdk/client-datasync';
import { sdk } from '../collect/descriptor.ts';

const datasync = sdk<typeof DATASYNC>('datasync', 'DataSyncClient');

/** Locations in object storage outside AWS. https://docs.aws.amazon.com/datasync/latest/userguide/API_DescribeLocationObjectStorage.html */
export const objectStorage = datasync
  .list(
    'aws.datasync.object-storage-location',
    'ListLocations',
    {
      items: 'Locations',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: { LocationArn: true, LocationUri: true },
      keep: ({ LocationUri }) => LocationUri?.startsWith('object-storage://') ?? false,
    },
    {
      service: 'datasync',
      arn: 'arn:{partition}:datasync:{region}:{account}:location/{id}',
      id: ({ item }) => item.LocationArn,
    },
  )
  .call('location', 'DescribeLocationObjectStorage', ({ item }) => ({ LocationArn: item.LocationArn }), {
    required: ['LocationArn', 'ServerProtocol'],
    members: { ServerProtocol: true, ServerPort: true },
  })
  .fields((t) => ({
    protocol: t.enum(['HTTPS', 'HTTP'], ({ location }) => location.ServerProtocol),
  }));
