import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import type { Denial } from './faults.ts';
import { newSeeding } from './seed/context.ts';
import { seedEdgeAccess } from './seed/edge-access.ts';
import { seedEdgeDatabases } from './seed/edge-databases.ts';
import { seedEdgeIam } from './seed/edge-iam.ts';
import { retireEdgeKeys, seedEdgeKeys } from './seed/edge-keys.ts';
import { seedEdgeStorage } from './seed/edge-storage.ts';
import type { Seeded } from './seed.ts';
import { REGIONS } from './world.ts';

/**
 * Builds the account in which Acme's people try things out: the states that a production account should not have, so
 * that every rule meets an account that breaks it. Looked at with --deep, and nothing of it is denied.
 */
export async function seedEdge(endpoint: string): Promise<Omit<Seeded, 'acme'>> {
  await fetch(`${endpoint}/moto-api/seed?a=7`, { method: 'POST' });
  const seeding = await newSeeding(endpoint);
  await seedEdgeKeys(seeding);
  await seedEdgeStorage(seeding);
  await seedEdgeDatabases(seeding);
  await retireEdgeKeys(seeding);
  await seedEdgeAccess(seeding);
  await seedEdgeIam(endpoint, seeding);
  // the default security group of a Region gets its id when EC2 is first asked there: here, and not by whichever call of a scan is first
  for (const region of REGIONS) await seeding.ec2(region).send(new DescribeSecurityGroupsCommand({}));
  await seeding.daysAgo(0);
  return { skipped: seeding.skipped, denials: [WITHOUT_ENCRYPTION] };
}

/**
 * Since January 2023 no bucket of AWS answers this, which recordings from before and other makers' endpoints still do:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
 */
const WITHOUT_ENCRYPTION: Denial = {
  operation: 's3:GetBucketEncryption',
  match: 'sandbox-2019',
  with: {
    code: 'ServerSideEncryptionConfigurationNotFoundError',
    message: 'The server side encryption configuration was not found',
    status: 404,
  },
};
