import * as KMS from '@aws-sdk/client-kms';
import { EU, each, keyOf, type Seeding } from './context.ts';
import { makeKey } from './kms.ts';
import { role, root } from './policies.ts';

const all = { Effect: 'Allow', Resource: '*' };
const owner = { ...all, Sid: 'Account', Principal: { AWS: root() }, Action: 'kms:*' };
const policy = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const USE = ['kms:Decrypt', 'kms:GenerateDataKey'];
const PCR0 = 'ab'.repeat(48);

/** Key policies with each one thing wrong about who may do what, and an enclave's key that has nothing wrong. */
const KEYS = [
  {
    alias: 'sandbox-everything',
    policy: policy(owner, { ...all, Sid: 'Everything', Principal: { AWS: role('sandbox-admin') }, Action: 'kms:*' }),
  },
  {
    alias: 'sandbox-abandoned',
    policy: policy(owner, {
      ...all,
      Sid: 'Left',
      Principal: { AWS: ['AROAEXAMPLEDELETED001', role('sandbox-app')] },
      Action: USE,
    }),
  },
  {
    alias: 'sandbox-granting',
    policy: policy(owner, {
      ...all,
      Sid: 'Attach',
      Principal: { AWS: role('sandbox-app') },
      Action: ['kms:CreateGrant', 'kms:ListGrants'],
    }),
  },
  {
    alias: 'sandbox-tagged',
    policy: policy(
      owner,
      {
        ...all,
        Sid: 'ByTag',
        Principal: { AWS: role('sandbox-app') },
        Action: USE,
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'sandbox' } },
      },
      { ...all, Sid: 'Tags', Principal: { AWS: role('sandbox-app') }, Action: ['kms:TagResource'] },
    ),
  },
  {
    alias: 'sandbox-enclave',
    policy: policy(
      owner,
      {
        ...all,
        Sid: 'Enclave',
        Principal: { AWS: role('enclave-host') },
        Action: USE,
        Condition: { StringEqualsIgnoreCase: { 'kms:RecipientAttestation:PCR0': PCR0 } },
      },
      { ...all, Sid: 'Host', Principal: { AWS: role('enclave-host') }, Action: USE },
    ),
  },
  {
    alias: 'enclave-vault',
    policy: policy(
      { ...owner, Action: ['kms:Create*', 'kms:Describe*', 'kms:Enable*', 'kms:List*', 'kms:Put*', 'kms:Get*'] },
      {
        ...all,
        Sid: 'Enclave',
        Principal: { AWS: role('enclave-host') },
        Action: ['kms:Decrypt'],
        Condition: {
          StringEqualsIgnoreCase: {
            'kms:RecipientAttestation:PCR0': PCR0,
            'kms:RecipientAttestation:PCR8': 'cd'.repeat(48),
          },
        },
      },
    ),
  },
  {
    alias: 'enclave-sealed',
    policy: policy(owner, {
      ...all,
      Effect: 'Deny',
      Sid: 'OnlyEnclaves',
      Principal: '*',
      Action: [...USE, 'kms:GenerateDataKeyPair', 'kms:DeriveSharedSecret', 'kms:GenerateRandom'],
      Condition: { Null: { 'kms:RecipientAttestation:ImageSha384': 'true' } },
    }),
  },
] as const;

/** Who may open what: policies and grants that nobody thought through. */
export async function seedEdgeAccess(seeding: Seeding): Promise<void> {
  await each(KEYS, (key) => makeKey(seeding, { ...key, region: EU, age: 600 }));
  await grants(seeding);
}

const GRANTS = [
  { Name: 'forgotten', GranteePrincipal: role('sandbox-app'), Operations: ['Decrypt'] },
  { Name: 'leaver', GranteePrincipal: 'AROAEXAMPLEDELETED001', Operations: ['Encrypt'] },
  { Name: 'table', GranteePrincipal: 'dynamodb.amazonaws.com', Operations: ['Encrypt'] },
] as const;

async function grants(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(500);
  const KeyId = keyOf(seeding, EU, 'sandbox-abandoned');
  await each(GRANTS, ({ Operations, ...grant }) =>
    seeding.kms(EU).send(new KMS.CreateGrantCommand({ KeyId, ...grant, Operations: [...Operations] })),
  );
}
