import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type CallerOptions, createCaller } from '../../src/aws/caller.ts';
import { createOpening } from '../../src/aws/opening.ts';
import type { CallRequest } from '../../src/collect/call.ts';
import { ok, type Reply, serve } from './server.ts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** Milliseconds until a region is given up, against the seven and a half seconds of a scan. */
const SILENCE = 1_600;
/** Far more than a call may take here. */
const ATTEMPT = 30_000;

const request = (sdk: string, client: string, operation: string, region: string): CallRequest => ({
  ...{ sdk, client, operation, region, input: {} },
});

/** Many calls of eight services, as a scan of a region begins. */
const calls = (region = 'eu-west-1'): CallRequest[] =>
  [
    request('acm', 'ACMClient', 'ListCertificates', region),
    request('cloudtrail', 'CloudTrailClient', 'DescribeTrails', region),
    request('cloudwatch-logs', 'CloudWatchLogsClient', 'DescribeLogGroups', region),
    request('dynamodb', 'DynamoDBClient', 'ListTables', region),
    request('kms', 'KMSClient', 'ListKeys', region),
    request('kms', 'KMSClient', 'ListAliases', region),
    request('secrets-manager', 'SecretsManagerClient', 'ListSecrets', region),
    request('ssm', 'SSMClient', 'DescribeParameters', region),
  ].flatMap((one) => [one, one, one, one]);

const OPERATIONS = [...new Set(calls().map(({ operation }) => operation))];

/** All at once, of a service that replies to everything so; codes of the errors, `answered` for the others. */
async function outcome(reply: Reply, requests = calls(), options: Partial<CallerOptions> = {}) {
  const { endpoint, asked } = await serve(Object.fromEntries(OPERATIONS.map((name) => [name, reply])));
  const call = createCaller({
    credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' }),
    maxAttempts: 10,
    endpoint,
    timing: { attempt: ATTEMPT, silence: SILENCE, backoff: 1 },
    ...options,
  });
  await call(calls('eu-north-1')[0] as CallRequest).catch(() => {}); // what loads the SDK takes its time
  asked.length = 0;
  const ends = await Promise.allSettled(requests.map(call));
  await call.close();
  const told = ends.map((end) => (end.status === 'rejected' ? end.reason.error.code : 'answered'));
  return { told, asked };
}

const inRegion =
  (name: string, reply: Reply): Reply =>
  (response, asked, count) =>
    (asked.region === name ? reply : ok({}))(response, asked, count);

const hang: Reply = () => {};
/** Byte by byte, to its end where that comes. */
const drip =
  (bytes: number): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': bytes });
    const rest = [...' '.repeat(bytes - 2), '{', '}'];
    const timer = setInterval(() => {
      response.write(rest.shift() ?? '');
      if (rest.length === 0) response.end();
    }, 150);
    response.on('close', () => clearInterval(timer));
  };
const reset: Reply = (response) => void response.socket?.resetAndDestroy();
const late =
  (ms: number): Reply =>
  (response, asked, count) =>
    void pause(ms).then(() => ok({})(response, asked, count));

describe('a region that never answers is given up as a whole', () => {
  test.each([
    ['accepts connections and hangs', hang],
    ['drips', drip(1_000)],
  ])('when it %s: few calls ask, all end, and another region is read', async (_, reply) => {
    const requests = [...calls('eu-west-1'), ...calls('us-east-1')];
    const { told, asked } = await outcome(inRegion('eu-west-1', reply), requests);
    expect(new Set(told.slice(0, calls().length))).toEqual(new Set(['EndpointUnreachable']));
    expect(new Set(told.slice(calls().length))).toEqual(new Set(['answered']));
    expect(asked.filter(({ region }) => region === 'eu-west-1').length).toBeLessThanOrEqual(6);
  });

  test('when it drips, though short answers come to their end', async () => {
    const { told, asked } = await outcome(inRegion('eu-west-1', drip(9)));
    expect(told.filter((one) => one === 'EndpointUnreachable').length).toBeGreaterThan(calls().length / 2);
    expect(asked.length).toBeLessThan(calls().length / 2);
  });

  test('when it resets every connection', async () => {
    const { told } = await outcome(inRegion('eu-west-1', reset), calls(), {
      maxAttempts: 1_000,
      timing: { attempt: ATTEMPT, silence: SILENCE, backoff: 20 },
    });
    expect(new Set(told)).toEqual(new Set(['EndpointUnreachable']));
  });
});

describe('a region that is slow is read', () => {
  test('whose first answers take more than half of the time', async () => {
    const { told, asked } = await outcome((response, one, count) =>
      (count === 1 ? late(SILENCE * 0.6) : ok({}))(response, one, count),
    );
    expect(new Set(told)).toEqual(new Set(['answered']));
    expect(asked).toHaveLength(calls().length); // none was cut and asked again
  });

  test('all of whose answers take that long', async () => {
    const few = calls().filter((_, index) => index % 4 === 0);
    const { told } = await outcome(inRegion('eu-west-1', late(SILENCE * 0.6)), few);
    expect(new Set(told)).toEqual(new Set(['answered']));
  });

  test('where what was asked first hangs for ever: other services tell that it lives', async () => {
    const asked: string[] = [];
    const reply: Reply = (response, one, count) => {
      if (!asked.includes(one.operation)) asked.push(one.operation);
      (asked.indexOf(one.operation) < 3 ? hang : ok({}))(response, one, count);
    };
    const { told } = await outcome(inRegion('eu-west-1', reply), calls(), {
      timing: { attempt: SILENCE * 2, call: SILENCE * 3, silence: SILENCE, backoff: 1 },
    });
    expect(told.filter((one) => one === 'answered')).toHaveLength(5 * 4);
    expect(told).not.toContain('EndpointUnreachable');
  });

  test('whose first connections hang', async () => {
    const { told } = await outcome(
      inRegion('eu-west-1', (response, one, count) => (count === 1 ? hang : ok({}))(response, one, count)),
      Array.from({ length: 4 }, () => request('kms', 'KMSClient', 'ListKeys', 'eu-west-1')),
      { timing: { attempt: SILENCE * 2, silence: SILENCE, backoff: 1 } },
    );
    expect(new Set(told)).toEqual(new Set(['answered']));
  });
});

test('where one endpoint is busy with other regions, who waits behind them is not given up', async () => {
  const slow: Reply = (response, asked, count) => {
    setTimeout(() => ok({})(response, asked, count), asked.region === 'eu-west-1' ? 1.6 * SILENCE : SILENCE / 2);
  };
  const { told } = await outcome(slow, [...calls('eu-west-1'), ...calls('eu-central-1')]);
  expect(new Set(told)).toEqual(new Set(['answered']));
});

test('an interruption ends the wait for the first answer', async () => {
  const abort = new AbortController();
  const { told } = await outcome(
    inRegion('eu-west-1', () => abort.abort()),
    calls(),
    { signal: abort.signal },
  );
  expect(new Set(told)).toEqual(new Set(['Interrupted']));
});

test('that one service was asked in vain, and nobody since, says nothing of the region', async () => {
  const opening = createOpening(100);
  opening.asked(() => {})();
  await pause(250);
  expect(opening.isDead()).toBe(false);
  opening.asked(() => {}); // does not end
  await pause(250);
  expect(opening.isDead()).toBe(true);
});
