import type { DescribeLocationObjectStorageCommandOutput, ListLocationsCommandOutput } from '@aws-sdk/client-datasync';
import { ACCOUNT, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const arnOf = (id: string): string => `arn:aws:datasync:${REGION}:${ACCOUNT}:location/${id}`;
const location = (id: string, kind = 'object-storage') => ({
  LocationArn: arnOf(id),
  LocationUri: `${kind}://storage.example.com/data/`,
});

export const world: World = {
  services: ['datasync'],
  answers: {
    'datasync:ListLocations': {
      Locations: [location('secure'), location('clear'), location('refused'), location('files', 'efs')],
    } satisfies Omit<ListLocationsCommandOutput, '$metadata'>,
    'datasync:DescribeLocationObjectStorage': ({ LocationArn }) =>
      LocationArn === arnOf('refused')
        ? refuses('InvalidRequestException')
        : ({
            LocationArn: String(LocationArn),
            AccessKey: 'AKIAIOSFODNN7EXAMPLE',
            ServerProtocol: LocationArn === arnOf('secure') ? 'HTTPS' : 'HTTP',
            ServerPort: 443,
          } satisfies Omit<DescribeLocationObjectStorageCommandOutput, '$metadata'>),
  },
};
