import { describe, expect, test } from 'vitest';
import { createCaller } from '../../src/aws/caller.ts';
import { modules } from '../../src/aws/sdk/index.ts';
import type { CallRequest } from '../../src/collect/call.ts';
import { QUOTAS } from '../../src/collect/quotas.ts';
import { createRates } from '../../src/collect/rates.ts';
import { ok, type Reply, refuse, serve } from '../aws/server.ts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const GRANTS: CallRequest = {
  sdk: 'kms',
  client: 'KMSClient',
  operation: 'ListGrants',
  region: 'eu-west-1',
  input: { KeyId: 'k' },
  required: ['Grants'],
};
const SLOW = { ...GRANTS, operation: 'GetKeyLastUsage' };

/** Lets so many requests a second pass, as AWS counts them, and throttles the others. */
function quota(perSecond: number, burst = perSecond) {
  let tokens = burst;
  let last = 0;
  return {
    passes: (at: number): boolean => {
      tokens = Math.min(burst, tokens + ((at - last) / 1000) * perSecond);
      last = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

const ROUND_TRIP = 20;

/** So many calls by eight at once against a quota, a throttled one again until it is answered; in a time of its own. */
function simulate(calls: number, service: ReturnType<typeof quota>) {
  let clock = 0;
  const rates = createRates({ isAws: true, now: () => clock });
  const lanes = Array.from({ length: 8 }, () => 0);
  const seen = { asked: 0, throttled: 0, seconds: 0 };
  let left = calls;
  while (left > 0) {
    const lane = lanes.indexOf(Math.min(...lanes));
    clock = lanes[lane] as number;
    clock += rates.take(GRANTS);
    seen.asked += 1;
    if (service.passes(clock)) left -= 1;
    else {
      seen.throttled += 1;
      rates.slowDown(GRANTS);
    }
    lanes[lane] = clock + ROUND_TRIP;
    seen.seconds = Math.max(seen.seconds, clock / 1000);
  }
  return seen;
}

describe('a service that enforces its quota', () => {
  test('throttles no call, and is used to four fifths', () => {
    const { throttled, seconds } = simulate(3000, quota(100));
    expect(throttled).toBe(0);
    expect(seconds).toBeLessThan((3000 / 100) * 1.25);
  });

  test('that others use as well, or that allows less than documented, slows the client down', () => {
    const { asked, throttled, seconds } = simulate(3000, quota(50));
    expect(throttled / asked).toBeLessThanOrEqual(0.01);
    expect(seconds).toBeLessThan((3000 / 50) * 1.6);
  });

  test('on the wire: one answer in a hundred is throttled at most', async () => {
    const seen = { asked: 0, throttled: 0 };
    const service = quota(100);
    const enforce: Reply = (response, asked, count) => {
      const passes = service.passes(performance.now());
      seen.asked += 1;
      seen.throttled += passes ? 0 : 1;
      (passes ? ok({ Grants: [] }) : refuse('ThrottlingException'))(response, asked, count);
    };
    const { endpoint } = await serve({ ListGrants: enforce });
    const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
    const call = createCaller({ credentials, maxAttempts: 10, endpoint, rates: createRates({ isAws: true }) });
    await Promise.all(Array.from({ length: 200 }, () => call(GRANTS)));
    expect(seen.throttled / seen.asked).toBeLessThanOrEqual(0.01);
  });
});

describe('turns', () => {
  /** When each of so many requests, all made at once, has its turn. */
  const turns = (count: number, options = { isAws: true }, of: (index: number) => CallRequest = () => GRANTS) => {
    const rates = createRates({ ...options, now: () => 0 });
    return Array.from({ length: count }, (_, index) => Math.round(rates.take(of(index))));
  };

  test('no second sees more than the quota', () => {
    const all = turns(500);
    for (const from of [0, 500, 3_210]) {
      const within = all.filter((at) => at >= from && at < from + 1000);
      expect(within.length).toBeLessThanOrEqual(100);
      expect(within.length).toBeGreaterThanOrEqual(80);
    }
  });

  test('regions and operations have quotas of their own', () => {
    const regions = ['eu-west-1', 'us-east-1', 'eu-central-1'];
    expect(turns(3, { isAws: true }, (index) => ({ ...SLOW, region: regions[index] as string }))).toEqual([0, 0, 0]);
    const operations = ['GetKeyLastUsage', 'ListKeys', 'ListGrants'];
    expect(turns(3, { isAws: true }, (index) => ({ ...GRANTS, operation: operations[index] as string }))).toEqual([
      0, 0, 0,
    ]);
  });

  test('a quota that operations share is shared', () => {
    const operations = ['DescribeTrails', 'GetTrailStatus', 'GetEventSelectors', 'DescribeTrails'];
    const trail = { ...GRANTS, sdk: 'cloudtrail' };
    expect(turns(4, { isAws: true }, (index) => ({ ...trail, operation: operations[index] as string }))).toEqual([
      0, 0, 125, 250,
    ]);
  });

  test('what AWS counts over two clients, or only over some operations of one, is counted so', () => {
    const of = (sdk: string, operation: string) => ({ ...GRANTS, sdk, operation });
    const apis = [of('api-gateway', 'GetRestApis'), of('apigatewayv2', 'GetApis')];
    expect(turns(34, { isAws: true }, (index) => apis[index % 2] as CallRequest).slice(32)).toEqual([125, 250]);
    const ecs = [of('ecs', 'ListClusters'), of('ecs', 'DescribeTaskDefinition')];
    expect(turns(80, { isAws: true }, (index) => ecs[index % 2] as CallRequest).every((at) => at === 0)).toBe(true);
  });

  test('an emulator is not waited for', () => {
    expect(turns(100, { isAws: false }).every((at) => at === 0)).toBe(true);
  });

  test('--max-rps holds for all services and regions together, an emulator too', () => {
    const options = { isAws: false, maxRps: 50 };
    const all = turns(30, options, (index) => ({
      ...GRANTS,
      sdk: `service-${index % 3}`,
      region: `region-${index % 2}`,
    }));
    expect(all).toEqual(Array.from({ length: 30 }, (_, index) => index * 20));
  });
});

test('an interruption ends the wait for a turn', async () => {
  const abort = new AbortController();
  const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
  const rates = { take: () => 3_600_000, slowDown: () => {} };
  const call = createCaller({ credentials, maxAttempts: 1, rates, signal: abort.signal });
  const waiting = call(GRANTS);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ error: { code: 'Interrupted' } });
});

test('a quota names an operation that the SDK has', async () => {
  expect(Object.keys(QUOTAS).filter((name) => !modules[name.split(':')[0] as string])).toEqual([]);
  const named = Object.keys(QUOTAS).map((name) => name.split(':') as [string, string]);
  const wrong: string[] = [];
  for (const [sdk, operation] of named) {
    if (operation === '*') continue;
    const client: object = await import(`@aws-sdk/client-${sdk}`);
    if (!(`${operation}Command` in client)) wrong.push(`${sdk}:${operation}`);
  }
  expect(wrong).toEqual([]);
});
