import * as Secrets from '@aws-sdk/client-secrets-manager';
import { uuid } from '../quirks/identifier.ts';
import { DR, EU, each, type Seeding, tags, US } from './context.ts';
import { secretPolicies } from './policies.ts';

interface Secret {
  readonly name: string;
  readonly region: string;
  readonly age: number;
  /** An alias of the Region, or a key ARN. Absent: aws/secretsmanager. */
  readonly key?: string;
  /** Every so many days; the last time so many days ago. */
  readonly rotates?: { readonly every: number; readonly last: number };
  /** Read so many days ago. Absent: never. */
  readonly read?: number;
  readonly policy?: keyof typeof secretPolicies;
  readonly untagged?: boolean;
  readonly replicas?: readonly { readonly Region: string; readonly KmsKeyId?: string }[];
}

const SECRETS: readonly Secret[] = [
  { name: 'orders/prod/db', region: EU, age: 610, key: 'orders-prod', rotates: { every: 30, last: 11 }, read: 0 },
  {
    name: 'payments/prod/db',
    region: EU,
    age: 470,
    key: 'payments-ledger',
    rotates: { every: 30, last: 3 },
    read: 0,
    policy: 'closed',
  },
  { name: 'payments/prod/stripe', region: EU, age: 460, key: 'payments-ledger', read: 1, policy: 'closed' },
  { name: 'payments/prod/clearing', region: EU, age: 400, key: 'partner-clearing', read: 2, policy: 'partner' },
  { name: 'catalog/prod/db', region: EU, age: 690, rotates: { every: 30, last: 215 }, read: 1 },
  { name: 'catalog/prod/search', region: EU, age: 500, read: 140 },
  { name: 'shipping/prod/carrier', region: EU, age: 400, policy: 'public', read: 4 },
  {
    name: 'identity/prod/saml',
    region: EU,
    age: 230,
    key: 'global-identity',
    rotates: { every: 90, last: 60 },
    read: 0,
    replicas: [{ Region: US, KmsKeyId: 'alias/global-identity' }, { Region: DR }],
  },
  { name: 'identity/prod/session-pepper', region: EU, age: 90, key: 'vault-hsm', read: 0 },
  {
    name: 'analytics/prod/warehouse',
    region: EU,
    age: 350,
    key: 'analytics-lake',
    rotates: { every: 400, last: 340 },
    read: 3,
  },
  { name: 'orders/archive/db', region: EU, age: 990, key: 'orders-archive', read: 300 },
  { name: 'hr/oracle', region: EU, age: 1190, untagged: true },
  { name: 'old/ftp', region: EU, age: 1200, untagged: true },
  { name: 'platform/ci/github', region: EU, age: 2, read: 0 },
  { name: 'platform/ci/registry', region: EU, age: 300, read: 5, untagged: true },
  { name: 'legacy/crm/db', region: US, age: 1290 },
  { name: 'marketing/mailer', region: US, age: 480, key: 'marketing-us', rotates: { every: 60, last: 12 }, read: 6 },
  { name: 'billing/db', region: US, age: 580, key: 'billing-reports', rotates: { every: 30, last: 9 }, read: 1 },
];

const TEAMS = ['payments', 'orders', 'catalog', 'identity', 'shipping', 'analytics'] as const;
const BULK: readonly Secret[] = TEAMS.map((team, index) => ({
  name: `${team}/staging/db`,
  region: EU,
  age: 180 + index * 10,
  read: index * 25,
  ...(index % 2 === 0 && { key: 'staging' }),
  ...(index % 3 === 0 && { rotates: { every: 90, last: 30 + index } }),
}));

/** Secrets: rotated, overdue, never; read lately or not; under each kind of key; with each kind of policy. */
export async function seedSecrets(seeding: Seeding): Promise<void> {
  await each([...SECRETS, ...BULK], (secret) => makeSecret(seeding, secret));
  await seeding.daysAgo(2);
  await seeding.secrets(EU).send(new Secrets.DeleteSecretCommand({ SecretId: 'old/ftp', RecoveryWindowInDays: 14 }));
}

export async function makeSecret(seeding: Seeding, secret: Secret): Promise<void> {
  const { name: Name, region, age, key, policy, replicas } = secret;
  const secrets = seeding.secrets(region);
  await seeding.daysAgo(age);
  const KmsKeyId = key && (key.startsWith('arn:') ? key : (seeding.keys.get(`${region}/${key}`) ?? `alias/${key}`));
  const Tags = secret.untagged ? undefined : tags({ team: Name.split('/')[0] ?? '' });
  const AddReplicaRegions = replicas && [...replicas];
  const ClientRequestToken = uuid(`${region} secret ${Name}`);
  await secrets.send(
    new Secrets.CreateSecretCommand({
      ClientRequestToken,
      Name,
      SecretString: 'seeded',
      KmsKeyId,
      Tags,
      AddReplicaRegions,
    }),
  );
  if (policy)
    await secrets.send(
      new Secrets.PutResourcePolicyCommand({ SecretId: Name, ResourcePolicy: secretPolicies[policy] }),
    );
  await seeding.corrected(`rotation and reads of ${Name}`, () => live(seeding, secret));
}

async function live(seeding: Seeding, { name: SecretId, region, rotates, read }: Secret): Promise<void> {
  const secrets = seeding.secrets(region);
  if (rotates) {
    await seeding.daysAgo(rotates.last);
    const RotationLambdaARN = `arn:aws:lambda:${region}:123456789012:function:rotate-${SecretId.split('/')[0]}`;
    await secrets.send(
      new Secrets.RotateSecretCommand({
        SecretId,
        RotationLambdaARN,
        RotationRules: { AutomaticallyAfterDays: rotates.every },
      }),
    );
  }
  if (read === undefined) return;
  await seeding.daysAgo(read);
  await secrets.send(new Secrets.GetSecretValueCommand({ SecretId }));
}
