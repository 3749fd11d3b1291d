import type {
  DescribeParametersCommandOutput,
  ListResourceDataSyncCommandOutput,
  ParameterMetadata,
} from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { DEFAULT_SECRET_WORDS } from '../../src/model/secret-words.ts';
import { ACCOUNT, keyArn, play, playKeys, REGION, refuses } from './play.ts';

type Body<T> = Omit<T, '$metadata'>;
const keys = playKeys({ good: 'Enabled', off: 'Disabled', 'aws/ssm': 'Enabled' });
const options = { rules: ['ssm'], context: { secretWords: DEFAULT_SECRET_WORDS } };

const parameter = (Name: string, Type: ParameterMetadata['Type'], more: ParameterMetadata = {}): ParameterMetadata => ({
  Name,
  Type,
  Tier: 'Standard',
  DataType: 'text',
  LastModifiedDate: new Date('2026-01-01T00:00:00Z'),
  ...more,
});

const listed = (...Parameters: ParameterMetadata[]) => ({
  'ssm:DescribeParameters': { Parameters } satisfies Body<DescribeParametersCommandOutput>,
});

const mixed = listed(
  parameter('/prod/db/password', 'String'),
  parameter('/secrets/feature-hosts', 'StringList'),
  parameter('setting', 'String', { Description: 'The API token of the mailer' }),
  parameter('/prod/log-level', 'String'),
  parameter('db-password-arn', 'String'),
  parameter('golden-image-token', 'String', { DataType: 'aws:ec2:image' }),
  parameter('sealed', 'SecureString', { KeyId: 'alias/aws/ssm' }),
  parameter('own', 'SecureString', { KeyId: keyArn('good') }),
  parameter('off', 'SecureString', { KeyId: 'off' }),
  parameter('lost', 'SecureString', { KeyId: 'alias/lost' }),
);

test('plain parameters fail where they say that they hold a secret', async () => {
  const { verdicts, finding, calls } = await play({ ...keys, ...mixed }, options);
  expect(verdicts('ssm-parameter-secure-string')).toEqual({
    '/prod/db/password': 'fail',
    '/secrets/feature-hosts': 'fail',
    setting: 'fail',
    sealed: 'pass',
    own: 'pass',
    off: 'pass',
    lost: 'pass',
  });
  const { message, evidence } = finding('ssm-parameter-secure-string', 'setting');
  expect(message).toContain('"token" in the description');
  expect(evidence).toMatchObject({ type: 'String', secretHint: '"token" in the description' });
  expect(calls.filter((call) => call.startsWith('ssm:'))).toEqual(['ssm:DescribeParameters']);
});

test('the words are the configuration’s', async () => {
  const { verdicts } = await play({ ...keys, ...mixed }, { ...options, context: { secretWords: ['log-level'] } });
  const failed = Object.entries(verdicts('ssm-parameter-secure-string')).filter(([, verdict]) => verdict === 'fail');
  expect(failed).toEqual([['/prod/log-level', 'fail']]);
});

test('the ARN has one slash after "parameter", however the name begins', async () => {
  const arn = `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter`;
  const { finding } = await play(
    listed(
      parameter('/prod/token', 'String'),
      parameter('token', 'String'),
      parameter('/said', 'SecureString', { ARN: `${arn}/said` }),
    ),
    options,
  );
  expect(finding('ssm-parameter-secure-string', '/prod/token').resource.id).toBe(`${arn}/prod/token`);
  expect(finding('ssm-parameter-secure-string', 'token').resource.id).toBe(`${arn}/token`);
  expect(finding('ssm-parameter-secure-string', '/said').resource.id).toBe(`${arn}/said`);
});

test('SecureStrings: who holds the key, and whether it can be used', async () => {
  const { verdicts } = await play({ ...keys, ...mixed }, options);
  expect(verdicts('ssm-parameter-key-level')).toEqual({ sealed: 'fail', own: 'pass', off: 'pass', lost: 'unknown' });
  expect(verdicts('ssm-parameter-key-usable')).toEqual({ own: 'pass', off: 'fail', lost: 'fail' });
});

test('an alias is not gone because aliases could not be listed', async () => {
  const denied = { ...keys, ...mixed, 'kms:ListAliases': refuses('AccessDeniedException') };
  const { verdicts, finding } = await play(denied, options);
  expect(verdicts('ssm-parameter-key-level')).toMatchObject({ sealed: 'fail', lost: 'unknown' });
  const { verdict, reasons } = finding('ssm-parameter-key-usable', 'lost');
  expect(verdict).toBe('unknown');
  expect(reasons).toContainEqual(expect.objectContaining({ class: 'denied', permission: 'kms:ListAliases' }));
});

test('a denied listing is unknown, with the permission', async () => {
  const { finding } = await play({ 'ssm:DescribeParameters': refuses('AccessDeniedException') }, options);
  const { verdict, reasons } = finding('ssm-parameter-secure-string', '*');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'ssm:DescribeParameters' });
});

test('every page is read', async () => {
  const pages: Readonly<Record<string, Body<DescribeParametersCommandOutput>>> = {
    first: { Parameters: [parameter('a-token', 'String')], NextToken: 'second' },
    second: { Parameters: [parameter('b-token', 'String')] },
  };
  const sizes: unknown[] = [];
  const { verdicts } = await play(
    {
      'ssm:DescribeParameters': ({ NextToken = 'first', MaxResults }) => {
        sizes.push(MaxResults);
        return pages[String(NextToken)] ?? {};
      },
    },
    options,
  );
  expect(verdicts('ssm-parameter-secure-string')).toEqual({ 'a-token': 'fail', 'b-token': 'fail' });
  expect(sizes).toEqual([50, 50]);
});

const destination = (key?: string) => ({
  BucketName: 'inventory',
  SyncFormat: 'JsonSerDe' as const,
  Region: REGION,
  ...(key === undefined ? {} : { AWSKMSKeyARN: key }),
});

test('resource data syncs name a key or leave it to the bucket', async () => {
  const syncs = {
    ResourceDataSyncItems: [
      { SyncName: 'own', SyncType: 'SyncToDestination', S3Destination: destination(keyArn('good')) },
      { SyncName: 'aws', SyncType: 'SyncToDestination', S3Destination: destination(keyArn('aws/ssm')) },
      { SyncName: 'none', SyncType: 'SyncToDestination', S3Destination: destination() },
      { SyncName: 'far', SyncType: 'SyncToDestination', S3Destination: destination('arn:aws:kms:us-east-1:1:key/x') },
    ],
  } satisfies Body<ListResourceDataSyncCommandOutput>;
  const { verdicts } = await play({ ...keys, 'ssm:ListResourceDataSync': syncs }, options);
  expect(verdicts('ssm-resource-data-sync-key')).toEqual({ own: 'pass', aws: 'fail', none: 'fail', far: 'unknown' });
});
