import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Denial } from '../emulator/faults.ts';
import { judge, type Said } from './judge.ts';
import { take } from './live.ts';
import { chance } from './random.ts';
import { isOwned, wrongs } from './relation.ts';
import { FULL, type StormyWorld, startWorld } from './world.ts';

/** Without these there is no account, or another operation takes their place. */
const ELSEWHERE = new Set(['sts:GetCallerIdentity', 'account:ListRegions']);

const KINDS: Readonly<Record<string, (operation: string) => Denial>> = {
  'by IAM': (operation) => ({ operation }),
  'by an SCP': (operation) => ({ operation, by: 'scp' }),
  'for some resources': (operation) => ({
    operation,
    match: ({ input }) => chance(operation, JSON.stringify(input)) < 0.1,
  }),
  'with an unknown error': (operation) => ({
    operation,
    with: { code: 'WeirdFailure', message: 'something went wrong', status: 400 },
  }),
};

let world: StormyWorld;
beforeAll(async () => {
  world = await startWorld({ deep: true });
});
afterEach(() => world.proxy.calm());
afterAll(() => world?.stop());

async function without(...denials: readonly Denial[]): Promise<Said> {
  world.proxy.calm();
  for (const denial of denials) world.proxy.deny(denial);
  return judge(await take({ endpoint: world.proxy.endpoint, deep: true }));
}

/** One at a time at full size. In CI several at once, each of another service as far as that goes. */
function bunches(operations: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(operations.length / (FULL ? 1 : 12));
  return Array.from({ length: count }, (_, at) => operations.filter((_operation, index) => index % count === at));
}

test.each(Object.keys(KINDS))(
  'every operation denied %s: no verdict is wrong, none vanishes, and a gap says so',
  async (kind) => {
    const operations = world.operations.filter((operation) => !ELSEWHERE.has(operation));
    expect(operations.length).toBeGreaterThan(40);
    const wrong: string[] = [];
    for (const bunch of bunches(operations)) {
      const blind = await without(...bunch.map(KINDS[kind] as (operation: string) => Denial));
      const names = (told: string): boolean => bunch.some((one) => told.split(':')[1] === one.split(':')[1]);
      const found = wrongs(world.said, blind, names);
      if (!isOwned(world.said, blind, names)) found.push('a verdict changed, and no gap says so');
      if (kind !== 'for some resources') found.push(...unsaid(bunch, blind));
      wrong.push(...found.map((one) => `${bunch.join(', ')} denied ${kind}: ${one}`));
    }
    expect(wrong).toEqual([]);
  },
);

/** What was asked and denied is a gap; where the list was denied, nobody asked for more. */
function unsaid(denied: readonly string[], { gaps, complete }: Said): string[] {
  const asked = denied.filter((operation) => world.proxy.asked.has(operation));
  const silent = asked.filter((name) => !gaps.some(({ operation }) => operation.split(':')[1] === name.split(':')[1]));
  return [...silent.map((one) => `${one} is no gap`), ...(complete ? ['the run calls itself complete'] : [])];
}

test('the regions come from EC2 where the account service may not be asked', async () => {
  expect((await without({ operation: 'account:ListRegions' })).findings).toEqual(world.said.findings);
});

test('without a caller identity nothing is scanned', async () => {
  await expect(without({ operation: 'sts:GetCallerIdentity' })).rejects.toThrow('sts:GetCallerIdentity: AccessDenied');
});
