import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createTurns, IN_FLIGHT } from '../../src/aws/turns.ts';
import type { CallRequest } from '../../src/collect/call.ts';
import type { Rates } from '../../src/collect/rates.ts';

const request = (operation: string, region = 'eu-west-1', sdk = 'kms'): CallRequest => ({
  sdk,
  client: 'Client',
  operation,
  region,
  input: {},
});

/** Rates that let an operation begin when it is told to, and remember what was asked of them. */
function byHand(slow: string): { rates: Rates; taken: string[] } {
  const taken: string[] = [];
  const take: Rates['take'] = ({ operation }) => {
    taken.push(operation);
    return operation === slow ? 60_000 : 0;
  };
  return { rates: { take, slowDown: () => {} }, taken };
}

describe('requests in flight', () => {
  /** The most at once of one service in one region, and of all. */
  async function mostOf(requests: readonly CallRequest[]): Promise<[number, number]> {
    const inTurn = createTurns();
    const inFlight = new Map<string, number>();
    const most = { service: 0, whole: 0 };
    await Promise.all(
      requests.map((one) =>
        inTurn(one, async () => {
          const key = `${one.sdk}/${one.region}`;
          inFlight.set(key, (inFlight.get(key) ?? 0) + 1);
          most.service = Math.max(most.service, inFlight.get(key) ?? 0);
          most.whole = Math.max(
            most.whole,
            [...inFlight.values()].reduce((sum, count) => sum + count),
          );
          await pause(1);
          inFlight.set(key, (inFlight.get(key) ?? 0) - 1);
        }),
      ),
    );
    return [most.service, most.whole];
  }

  test('are bounded per service and region, whatever the operation', async () => {
    const two = Array.from({ length: 200 }, (_, index) => request(index % 2 ? 'DescribeKey' : 'GetKeyPolicy'));
    expect(await mostOf(two)).toEqual([IN_FLIGHT.service, IN_FLIGHT.service]);
  });

  test('are bounded in the whole run', async () => {
    const many = Array.from({ length: 400 }, (_, index) => request('DescribeKey', `region-${index % 8}`));
    const [, whole] = await mostOf(many);
    expect(whole).toBe(IN_FLIGHT.whole);
  });
});

describe('who waits for a quota', () => {
  test('holds no place that another operation could use', async () => {
    const abort = new AbortController();
    const { rates, taken } = byHand('ListGrants');
    const inTurn = createTurns({ rates, signal: abort.signal });
    const slow = Array.from({ length: 1000 }, () => inTurn(request('ListGrants'), async () => 'granted'));
    expect(await inTurn(request('DescribeKey'), async () => 'described')).toBe('described');
    // of the thousand one was given a time; what comes behind it is given one by the pace that holds then
    expect(taken.filter((operation) => operation === 'ListGrants')).toHaveLength(1);
    abort.abort();
    const ends = await Promise.allSettled(slow);
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
  });

  test('lets others on when it fails', async () => {
    const inTurn = createTurns();
    const failed = inTurn(request('ListKeys'), async () => Promise.reject(new Error('no')));
    await expect(failed).rejects.toThrow('no');
    expect(await inTurn(request('ListKeys'), async () => 1)).toBe(1);
  });
});
