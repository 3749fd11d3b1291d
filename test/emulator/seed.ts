import type { Denial } from './faults.ts';
import { seedTrails } from './seed/cloudtrail.ts';
import { DR, EU, keyOf, newSeeding, type Seeding } from './seed/context.ts';
import { seedSettings, seedVolumes } from './seed/ec2.ts';
import { seedCopies, seedImages, seedLaunches } from './seed/ec2-copies.ts';
import { retireKeys, seedKeys } from './seed/kms.ts';
import { seedGrants, seedUse } from './seed/kms-use.ts';
import { seedDatabases } from './seed/rds.ts';
import { seedDatabaseCopies } from './seed/rds-copies.ts';
import { seedBuckets } from './seed/s3.ts';
import { seedSecrets } from './seed/secrets.ts';
import { seedParameters } from './seed/ssm.ts';

export { EXPECTED } from './seed/expected.ts';

/**
 * Builds the account of a company called Acme at the emulator's endpoint: a few hundred resources in
 * eu-west-1 (production), us-east-1 (older things) and eu-central-1 (recovery), as seen at SEED_NOW.
 * The same bytes every time, through the correcting proxy.
 */
export async function seedAcme(endpoint: string): Promise<Seeded> {
  await fetch(`${endpoint}/moto-api/seed?a=42`, { method: 'POST' });
  const seeding = await newSeeding(endpoint);
  await seedKeys(seeding);
  await seedGrants(seeding);
  const snapshots = await seedCopies(seeding, await seedVolumes(seeding));
  await seedImages(seeding, snapshots);
  await seedLaunches(seeding);
  await seedSettings(seeding);
  await seedBuckets(seeding);
  await seedDatabases(seeding);
  await seedDatabaseCopies(seeding);
  await seedTrails(seeding);
  await seedParameters(seeding);
  await seedSecrets(seeding);
  await seedUse(seeding);
  await retireKeys(seeding);
  await seeding.daysAgo(0);
  return { acme: seeding, skipped: seeding.skipped, denials: denials(seeding) };
}

export interface Seeded {
  /** Clients to look at the account with, and the ARNs of its keys. */
  readonly acme: Seeding;
  /** What plain moto could not make; empty behind the correcting proxy. */
  readonly skipped: readonly string[];
  /** What the role that records the Acme fixture may not see: give each to `emulator.deny`. */
  readonly denials: readonly Denial[];
}

/** One denied call on one resource of each kind, and a listing that the organization denies in one Region. */
function denials(seeding: Seeding): Denial[] {
  const keyId = keyOf(seeding, EU, 'legacy-media').split('/')[1];
  return [
    { operation: 'kms:GetKeyPolicy', region: EU, match: keyId },
    { operation: 's3:GetBucketPolicy', match: 'acme-hr-archive' },
    { operation: 'secretsmanager:GetResourcePolicy', match: 'hr/oracle' },
    { operation: 'rds:DescribeDBSnapshotAttributes', match: 'orders-archive-last' },
    { operation: 'rds:DescribeDBProxies', region: DR, by: 'scp' },
  ];
}
