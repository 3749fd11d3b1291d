import * as CloudTrail from '@aws-sdk/client-cloudtrail';
import { EU, each, keyOf, type Seeding, US } from './context.ts';

const TRAILS = [
  {
    Name: 'acme-org-trail',
    region: EU,
    age: 895,
    IsMultiRegionTrail: true,
    EnableLogFileValidation: true,
    key: 'cloudtrail',
    logs: true,
  },
  {
    Name: 'acme-data-events',
    region: EU,
    age: 400,
    IsMultiRegionTrail: false,
    EnableLogFileValidation: true,
    key: 'cloudtrail',
    logs: true,
  },
  {
    Name: 'acme-quiet',
    region: EU,
    age: 350,
    IsMultiRegionTrail: false,
    EnableLogFileValidation: true,
    key: undefined,
    logs: true,
  },
  {
    Name: 'acme-legacy',
    region: US,
    age: 1300,
    IsMultiRegionTrail: false,
    EnableLogFileValidation: false,
    key: undefined,
    logs: true,
  },
  {
    Name: 'acme-stopped',
    region: US,
    age: 900,
    IsMultiRegionTrail: false,
    EnableLogFileValidation: true,
    key: 'billing-reports',
    logs: false,
  },
] as const;

/** One complete trail, and one for each thing that can be missing. */
export async function seedTrails(seeding: Seeding): Promise<void> {
  await each(TRAILS, async ({ region, age, key, logs, ...trail }) => {
    const cloudtrail = seeding.cloudtrail(region);
    await seeding.daysAgo(age);
    const byAlias = trail.Name === 'acme-data-events';
    const KmsKeyId = key && (byAlias ? `alias/${key}` : keyOf(seeding, region, key));
    await cloudtrail.send(
      new CloudTrail.CreateTrailCommand({ ...trail, S3BucketName: 'acme-cloudtrail-logs', KmsKeyId }),
    );
    if (logs) await cloudtrail.send(new CloudTrail.StartLoggingCommand({ Name: trail.Name }));
  });
  await selectors(seeding);
  await seeding.corrected('event data stores', () => lakes(seeding));
}

/** KMS's events are left out of one trail, the other logs S3 objects only. */
async function selectors(seeding: Seeding): Promise<void> {
  const cloudtrail = seeding.cloudtrail(EU);
  const EventSelectors = [
    {
      ReadWriteType: 'All' as const,
      IncludeManagementEvents: true,
      ExcludeManagementEventSources: ['kms.amazonaws.com'],
    },
  ];
  await cloudtrail.send(new CloudTrail.PutEventSelectorsCommand({ TrailName: 'acme-quiet', EventSelectors }));
  const FieldSelectors = [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
  ];
  const AdvancedEventSelectors = [{ Name: 'objects', FieldSelectors }];
  await cloudtrail.send(
    new CloudTrail.PutEventSelectorsCommand({ TrailName: 'acme-data-events', AdvancedEventSelectors }),
  );
}

async function lakes(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(130);
  const cloudtrail = seeding.cloudtrail(EU);
  await cloudtrail.send(
    new CloudTrail.CreateEventDataStoreCommand({ Name: 'acme-lake', KmsKeyId: 'alias/cloudtrail' }),
  );
  await cloudtrail.send(new CloudTrail.CreateEventDataStoreCommand({ Name: 'acme-lake-trial' }));
}
