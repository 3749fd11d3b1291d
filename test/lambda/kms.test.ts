import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Head } from '../../src/lambda/state.ts';
import { inTurn, ok, raw, refuse } from '../aws/server.ts';
import { event, handlerFor, keyArn, kmsAccount, messages, scratch, TOPIC, told } from './account.ts';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_PROFILE', undefined);
});
afterEach(() => vi.unstubAllEnvs());

const OPEN = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
});
const LONG_AGO = '2026-01-01T00:00:00Z';

/** An account that was scanned once. */
async function scanned(...[keys, sendTo]: [Parameters<typeof kmsAccount>[0], string?]) {
  const account = await kmsAccount(keys);
  const state = scratch();
  const handle = handlerFor(account.endpoint, state, sendTo);
  await handle({ scan: true });
  return { ...account, state, handle };
}

/** All that is stored, unpacked. */
const storedIn = (state: string): string =>
  readdirSync(state, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .map((body) => (body[0] === 0x1f ? gunzipSync(body) : body).toString('utf8'))
    .join('\n');

describe('an event about a key', () => {
  test('reads that key alone and tells what changed, and later that it is over', async () => {
    const { keys, asked, state, handle } = await scanned({ k1: {}, k2: {} });
    const before = asked.length;
    keys.set('k1', { policy: OPEN });
    await handle(event('PutKeyPolicy', { keyId: 'k1', policy: OPEN }));
    const policies = asked.slice(before).filter(({ operation }) => operation === 'GetKeyPolicy');
    expect(policies.map(({ input }) => input['KeyId'])).toEqual(['k1']);
    const [first] = messages(state);
    expect(told(first)).toContain('opened kms-key-policy-not-public fail k1');
    expect(first?.news.every(({ finding }) => finding.resource.id === keyArn('k1'))).toBe(true);

    keys.set('k1', {});
    await handle(event('PutKeyPolicy', { keyId: keyArn('k1') }));
    expect(told(messages(state)[1])).toContain('closed kms-key-policy-not-public pass k1');
  });

  test('that came before, comes twice or late does no harm', async () => {
    const { keys, asked, state, handle } = await scanned({ k1: {} });
    keys.set('k1', { rotates: false });
    const now = event('DisableKeyRotation', { keyId: 'k1' });
    await handle(now);
    await handle(now);
    await handle(event('EnableKeyRotation', { keyId: 'k1' }, { time: LONG_AGO }));
    expect(messages(state)).toHaveLength(1);
    expect(told(messages(state)[0])).toEqual(['opened kms-key-rotation-enabled fail k1']);
    const before = asked.length;
    await handle(event('EnableKeyRotation', { keyId: 'k1' }, { time: LONG_AGO }));
    expect(asked.slice(before).filter(({ operation }) => operation === 'DescribeKey')).toEqual([]); // a later scan saw it
  });

  test('that is gone archives its findings', async () => {
    const { keys, state, handle } = await scanned({ k1: { policy: OPEN }, k2: {} });
    keys.delete('k1');
    await handle(event('DeleteKey', { keyId: 'k1' }, { eventType: 'AwsServiceEvent' }));
    expect(told(messages(state)[0])).toContain('gone kms-key-policy-not-public fail k1');
    expect(told(messages(state)[0]).every((line) => line.startsWith('gone') && line.endsWith('k1'))).toBe(true);
    await handle(event('TagResource', { keyId: 'k1' }));
    expect(messages(state)).toHaveLength(1);
  });

  test('new is told though no scan saw it, and nothing of the others', async () => {
    const { keys, state, handle } = await scanned({ k1: { policy: OPEN } });
    keys.set('k2', { policy: OPEN });
    await handle(event('CreateKey', {}, { responseElements: { keyMetadata: { keyId: 'k2', arn: keyArn('k2') } } }));
    expect(told(messages(state)[0])).toContain('opened kms-key-policy-not-public fail k2');
    expect(told(messages(state)[0]).some((line) => line.endsWith('k1'))).toBe(false);
  });

  test('about its alias reads the key as well: that is what it is called by', async () => {
    const { replies, state, handle } = await scanned({ k1: { rotates: false }, k2: {} });
    const named = (TargetKeyId: string) =>
      ok({
        Aliases: [{ AliasName: 'alias/main', AliasArn: `arn:aws:kms:eu-west-1:111122223333:alias/main`, TargetKeyId }],
        Truncated: false,
      });
    replies['ListAliases'] = named('k1');
    await handle(event('CreateAlias', { aliasName: 'alias/main', targetKeyId: 'k1' }));
    replies['ListAliases'] = named('k2');
    await handle(event('UpdateAlias', { aliasName: 'alias/main', targetKeyId: 'k2' }));
    const { patches } = JSON.parse(gunzipSync(readFileSync(join(state, 'state.json.gz'))).toString()) as Head;
    const keys = patches.filter(({ type }) => type === 'aws.kms.key').flatMap(({ observations }) => observations);
    const aliasOf = (id: string) => keys.find((key) => key.id === keyArn(id))?.answers['alias'];
    expect(aliasOf('k2')).toMatchObject({ ok: { AliasName: 'alias/main' } });
    expect(aliasOf('k1')).toEqual({ none: 'NoMatch' });
    expect(keys).toHaveLength(2); // a later reading takes the place of an earlier one
  });

  test('without a stored snapshot: what it needs of others is not known, the rest is', async () => {
    const { endpoint } = await kmsAccount({ k1: { policy: OPEN }, k2: { state: 'PendingDeletion' } });
    const state = scratch();
    const handle = handlerFor(endpoint, state);
    await handle(event('PutKeyPolicy', { keyId: 'k1' }));
    const [first] = messages(state);
    expect(told(first)).toContain('opened kms-key-policy-not-public fail k1');
    await handle(event('ScheduleKeyDeletion', { keyId: 'k2' }));
    const [, second] = messages(state);
    expect(told(second)).toContain('opened kms-key-not-pending-deletion-while-in-use unknown k2');
    const unknown = second?.news.filter(({ finding }) => finding.verdict === 'unknown') ?? [];
    for (const { finding } of unknown)
      expect(finding.reasons?.map((reason) => reason.class)).toContain('not-collected');
  });

  test.each([
    ['a call that AWS refused', { errorCode: 'AccessDenied' }],
    ['a call of another account', { account: '999988887777' }],
  ])('%s is left alone', async (_, rest) => {
    const { keys, asked, state, handle } = await scanned({ k1: {} });
    keys.set('k1', { rotates: false });
    const before = asked.length;
    const { account, ...detail } = rest as { account?: string };
    const said = event('DisableKeyRotation', { keyId: 'k1' }, detail);
    await handle(account ? { ...said, account } : said);
    expect(asked.slice(before)).toEqual([]);
    expect(messages(state)).toEqual([]);
  });

  test('nothing of its parameters is stored or sent but what the resource is called', async () => {
    const { keys, state, handle } = await scanned({ k1: {} });
    keys.set('k1', { rotates: false });
    const hostile = { keyId: 'k1', note: 'CANARY-1', deep: [{ password: 'CANARY-2' }], ['CANARY-3']: 1 };
    await handle(
      event('DisableKeyRotation', hostile, { userIdentity: { arn: 'CANARY-4' }, sourceIPAddress: 'CANARY-5' }),
    );
    expect(messages(state)).toHaveLength(1);
    expect(storedIn(state)).not.toContain('CANARY');
  });
});

describe('what fails comes again', () => {
  test('a list that is refused: the event is thrown back, and the next time it is told', async () => {
    const { keys, replies, state, handle } = await scanned({ k1: {} });
    keys.set('k1', { rotates: false });
    const listed = replies['ListKeys'];
    replies['ListKeys'] = refuse('AccessDeniedException');
    const said = event('DisableKeyRotation', { keyId: 'k1' });
    await expect(handle(said)).rejects.toThrow(
      /DisableKeyRotation of kms.amazonaws.com in eu-west-1 .* event-\d+.*kms:ListKeys/,
    );
    expect(messages(state)).toEqual([]);
    if (listed) replies['ListKeys'] = listed;
    await handle(said);
    expect(told(messages(state)[0])).toEqual(['opened kms-key-rotation-enabled fail k1']);
  });

  test('a receiver that is down gets it with the next event, and the others wait for nobody', async () => {
    const { keys, replies, asked, state, handle } = await scanned({ k1: {} }, `s3,${TOPIC}`);
    keys.set('k1', { rotates: false });
    replies['Publish'] = inTurn(
      refuse('InternalErrorException', 'no', 500),
      refuse('InternalErrorException', 'no', 500),
      PUBLISHED,
    );
    const said = event('DisableKeyRotation', { keyId: 'k1' });
    await expect(handle(said)).rejects.toThrow(/message 1 waits for arn:aws:sns/);
    expect(messages(state)).toHaveLength(1);
    await handle(said);
    await handle(said);
    expect(asked.filter(({ operation }) => operation === 'Publish')).toHaveLength(3);
    expect(messages(state)).toHaveLength(1);
  });

  test('of a batch only the messages whose resources could not be read', async () => {
    const { keys, replies, state, handle } = await scanned({ k1: {}, k2: {} });
    keys.set('k1', { rotates: false });
    const good = event('DisableKeyRotation', { keyId: 'k1' });
    const bad = event('CreateCustomKeyStore', { customKeyStoreName: 'x' });
    replies['DescribeCustomKeyStores'] = refuse('AccessDeniedException');
    const Records = [good, bad, 'no event'].map((body, index) => ({
      messageId: `m${index}`,
      eventSource: 'aws:sqs',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }));
    expect(await handle({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(told(messages(state)[0])).toEqual(['opened kms-key-rotation-enabled fail k1']);
  });

  test('handlers at the same time lose nothing', async () => {
    const ids = ['k1', 'k2', 'k3', 'k4'];
    const { keys, endpoint, state } = await scanned(Object.fromEntries(ids.map((id) => [id, {}])));
    for (const id of ids) keys.set(id, { rotates: false });
    await Promise.all(ids.map((keyId) => handlerFor(endpoint, state)(event('DisableKeyRotation', { keyId }))));
    const lines = messages(state).flatMap(told).sort();
    expect([...new Set(lines)]).toEqual(ids.map((id) => `opened kms-key-rotation-enabled fail ${id}`));
    const sequences = messages(state).map(({ sequence }) => sequence);
    expect(new Set(sequences).size).toBe(sequences.length);
  });
});

describe('a whole scan', () => {
  test('tells what changed since the last one and the events after it, and no more', async () => {
    const { keys, state, handle } = await scanned({ k1: {}, k2: {}, k3: { rotates: false } });
    keys.set('k1', { rotates: false });
    await handle(event('DisableKeyRotation', { keyId: 'k1' }));
    keys.set('k2', { rotates: false });
    keys.delete('k3');
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // runs are told apart by the second
    await handle({ scan: true });
    const [, second] = messages(state);
    expect(told(second)).toContain('opened kms-key-rotation-enabled fail k2');
    expect(told(second)).toContain('gone kms-key-rotation-enabled fail k3');
    expect(told(second).some((line) => line.endsWith('k1'))).toBe(false);
    expect(second?.cause).toEqual({ scan: true });
  });
});

const PUBLISHED = raw(
  200,
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
  'text/xml',
);
