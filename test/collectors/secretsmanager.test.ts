import type {
  DescribeSecretCommandOutput,
  GetResourcePolicyCommandOutput,
  ListSecretsCommandOutput,
  SecretListEntry,
} from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { world } from '../worlds/secretsmanager.ts';
import { ACCOUNT, type Answers, keyArn, play, playKeys, REGION, refuses, TAKEN_AT } from './play.ts';

type Body<T> = Omit<T, '$metadata'>;
const keys = playKeys({ good: 'Enabled', off: 'Disabled', 'aws/secretsmanager': 'Enabled' });
const options = { rules: ['secretsmanager'] };
const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number): Date => new Date(Date.parse(TAKEN_AT) - days * DAY);
const arnOf = (name: string): string => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-AbCdEf`;

const secret = (Name: string, more: SecretListEntry = {}): SecretListEntry => ({
  ARN: arnOf(Name),
  Name,
  CreatedDate: daysAgo(400),
  LastChangedDate: daysAgo(1),
  ...more,
});
const listed = (...SecretList: SecretListEntry[]): Answers => ({
  ...keys,
  'secrets-manager:ListSecrets': { SecretList } satisfies Body<ListSecretsCommandOutput>,
  'secrets-manager:GetResourcePolicy': {} satisfies Body<GetResourcePolicyCommandOutput>,
});

test('keys: their class, their state, their owner', async () => {
  const { verdicts } = await play(
    listed(
      secret('default'),
      secret('own', { KmsKeyId: keyArn('good') }),
      secret('off', { KmsKeyId: 'off' }),
      secret('gone', { KmsKeyId: keyArn('gone') }),
      secret('far', { KmsKeyId: 'arn:aws:kms:eu-west-1:444455556666:key/far' }),
      secret('deleted', { DeletedDate: daysAgo(1) }),
    ),
    options,
  );
  const level = { default: 'fail', own: 'pass', off: 'pass', gone: 'unknown', far: 'unknown' };
  expect(verdicts('secret-encrypted-with-cmk')).toEqual(level);
  expect(verdicts('secret-key-usable')).toEqual({ own: 'pass', off: 'fail', gone: 'fail', far: 'unknown' });
  const owner = { default: 'pass', own: 'pass', off: 'pass', gone: 'pass', far: 'fail' };
  expect(verdicts('secret-key-own-account')).toEqual(owner);
});

test('rotation: on, in time, recent; replicas and secrets of other services are not judged', async () => {
  const rotating = { RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 7 } };
  const { verdicts } = await play(
    listed(
      secret('weekly', { ...rotating, LastRotatedDate: daysAgo(3), NextRotationDate: daysAgo(-4) }),
      secret('stuck', { ...rotating, LastRotatedDate: daysAgo(100), NextRotationDate: daysAgo(93) }),
      secret('slow', { RotationEnabled: true, RotationRules: { ScheduleExpression: 'rate(400 days)' } }),
      secret('often', { RotationEnabled: true, RotationRules: { ScheduleExpression: 'rate(12 hours)' } }),
      secret('cron', { RotationEnabled: true, RotationRules: { ScheduleExpression: 'cron(0 8 1 * ? *)' } }),
      secret('never'),
      secret('new', { CreatedDate: daysAgo(2) }),
      secret('copy', { PrimaryRegion: 'us-east-1' }),
      secret('rds!cluster', { ...rotating, OwningService: 'rds', LastRotatedDate: daysAgo(3) }),
      secret('appflow!x', { OwningService: 'appflow' }),
    ),
    options,
  );
  expect(verdicts('secret-rotation-enabled')).toEqual({
    weekly: 'pass',
    stuck: 'pass',
    slow: 'fail',
    often: 'pass',
    cron: 'pass',
    never: 'fail',
    new: 'fail',
    'rds!cluster': 'pass',
  });
  expect(verdicts('secret-rotated-as-scheduled')).toEqual({ weekly: 'pass', stuck: 'fail' });
  expect(verdicts('secret-rotated-within-period')).toMatchObject({
    weekly: 'pass',
    stuck: 'fail',
    never: 'fail',
    new: 'pass',
  });
});

test('use and tags', async () => {
  const { verdicts } = await play(
    listed(
      secret('read', { LastAccessedDate: daysAgo(3), Tags: [{ Key: 'owner', Value: 'payments' }] }),
      secret('idle', { LastAccessedDate: daysAgo(200), Tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'x' }] }),
      secret('unread'),
      secret('new', { CreatedDate: daysAgo(2) }),
    ),
    options,
  );
  expect(verdicts('secret-unused')).toEqual({ read: 'pass', idle: 'fail', unread: 'fail', new: 'pass' });
  expect(verdicts('secret-tagged')).toEqual({ read: 'pass', idle: 'fail', unread: 'fail', new: 'fail' });
});

const allow = (principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'secretsmanager:GetSecretValue',
  Resource: '*',
  ...more,
});
const deny = (more: object = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'secretsmanager:*',
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/reader` } },
  ...more,
});
const policies: Readonly<Record<string, readonly object[]>> = {
  open: [allow('*', { Sid: 'Everyone' })],
  shared: [allow({ AWS: 'arn:aws:iam::999988887777:root' })],
  closed: [allow({ AWS: `arn:aws:iam::${ACCOUNT}:role/reader` }), deny()],
  inside: [allow({ AWS: `arn:aws:iam::${ACCOUNT}:root` })],
  unrelated: [deny({ Action: 'secretsmanager:DeleteSecret' })],
};
const withPolicies: Answers = {
  ...listed(...Object.keys(policies).map((name) => secret(name)), secret('bare')),
  'secrets-manager:GetResourcePolicy': ({ SecretId }) => {
    const Statement = policies[String(SecretId).split(':')[6]?.replace('-AbCdEf', '') ?? ''];
    return Statement ? { ResourcePolicy: JSON.stringify({ Version: '2012-10-17', Statement }) } : {};
  },
};

test('policies: public, shared, restrictive', async () => {
  const { verdicts, finding } = await play(withPolicies, options);
  expect(verdicts('secret-policy-not-public')).toEqual({
    open: 'fail',
    shared: 'pass',
    closed: 'pass',
    inside: 'pass',
    unrelated: 'pass',
    bare: 'pass',
  });
  expect(finding('secret-policy-not-public', 'open').message).toContain('Everyone');
  expect(verdicts('secret-policy-no-untrusted-account')).toMatchObject({ open: 'pass', shared: 'fail', bare: 'pass' });
  expect(verdicts('secret-policy-restrictive')).toEqual({
    open: 'fail',
    shared: 'fail',
    closed: 'pass',
    inside: 'fail',
    unrelated: 'fail',
    bare: 'fail',
  });
});

test('a denied policy is unknown, and one that is no policy too', async () => {
  const denied = { ...withPolicies, 'secrets-manager:GetResourcePolicy': refuses('AccessDeniedException') };
  const { finding } = await play(denied, options);
  for (const rule of ['secret-policy-not-public', 'secret-policy-no-untrusted-account', 'secret-policy-restrictive']) {
    const { verdict, reasons } = finding(rule, 'bare');
    expect(verdict).toBe('unknown');
    expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'secretsmanager:GetResourcePolicy' });
  }
  const broken = { ...withPolicies, 'secrets-manager:GetResourcePolicy': { ResourcePolicy: '{' } };
  expect((await play(broken, options)).finding('secret-policy-not-public', 'bare').verdict).toBe('unknown');
});

const replica = (status: 'InSync' | 'Failed', KmsKeyId?: string) => ({
  ReplicationStatus: [{ Region: 'us-east-1', Status: status, ...(KmsKeyId === undefined ? {} : { KmsKeyId }) }],
});
const replications: Readonly<Record<string, Body<DescribeSecretCommandOutput>>> = {
  [arnOf('matched')]: replica('InSync', 'arn:aws:kms:us-east-1:111122223333:key/there'),
  [arnOf('weaker')]: replica('InSync', 'alias/aws/secretsmanager'),
  [arnOf('unsaid')]: replica('InSync'),
  [arnOf('plain')]: replica('InSync', 'alias/aws/secretsmanager'),
  [arnOf('failed')]: replica('Failed', 'arn:aws:kms:us-east-1:111122223333:key/there'),
};
const primary = { PrimaryRegion: REGION, KmsKeyId: keyArn('good') };
const replicated = listed(
  secret('matched', primary),
  secret('weaker', primary),
  secret('unsaid', primary),
  secret('plain', { PrimaryRegion: REGION }),
  secret('failed', primary),
  secret('single'),
  secret('copy', { PrimaryRegion: 'us-east-1' }),
);

test('replicas are compared with their primary, and only primaries are asked', async () => {
  const { verdicts, calls } = await play(
    { ...replicated, 'secrets-manager:DescribeSecret': ({ SecretId }) => replications[String(SecretId)] ?? {} },
    options,
  );
  expect(verdicts('secret-replica-attributes')).toEqual({
    matched: 'pass',
    weaker: 'fail',
    unsaid: 'fail',
    plain: 'pass',
    failed: 'fail',
  });
  expect(calls.filter((call) => call === 'secrets-manager:DescribeSecret')).toHaveLength(5);
});

test('a replica leads to its primary in the other region', async () => {
  const there = 'us-east-1';
  const { graph } = await play(
    {
      'secrets-manager:ListSecrets': (_input, region) => ({
        SecretList: [{ ...secret('pair'), ARN: arnOf('pair').replace(REGION, region), PrimaryRegion: there }],
      }),
      'secrets-manager:GetResourcePolicy': {},
      'secrets-manager:DescribeSecret': {},
    },
    { rules: [], regions: [REGION, there] },
  );
  const links: Record<string, unknown> = {};
  for await (const resource of graph.resources()) links[resource.scope.region] = resource.read('primary');
  expect(links[REGION]).toMatchObject({ state: 'resolved', id: arnOf('pair').replace(REGION, there) });
  expect(links[there]).toMatchObject({ state: 'none' });
});

test('a denied DescribeSecret leaves the replicas unknown', async () => {
  const denied = { ...replicated, 'secrets-manager:DescribeSecret': refuses('AccessDeniedException') };
  const { finding } = await play(denied, options);
  const { verdict, reasons } = finding('secret-replica-attributes', 'matched');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'secretsmanager:DescribeSecret' });
});

test('no policy is asked of a secret that waits for deletion', async () => {
  const { calls, findings } = await play(listed(secret('deleted', { DeletedDate: daysAgo(1) })), options);
  expect(calls).not.toContain('secrets-manager:GetResourcePolicy');
  const judged = findings.filter(({ resource }) => resource.name === 'deleted').map(({ rule }) => rule);
  expect(judged).toEqual(['secret-not-pending-deletion-while-in-use']);
});

const settings: Answers = { 'ec2:GetEbsEncryptionByDefault': { EbsEncryptionByDefault: true } };

test.each([
  ['pass', listed(secret('one'))],
  ['fail', listed()],
  ['unknown', { ...keys, 'secrets-manager:ListSecrets': refuses('AccessDeniedException') }],
  ['unknown', keys],
] as const)('a region in which Secrets Manager is used: %s', async (wanted, answers) => {
  const { verdicts } = await play({ ...settings, ...answers }, options);
  expect(verdicts('secretsmanager-in-use')[REGION]).toBe(wanted);
});

test('the function that rotates a secret is there, gone, or out of sight', async () => {
  const { verdicts } = await play(world.answers, options);
  const expected = { rotates: 'pass', orphaned: 'fail', 'rotated-elsewhere': 'unknown' };
  expect(verdicts('secret-rotation-function-present')).toEqual(expected);
  const answers = { ...world.answers, 'lambda:ListFunctions': refuses('AccessDeniedException') };
  const { verdicts: unread, finding } = await play(answers, options);
  expect(unread('secret-rotation-function-present')).toMatchObject({ rotates: 'unknown', orphaned: 'unknown' });
  expect(finding('secret-rotation-function-present', 'orphaned').reasons).toMatchObject([
    { class: 'denied', permission: 'lambda:ListFunctions' },
  ]);
});

test('a deleted secret that something names is found by whatever names it', async () => {
  const rule = 'secret-not-pending-deletion-while-in-use';
  const { verdicts, finding } = await play(world.answers, options);
  const named = ['database', 'cluster', 'pooled', 'task', 'stream', 'warehouse', 'namespace', 'documents'];
  const expected = Object.fromEntries(named.map((name) => [name, 'fail']));
  expect(verdicts(rule)).toEqual({ ...expected, forgotten: 'pass' });
  expect(finding(rule, 'task').message).toContain('web');
  const partly = await play(
    { ...world.answers, 'ecs:DescribeTaskDefinition': refuses('AccessDeniedException') },
    options,
  );
  expect(partly.verdicts(rule)).toMatchObject({ database: 'fail', task: 'unknown', forgotten: 'unknown' });
});
