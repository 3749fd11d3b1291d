import { vi } from 'vitest';
import { type Asked, ok, type Reply, raw, serve } from '../aws/server.ts';

export const HOME = '111111111111';
export const TEAM = '222222222222';
export const VAULT = '333333333333';
export const GONE = '444444444444';
const REGION = 'eu-west-1';

/** Who signed: the planner, or the role in an account. */
export const accountOf = ({ key }: Pick<Asked, 'key'>): string => /^ASIA(\d{12})/.exec(key)?.[1] ?? HOME;

export const keyIn = (account: string): string => `arn:aws:kms:${REGION}:${account}:key/key-of-${account}`;

const xml = (operation: string, body: string): Reply =>
  raw(
    200,
    `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${body}</${operation}Result></${operation}Response>`,
    'text/xml',
  );

/** STS refuses in XML. */
export const refuseEntry = (code: string): Reply =>
  raw(
    403,
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
    'text/xml',
  );

const each =
  (answer: (account: string, asked: Asked) => object): Reply =>
  (response, asked, count) =>
    ok(answer(accountOf(asked), asked))(response, asked, count);

const member = (Id: string, Name: string, State = 'ACTIVE') => ({
  Id,
  Name,
  State,
  Arn: `arn:aws:organizations::${HOME}:account/o-abcdefghij/${Id}`,
});

const UNITS: Readonly<Record<string, object[]>> = { 'r-root': [{ Id: 'ou-root-workloads', Name: 'Workloads' }] };
const MEMBERS: Readonly<Record<string, object[]>> = {
  'r-root': [member(HOME, 'management')],
  'ou-root-workloads': [member(TEAM, 'team <b>\u202e'), member(VAULT, 'vault'), member(GONE, 'gone', 'SUSPENDED')],
};

let issued = 0;

export const assumed = (account: string, seconds = 3600): Reply =>
  xml(
    'AssumeRole',
    `<Credentials><AccessKeyId>ASIA${account}X${issued++}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
     <Expiration>${new Date(Date.now() + seconds * 1000).toISOString()}</Expiration></Credentials>`,
  );

/**
 * An organization of three active accounts and a suspended one: each has a key, and the team a queue that is sealed by the vault's.
 */
export const ORGANIZATION: Readonly<Record<string, Reply>> = {
  GetCallerIdentity: (response, asked, count) => {
    const account = accountOf(asked);
    xml(
      'GetCallerIdentity',
      `<Arn>arn:aws:iam::${account}:user/ann</Arn><UserId>U</UserId><Account>${account}</Account>`,
    )(response, asked, count);
  },
  AssumeRole: (response, asked, count) => assumed(roleAccount(asked))(response, asked, count),
  'POST /listRegions': ok({
    Regions: [
      { RegionName: REGION, RegionOptStatus: 'ENABLED_BY_DEFAULT' },
      { RegionName: 'me-south-1', RegionOptStatus: 'DISABLED' },
    ],
  }),
  ListRoots: ok({ Roots: [{ Id: 'r-root', Name: 'Root' }] }),
  ListOrganizationalUnitsForParent: each((_, { input }) => ({
    OrganizationalUnits: UNITS[String(input['ParentId'])] ?? [],
  })),
  ListAccountsForParent: each((_, { input }) => ({ Accounts: MEMBERS[String(input['ParentId'])] ?? [] })),
  DescribeOrganizationalUnit: ok({ OrganizationalUnit: { Id: 'ou-root-workloads', Name: 'Workloads' } }),
  ListKeys: each((account) => ({
    Keys: [{ KeyId: `key-of-${account}`, KeyArn: keyIn(account) }],
    Truncated: false,
  })),
  ListAliases: ok({ Aliases: [], Truncated: false }),
  DescribeCustomKeyStores: ok({ CustomKeyStores: [], Truncated: false }),
  DescribeKey: each((account) => ({
    KeyMetadata: {
      KeyId: `key-of-${account}`,
      KeyManager: 'CUSTOMER',
      KeyState: account === VAULT ? 'PendingDeletion' : 'Enabled',
      ...(account === VAULT ? { DeletionDate: 1_790_000_000 } : {}),
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Origin: 'AWS_KMS',
      CreationDate: 1_700_000_000,
    },
  })),
  GetKeyPolicy: ok({ Policy: '{"Version":"2012-10-17","Statement":[]}' }),
  GetKeyRotationStatus: ok({ KeyRotationEnabled: true }),
  GetKeyLastUsage: ok({ TrackingStartDate: 1_700_000_000 }),
  ListGrants: ok({ Grants: [], Truncated: false }),
  ListQueues: each((account) => ({
    QueueUrls: account === TEAM ? [`https://sqs.${REGION}.amazonaws.com/${TEAM}/orders`] : [],
  })),
  GetQueueAttributes: ok({
    Attributes: {
      QueueArn: `arn:aws:sqs:${REGION}:${TEAM}:orders`,
      KmsMasterKeyId: keyIn(VAULT),
      KmsDataKeyReusePeriodSeconds: '300',
    },
  }),
};

export const roleAccount = ({ input }: Asked): string => String(input['RoleArn']).split(':')[4] ?? '';

/** With some answers changed; the environment is the planner's. */
export async function organization(changed: Readonly<Record<string, Reply>> = {}) {
  const { endpoint, asked } = await serve({ ...ORGANIZATION, ...changed });
  const env = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: REGION, SOURCE_DATE_EPOCH: '1780272000' };
  return { asked, env };
}

export function stubCredentials(): void {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_PROFILE', undefined);
}
