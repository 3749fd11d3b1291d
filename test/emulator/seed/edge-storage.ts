import * as CloudTrail from '@aws-sdk/client-cloudtrail';
import * as EC2 from '@aws-sdk/client-ec2';
import { DR, EU, each, keyOf, type Seeding, US } from './context.ts';
import { launch, makeVolume, PARTNER_KEY } from './ec2.ts';
import { oneKeyPolicy } from './policies.ts';
import { makeBucket } from './s3.ts';
import { makeSecret } from './secrets.ts';

/** Machines, volumes, buckets and secrets that were tried out, or handed over by another company. */
export async function seedEdgeStorage(seeding: Seeding): Promise<void> {
  await launch(seeding, { name: 'sandbox-build', region: EU, age: 430, root: 'aws', keyPair: 'build-2024' }, new Map());
  await vendorCopy(seeding);
  await brokenDefault(seeding);
  await buckets(seeding);
  await secrets(seeding);
  await trail(seeding);
}

/** A volume and its snapshot under a key that the vendor may turn off. */
async function vendorCopy(seeding: Seeding): Promise<void> {
  const volume = { name: 'vendor-import', region: EU, age: 110, key: PARTNER_KEY };
  const VolumeId = await makeVolume(seeding, volume);
  await seeding
    .ec2(EU)
    .send(new EC2.CreateSnapshotCommand({ VolumeId, Description: 'vendor-import, before cleaning' }));
}

/** Every new volume of the Region is to be sealed under a key that will be disabled. */
async function brokenDefault(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(100);
  const ec2 = seeding.ec2(EU);
  await ec2.send(new EC2.EnableEbsEncryptionByDefaultCommand({}));
  await ec2.send(new EC2.ModifyEbsDefaultKmsKeyIdCommand({ KmsKeyId: keyOf(seeding, EU, 'sandbox-volumes') }));
}

/** What `sandbox-2019` answers about its encryption is in `seedEdge`. */
async function buckets(seeding: Seeding): Promise<void> {
  const vault = keyOf(seeding, EU, 'sandbox-vault');
  const sealed = { encryption: 'aws:kms', key: 'sandbox-vault', bucketKey: true } as const;
  await each(
    [
      { name: 'sandbox-2019', region: EU, age: 2500 },
      { name: 'sandbox-vault', region: EU, age: 290, ...sealed, document: oneKeyPolicy('sandbox-vault', vault) },
      { name: 'sandbox-trail-logs', region: US, age: 390, policy: 'trail' as const },
    ],
    (bucket) => makeBucket(seeding, bucket),
  );
}

/** RDS makes secrets of this name for the passwords that it keeps itself, and rotates them weekly. */
async function secrets(seeding: Seeding): Promise<void> {
  const replicas = [{ Region: DR }];
  await each(
    [
      { name: 'vendor/feed', region: EU, age: 100, key: PARTNER_KEY, read: 30 },
      { name: 'sandbox/app', region: EU, age: 140, read: 2, replicas },
      {
        name: 'rds!db-8f0d6c1e-5a47-4c11-9d2b-3f1e7a90b6c4',
        region: EU,
        age: 70,
        rotates: { every: 7, last: 4 },
        read: 0,
      },
    ],
    (secret) => makeSecret(seeding, secret),
  );
}

async function trail(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(380);
  const cloudtrail = seeding.cloudtrail(US);
  const Name = 'sandbox-trail';
  await cloudtrail.send(
    new CloudTrail.CreateTrailCommand({
      Name,
      S3BucketName: 'sandbox-trail-logs',
      KmsKeyId: keyOf(seeding, US, 'sandbox-trail'),
    }),
  );
  await cloudtrail.send(new CloudTrail.StartLoggingCommand({ Name }));
}
