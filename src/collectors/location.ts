import type * as LOCATION from '@aws-sdk/client-location';
import { sdk } from '../collect/descriptor.ts';
import { eachTime } from '../model/dependence.ts';

const location = sdk<typeof LOCATION>('location', 'LocationClient', { prefix: 'geo' });

const PAGES = { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] } as const;

/** `KmsKeyId` is a customer's key; the default is one that AWS owns: https://docs.aws.amazon.com/location/latest/developerguide/encryption-at-rest.html */
const DEFAULT = 'aws-owned';

export const geofenceCollection = location
  .list(
    'aws.location.geofence-collection',
    'ListGeofenceCollections',
    { items: 'Entries', paging: PAGES, members: { CollectionName: true } },
    {
      service: 'location',
      arn: 'arn:{partition}:geo:{region}:{account}:geofence-collection/{id}',
      id: ({ item }) => item.CollectionName,
    },
  )
  .call('details', 'DescribeGeofenceCollection', ({ item }) => ({ CollectionName: item.CollectionName }), {
    required: ['CollectionArn'],
    members: { KmsKeyId: true, Tags: true },
  })
  .depends({
    kmsKey: eachTime('geofences', 'https://docs.aws.amazon.com/location/latest/developerguide/encryption-at-rest.html'),
  })
  .fields((t) => ({
    ...t.sealed(({ details }) => details.KmsKeyId ?? DEFAULT),
    tags: t.map(({ details }) => details.Tags ?? {}),
  }));

export const tracker = location
  .list(
    'aws.location.tracker',
    'ListTrackers',
    { items: 'Entries', paging: PAGES, members: { TrackerName: true } },
    {
      service: 'location',
      arn: 'arn:{partition}:geo:{region}:{account}:tracker/{id}',
      id: ({ item }) => item.TrackerName,
    },
  )
  .call('details', 'DescribeTracker', ({ item }) => ({ TrackerName: item.TrackerName }), {
    required: ['TrackerArn'],
    members: { KmsKeyId: true, Tags: true },
  })
  .depends({
    kmsKey: eachTime(
      'positions of devices',
      'https://docs.aws.amazon.com/location/latest/developerguide/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ details }) => details.KmsKeyId ?? DEFAULT),
    tags: t.map(({ details }) => details.Tags ?? {}),
  }));
