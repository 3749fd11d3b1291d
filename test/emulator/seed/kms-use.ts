import * as KMS from '@aws-sdk/client-kms';
import { EU, each, keyOf, PARTNER, type Seeding, US } from './context.ts';
import { role, root } from './policies.ts';

const GRANTS = [
  {
    alias: 'payments-ledger',
    age: 300,
    Name: 'ledger-batch',
    GranteePrincipal: role('payments-batch'),
    Operations: ['Decrypt', 'GenerateDataKey'],
    Constraints: { EncryptionContextSubset: { app: 'ledger' } },
  },
  {
    alias: 'partner-clearing',
    age: 250,
    Name: 'clearing',
    GranteePrincipal: root(PARTNER),
    RetiringPrincipal: role('KeyAdministrator'),
    Operations: ['Decrypt', 'Encrypt'],
  },
  {
    alias: 'orders-prod',
    age: 200,
    Name: 'orders-autoscaling',
    GranteePrincipal: role('orders-autoscaling'),
    Operations: ['Decrypt', 'CreateGrant', 'GenerateDataKeyWithoutPlaintext'],
  },
  {
    alias: 'orders-prod',
    age: 150,
    Name: 'orders-reader',
    GranteePrincipal: role('orders-reader'),
    Operations: ['Decrypt'],
  },
  {
    alias: 'orders-prod',
    age: 149,
    Name: 'orders-reader',
    GranteePrincipal: role('orders-reader'),
    Operations: ['Decrypt'],
  },
  {
    alias: 'analytics-lake',
    age: 100,
    Name: 'lake-everything',
    GranteePrincipal: role('analytics-app'),
    Operations: [
      'Decrypt',
      'Encrypt',
      'GenerateDataKey',
      'GenerateDataKeyWithoutPlaintext',
      'ReEncryptFrom',
      'ReEncryptTo',
      'CreateGrant',
      'RetireGrant',
      'DescribeKey',
      'GenerateDataKeyPair',
      'GenerateDataKeyPairWithoutPlaintext',
    ],
  },
] as const;

/** Grants: scoped, cross-account, one that can make others, a duplicate, one with everything. */
export async function seedGrants(seeding: Seeding): Promise<void> {
  await each(GRANTS, async ({ alias, age, ...grant }) => {
    await seeding.daysAgo(age);
    const KeyId = keyOf(seeding, EU, alias);
    await seeding.kms(EU).send(new KMS.CreateGrantCommand({ KeyId, ...grant, Operations: [...grant.Operations] }));
  });
}

const USES = [
  { region: EU, alias: 'orders-archive', age: 130 },
  { region: EU, alias: 'payments-ledger', age: 1 },
  { region: EU, alias: 'orders-prod', age: 2 },
  { region: EU, alias: 'analytics-lake', age: 20 },
  { region: EU, alias: 'customer-exports', age: 9 },
  { region: EU, alias: 'staging', age: 200 },
  { region: US, alias: 'billing-reports', age: 33 },
  { region: US, alias: 'legacy-webapp', age: 280 },
] as const;

/** The last time that somebody used a key; the other keys were not used since KMS keeps count. */
export async function seedUse(seeding: Seeding): Promise<void> {
  await each(USES, async ({ region, alias, age }) => {
    await seeding.daysAgo(age);
    const KeyId = keyOf(seeding, region, alias);
    await seeding.kms(region).send(new KMS.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  });
  await seeding.daysAgo(6);
  const Message = Buffer.from('release 1.42');
  const signing = { KeyId: keyOf(seeding, EU, 'release-signing'), SigningAlgorithm: 'RSASSA_PSS_SHA_256' } as const;
  await seeding.kms(EU).send(new KMS.SignCommand({ ...signing, Message }));
}
