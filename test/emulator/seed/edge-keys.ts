import * as KMS from '@aws-sdk/client-kms';
import { DR, EU, each, keyOf, type Seeding, US } from './context.ts';
import { makeKey } from './kms.ts';
import { keyPolicies, role } from './policies.ts';

const KEYS = [
  { alias: 'sandbox-shared', region: EU, age: 800, policy: keyPolicies.crowded },
  { alias: 'sandbox-rotated', region: EU, age: 700, team: 'platform', policy: keyPolicies.good('platform') },
  { alias: 'sandbox-volumes', region: EU, age: 500, team: 'platform' },
  { alias: 'sandbox-databases', region: EU, age: 420, team: 'orders' },
  { alias: 'sandbox-vault', region: EU, age: 300, team: 'payments', rotates: 365 },
  { alias: 'sandbox-parked', region: EU, age: 900, team: 'catalog' },
  { alias: 'sandbox-leaving', region: EU, age: 650, team: 'catalog' },
  { alias: 'sandbox-trail', region: US, age: 400, team: 'platform' },
] as const;

/** Keys that nobody tends: never rotated, without tags, open to many, under many grants. */
export async function seedEdgeKeys(seeding: Seeding): Promise<void> {
  await managed(seeding);
  await each(KEYS, (key) => makeKey(seeding, key));
  await grants(seeding);
  await use(seeding);
  await unreachableStore(seeding);
}

/** The key of RDS in a Region that has no database any more. */
async function managed(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(900);
  const names = [
    [EU, 'ebs'],
    [EU, 'secretsmanager'],
    [DR, 'rds'],
  ] as const;
  await each(names, ([region, name]) =>
    seeding.kms(region).send(new KMS.DescribeKeyCommand({ KeyId: `alias/aws/${name}` })),
  );
}

async function grants(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(60);
  const KeyId = keyOf(seeding, EU, 'sandbox-shared');
  await each(['red', 'blue', 'green', 'amber', 'violet', 'white'], (team) =>
    seeding.kms(EU).send(
      new KMS.CreateGrantCommand({
        KeyId,
        Name: `hackday-${team}`,
        GranteePrincipal: role(`hackday-${team}`),
        Operations: ['Decrypt'],
      }),
    ),
  );
}

/** One key was rotated by hand and is hardly used, the other is in daily use and was never rotated. */
async function use(seeding: Seeding): Promise<void> {
  const kms = seeding.kms(EU);
  const used = async (alias: string, days: number) => {
    await seeding.daysAgo(days);
    await kms.send(new KMS.GenerateDataKeyCommand({ KeyId: keyOf(seeding, EU, alias), KeySpec: 'AES_256' }));
  };
  await used('sandbox-rotated', 150);
  await used('sandbox-shared', 5);
  await seeding.daysAgo(30);
  await kms.send(new KMS.RotateKeyOnDemandCommand({ KeyId: keyOf(seeding, EU, 'sandbox-rotated') }));
}

/** The proxy of an external store that was only ever an experiment. */
async function unreachableStore(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(90);
  const made = await seeding.kms(EU).send(
    new KMS.CreateCustomKeyStoreCommand({
      CustomKeyStoreName: 'sandbox-hsm-trial',
      CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
      XksProxyConnectivity: 'PUBLIC_ENDPOINT',
      XksProxyUriEndpoint: 'https://xks.sandbox.invalid',
      XksProxyUriPath: '/kms/xks/v1',
      XksProxyAuthenticationCredential: {
        AccessKeyId: 'ABCDE12345670EXAMPLE',
        RawSecretAccessKey: 'DXjSUawnel2fr6SKC7G25CNxTyWKE5PF9XX6H/u9pSo=',
      },
    }),
  );
  const { CustomKeyStoreId } = made;
  await seeding.kms(EU).send(new KMS.ConnectCustomKeyStoreCommand({ CustomKeyStoreId }));
}

/** After things were sealed under them; `sandbox-parked` and `sandbox-leaving` seal nothing. */
export async function retireEdgeKeys(seeding: Seeding): Promise<void> {
  const disable = async (region: string, alias: string, days: number) => {
    await seeding.daysAgo(days);
    await seeding.kms(region).send(new KMS.DisableKeyCommand({ KeyId: keyOf(seeding, region, alias) }));
  };
  await disable(EU, 'sandbox-parked', 200);
  await disable(US, 'sandbox-trail', 20);
  await disable(EU, 'sandbox-volumes', 15);
  await disable(EU, 'sandbox-databases', 3);
  await seeding.daysAgo(2);
  const KeyId = keyOf(seeding, EU, 'sandbox-leaving');
  await seeding.kms(EU).send(new KMS.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 30 }));
}
