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

async function without(denial: Denial): Promise<Said> {
  world.proxy.calm();
  world.proxy.deny(denial);
  return judge(await take({ endpoint: world.proxy.endpoint, deep: true }));
}

test.each(Object.keys(KINDS).slice(0, FULL ? undefined : 2))(
  'every operation denied %s: no verdict is wrong, none vanishes, and a gap says so',
  async (kind) => {
    const operations = world.operations.filter((operation) => !ELSEWHERE.has(operation));
    expect(operations.length).toBeGreaterThan(40);
    const wrong: string[] = [];
    for (const operation of operations) {
      const blind = await without((KINDS[kind] as (operation: string) => Denial)(operation));
      const names = (told: string): boolean => told.split(':')[1] === operation.split(':')[1];
      const found = wrongs(world.said, blind, names);
      if (!isOwned(world.said, blind, names)) found.push('a verdict changed, and no gap says so');
      if (kind !== 'for some resources' && blind.complete) found.push('the run calls itself complete');
      wrong.push(...found.map((one) => `${operation} denied ${kind}: ${one}`));
    }
    expect(wrong).toEqual([]);
  },
);

test('the regions come from EC2 where the account service may not be asked', async () => {
  expect((await without({ operation: 'account:ListRegions' })).findings).toEqual(world.said.findings);
});

test('without a caller identity nothing is scanned', async () => {
  await expect(without({ operation: 'sts:GetCallerIdentity' })).rejects.toThrow('sts:GetCallerIdentity: AccessDenied');
});
