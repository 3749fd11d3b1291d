import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LISTING_NAMES } from '../emulator/pages.ts';
import { judge } from './judge.ts';
import { documents, QUICK, type Taking, take } from './live.ts';
import type { Rates } from './proxy.ts';
import { wrongs } from './relation.ts';
import { FULL, type StormyWorld, seeds, startWorld } from './world.ts';

const MIXED: Rates = {
  throttle: 0.2,
  'server-error': 0.1,
  reset: 0.05,
  'cut-connection': 0.05,
  'cut-body': 0.05,
  html: 0.03,
  empty: 0.03,
  hang: 0.01,
};

let world: StormyWorld;
let clean: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await startWorld({ deep: false });
  clean = await documents(world.snapshot);
});
afterEach(() => world.proxy.calm());
afterAll(() => world?.stop());

/** Names of the documents that differ, which are too long to print, and what was missed. */
async function differing(options: Partial<Taking> = {}): Promise<string[]> {
  const snapshot = await take({ endpoint: world.proxy.endpoint, timing: QUICK, ...options });
  const texts = await documents(snapshot);
  const names = Object.keys(clean).filter((name) => texts[name] !== clean[name]);
  const { gaps } = names.length > 0 ? await judge(snapshot) : { gaps: [] };
  return [
    ...names,
    ...gaps.map(({ region, operation, code, message }) => [region, operation, code, message].join(' ')),
  ];
}

/** What a run that missed something says wrong. */
async function wronged(options: Partial<Taking> = {}) {
  const blind = await judge(await take({ endpoint: world.proxy.endpoint, timing: QUICK, ...options }));
  const missed = new Set(blind.gaps.map(({ operation }) => operation));
  return { blind, wrong: wrongs(world.said, blind, (operation) => missed.has(operation)) };
}

test('the clean run misses nothing', () => {
  expect(world.said.gaps).toEqual([]);
  expect(world.said.findings.size).toBeGreaterThan(500);
});

describe('about half of all requests go wrong, each at most three times in a row', () => {
  test.each(seeds(2, 20))('seed %i: the same bytes', async (seed) => {
    world.proxy.storm({ seed, rates: MIXED, inARow: 3 });
    expect(await differing()).toEqual([]);
    for (const fault of Object.keys(MIXED)) expect([...world.proxy.faults.keys()], fault).toContain(fault);
  });
});

describe('half of all requests go wrong, without limit', () => {
  const cases = seeds(1, 10).flatMap((seed) => [[seed, 'server-error'] as const, [seed, 'throttle'] as const]);
  test.each(cases)('seed %i, %s: the same, or unknown', async (seed, fault) => {
    world.proxy.storm({ seed, rates: { [fault]: 0.5 }, inARow: Number.MAX_SAFE_INTEGER });
    expect((await wronged()).wrong).toEqual([]);
  });
});

describe('answers that do not come', () => {
  test('slow drips and hangs are cut and asked again: the same bytes', async () => {
    world.proxy.storm({ seed: 1, rates: { drip: 0.02, hang: 0.02 }, inARow: 2 });
    expect(await differing()).toEqual([]);
  });

  test('a service that hangs for ever ends as a gap, soon', async () => {
    world.proxy.blackout(({ service }) => service === 'rds');
    const start = Date.now();
    const { blind, wrong } = await wronged({ timing: { attempt: 800, backoff: 5 } });
    expect(Date.now() - start).toBeLessThan(15_000);
    expect(wrong).toEqual([]);
    expect(blind.complete).toBe(false);
    expect(blind.gaps.every(({ operation }) => operation.startsWith('rds:'))).toBe(true);
  });

  test.each(['hang', 'drip'] as const)(
    'a region whose answers all %s costs ten seconds at most, and the others are read',
    async (how) => {
      const start = Date.now();
      await wronged();
      const middle = Date.now();
      world.proxy.blackout(({ region }) => region === 'us-east-1', how);
      const { blind, wrong } = await wronged({ timing: FULL ? {} : { silence: 2_000 } });
      expect(Date.now() - middle).toBeLessThan(10_000 + middle - start);
      expect(wrong).toEqual([]);
      expect(new Set(blind.gaps.map(({ region }) => region))).toEqual(new Set(['us-east-1']));
    },
  );

  test('an endpoint that nobody listens on ends with one sentence', async () => {
    const start = Date.now();
    await expect(take({ endpoint: 'http://127.0.0.1:1', timing: QUICK })).rejects.toThrow(
      /EndpointUnreachable|ECONNREFUSED/,
    );
    expect(Date.now() - start).toBeLessThan(10_000);
  });

  test('an endpoint that accepts and says nothing ends', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const start = Date.now();
    const timing = { attempt: 500, call: 3_000, backoff: 5 };
    await expect(take({ endpoint: `http://127.0.0.1:${port}`, timing })).rejects.toThrow(/TimeoutError/);
    expect(Date.now() - start).toBeLessThan(10_000);
    silent.close();
  });
});

describe('pages', () => {
  const of = (size: number) => LISTING_NAMES.map((operation) => ({ operation, size }));
  afterEach(() => world.page([]));

  test.each(FULL ? [1, 2, 7] : [2])('of %i, in good weather and in a storm: the same bytes', async (size) => {
    await world.page(of(size));
    expect(await differing({ timing: {} })).toEqual([]);
    world.proxy.storm({ seed: size, rates: MIXED, inARow: 3 });
    expect(await differing()).toEqual([]);
  });

  test('that repeat their token are a gap, not a loop', async () => {
    await world.page(of(2));
    world.proxy.repeatTokens();
    const { blind, wrong } = await wronged({ timing: {} });
    expect(wrong).toEqual([]);
    expect(blind.gaps.map(({ code }) => code)).toContain('RepeatedToken');
  });
});
