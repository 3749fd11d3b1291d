import * as SSM from '@aws-sdk/client-ssm';
import { EU, each, type Seeding, tags, US } from './context.ts';

interface Parameter {
  readonly Name: string;
  readonly Type: SSM.ParameterType;
  readonly KeyId?: string | undefined;
  readonly Description?: string;
  readonly Tier?: SSM.ParameterTier;
}

/** Values are nothing: the scanner must never read one, and the tests that it asked for none. */
const VALUE = 'seeded';

const PRODUCTION: readonly Parameter[] = [
  { Name: '/prod/db/password', Type: 'String', Description: 'master password of orders-prod-db' },
  { Name: '/prod/payments/stripe/token', Type: 'String' },
  { Name: '/prod/shipping/carrier-api-key', Type: 'String' },
  { Name: '/prod/catalog/algolia', Type: 'String', Description: 'search API secret' },
  { Name: '/prod/identity/jwt-signing-secret', Type: 'SecureString', KeyId: 'alias/global-identity' },
  { Name: '/prod/payments/ledger/password', Type: 'SecureString', KeyId: 'alias/payments-ledger', Tier: 'Advanced' },
  { Name: '/prod/orders/db/password', Type: 'SecureString' },
  { Name: '/prod/orders/archive/password', Type: 'SecureString', KeyId: 'alias/orders-archive' },
  { Name: '/prod/erp/credentials', Type: 'StringList' },
  { Name: '/prod/orders/allowed-origins', Type: 'StringList' },
  { Name: '/prod/orders/page-size', Type: 'String' },
  { Name: '/prod/catalog/feature-flags', Type: 'String' },
  { Name: '/prod/platform/ami-id', Type: 'String' },
  { Name: '/prod/platform/log-level', Type: 'String' },
  { Name: '/prod/analytics/lake/bucket', Type: 'String' },
  {
    Name: '/prod/identity/password-policy-min-length',
    Type: 'String',
    Description: 'not a secret: how long passwords must be',
  },
  { Name: 'legacy_db_pwd', Type: 'String' },
];

const TEAMS = ['payments', 'orders', 'catalog', 'identity', 'shipping', 'analytics', 'marketing', 'platform'] as const;
const STAGES = ['dev', 'staging', 'qa'] as const;

/** So many that DescribeParameters needs a second page. */
const OTHERS: readonly Parameter[] = STAGES.flatMap((stage) =>
  TEAMS.flatMap((team): Parameter[] => [
    { Name: `/${stage}/${team}/endpoint`, Type: 'String' },
    stage === 'qa'
      ? { Name: `/${stage}/${team}/db/secret`, Type: 'String' }
      : {
          Name: `/${stage}/${team}/db/secret`,
          Type: 'SecureString',
          KeyId: stage === 'dev' ? undefined : 'alias/staging',
        },
  ]),
);

const LEGACY: readonly Parameter[] = [
  { Name: '/legacy/crm/password', Type: 'String' },
  { Name: '/legacy/crm/endpoint', Type: 'String' },
  { Name: '/marketing/mailer/api-token', Type: 'SecureString' },
];

/** Parameters whose names tell of secrets, sealed or not, and innocent ones. */
export async function seedParameters(seeding: Seeding): Promise<void> {
  await each([...PRODUCTION, ...OTHERS], (parameter) => put(seeding, EU, parameter));
  await each(LEGACY, (parameter) => put(seeding, US, parameter));
  await seeding.corrected('resource data syncs', () => syncs(seeding));
}

async function put(seeding: Seeding, region: string, parameter: Parameter): Promise<void> {
  await seeding.daysAgo(30 + (parameter.Name.length % 7) * 60);
  const Tags = parameter.Name.startsWith('/prod') ? tags({ stage: 'prod' }) : undefined;
  await seeding.ssm(region).send(new SSM.PutParameterCommand({ ...parameter, Value: VALUE, Tags }));
}

async function syncs(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(77);
  const sync = (SyncName: string, AWSKMSKeyARN?: string) =>
    seeding.ssm(EU).send(
      new SSM.CreateResourceDataSyncCommand({
        SyncName,
        S3Destination: { BucketName: 'acme-analytics-lake', Region: EU, SyncFormat: 'JsonSerDe', AWSKMSKeyARN },
      }),
    );
  await sync('inventory', seeding.keys.get(`${EU}/analytics-lake`));
  await sync('inventory-plain');
}
