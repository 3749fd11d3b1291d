import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBreaker } from '../../src/aws/breaker.ts';
import { createCaller } from '../../src/aws/caller.ts';
import { deadlines, type Timing } from '../../src/aws/timing.ts';
import type { CallRequest } from '../../src/collect/call.ts';
import { inTurn, ok, type Reply, raw, refuse, serve } from './server.ts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const CREDENTIALS = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
const FAST: Partial<Timing> = { attempt: 150, backoff: 1, silence: 600 };
const LIST_KEYS: CallRequest = {
  sdk: 'kms',
  client: 'KMSClient',
  operation: 'ListKeys',
  region: 'eu-west-1',
  input: {},
  required: ['Keys'],
};
const s3 = (operation: string, required?: readonly string[]): CallRequest => ({
  sdk: 's3',
  client: 'S3Client',
  operation,
  region: 'eu-west-1',
  input: { Bucket: 'b' },
  ...(required ? { required } : {}),
});
const KEYS = ok({ Keys: [{ KeyId: 'k' }] });

async function callerOf(replies: Readonly<Record<string, Reply>>, timing = FAST, maxAttempts = 10) {
  const { endpoint, asked } = await serve(replies);
  return { call: createCaller({ credentials: CREDENTIALS, maxAttempts, endpoint, timing }), asked };
}

const never: Reply = () => {};
const drip: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

describe('an attempt ends, and another begins, when', () => {
  test.each([
    ['no answer comes', never],
    ['the body drips', drip],
  ])('%s', async (_, fault) => {
    const { call, asked } = await callerOf({ ListKeys: inTurn(fault, KEYS) });
    expect(await call(LIST_KEYS)).toMatchObject({ Keys: [{ KeyId: 'k' }] });
    expect(asked).toHaveLength(2);
  });
});

test("a date that is none is a malformed answer, and no word of the SDK's", async () => {
  const KeyMetadata = { KeyId: 'k', CreationDate: 'yesterday' };
  const { call } = await callerOf({ DescribeKey: ok({ KeyMetadata }) }, FAST, 1);
  const { required: _, ...rest } = LIST_KEYS;
  await expect(call({ ...rest, operation: 'DescribeKey', input: { KeyId: 'k' } })).rejects.toMatchObject({
    error: { code: 'MalformedAnswer', message: 'the answer could not be read' },
  });
});

test('a call ends with its whole time', async () => {
  const { call } = await callerOf({ ListKeys: never }, { attempt: 400, call: 100 });
  await expect(call(LIST_KEYS)).rejects.toMatchObject({
    error: { code: 'TimeoutError', message: 'no whole answer within 0.1 s' },
  });
});

test('no quota refuses a retry: half of 400 attempts fail, and all 200 calls are answered', async () => {
  const flaky: Reply = (response, asked, count) =>
    (count % 2 ? refuse('KMSInternalException', 'again', 500) : KEYS)(response, asked, count);
  const { call } = await callerOf({ ListKeys: flaky }, { backoff: 1 }, 40);
  const answers = await Promise.all(Array.from({ length: 200 }, () => call(LIST_KEYS)));
  expect(answers).toHaveLength(200);
});

describe('a success of S3 that is none', () => {
  const POLICY = '{"Version":"2012-10-17","Statement":[]}';
  const xml = (body: string) => raw(200, body, 'application/xml');
  test.each([
    ['an empty body', xml('')],
    ['a page of HTML', xml('<html><body>proxy</body></html>')],
    ['a cut document', xml('<VersioningConfiguration><Status>Ena')],
  ])('%s is no versioning', async (_, fault) => {
    const whole = xml('<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>');
    const { call, asked } = await callerOf({
      'GET /b/?versioning=': inTurn(fault, whole),
    });
    expect(await call(s3('GetBucketVersioning'))).toMatchObject({ Status: 'Enabled' });
    expect(asked).toHaveLength(2);
  });

  test('a bucket policy that is cut is no policy', async () => {
    const { call } = await callerOf({
      'GET /b/?policy=': inTurn(
        raw(200, POLICY.slice(0, 30), 'application/json'),
        raw(200, POLICY, 'application/json'),
      ),
    });
    expect(await call(s3('GetBucketPolicy', ['Policy']))).toMatchObject({ Policy: POLICY });
  });
});

describe('the breaker', () => {
  const limits = { unconnected: { failures: 3, over: 0 }, silent: { failures: 4, over: 100 } };

  test('opens after three connections that failed, and closes with an answer', () => {
    const breaker = createBreaker(limits, () => 0);
    for (let count = 0; count < 2; count++) breaker.failed('unconnected');
    expect(breaker.isOpen()).toBe(false);
    breaker.failed('unconnected');
    expect(breaker.isOpen()).toBe(true);
    breaker.answered();
    expect(breaker.isOpen()).toBe(false);
  });

  test('does not take calls that went unanswered together for the end', () => {
    let now = 0;
    const breaker = createBreaker(limits, () => now);
    for (let count = 0; count < 9; count++) breaker.failed('silent');
    expect(breaker.isOpen()).toBe(false);
    now = 100;
    expect(breaker.isOpen()).toBe(true);
  });

  test('stays closed for half a minute after an answer', () => {
    let now = 0;
    const breaker = createBreaker(limits, () => now);
    breaker.answered();
    for (let count = 0; count < 9; count++) breaker.failed('unconnected');
    now = 30_000;
    expect(breaker.isOpen()).toBe(false);
    now = 30_001;
    expect(breaker.isOpen()).toBe(true);
  });

  test('ends all calls to a port that nobody listens on, with few attempts', async () => {
    const call = createCaller({ credentials: CREDENTIALS, maxAttempts: 10, endpoint: 'http://127.0.0.1:1' });
    const start = Date.now();
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => call(LIST_KEYS)));
    expect(Date.now() - start).toBeLessThan(20_000);
    expect(all.every(({ status }) => status === 'rejected')).toBe(true);
    await expect(call(LIST_KEYS)).rejects.toMatchObject({
      error: { code: 'EndpointUnreachable', message: '127.0.0.1 does not answer; it is not asked again' },
    });
  });

  test('of a region ends calls to services that were not asked yet', async () => {
    const { port } = await silence();
    const endpoint = `http://127.0.0.1:${port}`;
    const call = createCaller({ credentials: CREDENTIALS, maxAttempts: 10, endpoint, timing: FAST });
    const asked = ['kms', 's3', 'ec2'].flatMap((sdk) => Array.from({ length: 8 }, () => sdk));
    await Promise.allSettled(asked.map((sdk) => call(DESCRIBE[sdk] as CallRequest)));
    await expect(call({ ...s3('GetCallerIdentity'), sdk: 'sts', client: 'STSClient' })).rejects.toMatchObject({
      error: { code: 'EndpointUnreachable' },
    });
  });

  test('ends calls to a service that never answers, and leaves other regions alone', async () => {
    const { port } = await silence();
    const { endpoint } = await serve({ ListKeys: KEYS });
    const dead = createCaller({
      credentials: CREDENTIALS,
      maxAttempts: 1_000,
      endpoint: `http://127.0.0.1:${port}`,
      timing: FAST,
    });
    const start = Date.now();
    const all = await Promise.allSettled(Array.from({ length: 64 }, () => dead(LIST_KEYS)));
    expect(all.every(({ status }) => status === 'rejected')).toBe(true);
    await expect(dead(LIST_KEYS)).rejects.toMatchObject({ error: { code: 'EndpointUnreachable' } });
    expect(Date.now() - start).toBeLessThan(20_000); // a call by itself would take two minutes
    const alive = createCaller({ credentials: CREDENTIALS, maxAttempts: 10, endpoint, timing: FAST });
    expect(await alive({ ...LIST_KEYS, region: 'us-east-1' })).toMatchObject({ Keys: [{ KeyId: 'k' }] });
  });
});

/** Accepts connections and says nothing. */
async function silence(): Promise<{ readonly port: number }> {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  return silent.address() as { port: number };
}

const DESCRIBE: Readonly<Record<string, CallRequest>> = {
  kms: LIST_KEYS,
  s3: s3('GetBucketVersioning'),
  ec2: { ...LIST_KEYS, sdk: 'ec2', client: 'EC2Client', operation: 'DescribeVolumes' },
};

describe('a deadline', () => {
  test('that an interruption came before has not passed', async () => {
    const abort = new AbortController();
    const limit = deadlines(abort.signal)(5);
    abort.abort();
    await new Promise((resolve) => setTimeout(resolve, 15));
    expect([limit.signal.aborted, limit.passed()]).toEqual([true, false]);
    limit.end();
  });
});

test('static keys that expired are not asked for three times a call', async () => {
  const { call, asked } = await callerOf({ ListKeys: refuse('ExpiredTokenException', 'expired') });
  await expect(call(LIST_KEYS)).rejects.toMatchObject({ error: { code: 'ExpiredTokenException' } });
  expect(asked).toHaveLength(1);
});
