import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { isListing } from '../../src/model/snapshot.ts';
import { cutIn, type Denied, denyIn, errorOf, idsAsked, operationsIn } from './deny.ts';
import { judge, readFixture, type Said, type Snapshot } from './judge.ts';
import { chance } from './random.ts';
import { isOwned, wrongs } from './relation.ts';

const FILES = readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ndjson'))
  .sort();

/** Hundreds of accounts are judged. */
const TIME = 600_000;

/** In a small account each call is refused by itself; in a large one that is for the full size. */
const EACH_CALL = process.env['CHAOS'] === 'full' ? Number.POSITIVE_INFINITY : 100;

/** What to refuse, one run each: a whole operation, then its calls one by one, or half of them. */
function refusals(snapshot: Snapshot): Denied[] {
  return operationsIn(snapshot, collectors).flatMap((operation, at): Denied[] => {
    const ids = idsAsked(snapshot, collectors, operation);
    const parts =
      snapshot.records.length <= EACH_CALL
        ? ids.map((one) => (id: string) => id === one)
        : [(id: string) => chance(operation, id) < 0.5];
    const byPart = parts.map((about, index): Denied => {
      const error = errorOf(operation, (at + index) % 2 === 0 ? 'scp' : 'unknown');
      return { operation, about, error };
    });
    return [{ operation, error: errorOf(operation, 'iam') }, ...(ids.length > 1 ? byPart : [])];
  });
}

describe.each(FILES)('%s', (file) => {
  const snapshot = readFixture(file);
  let clean: Said;
  beforeAll(async () => {
    clean = await judge(snapshot);
  });

  async function wrongIn(blind: Snapshot, operation: string): Promise<string[]> {
    const names = (told: string) => told === operation;
    const said = await judge(blind);
    const owned = isOwned(clean, said, names) ? [] : ['a verdict changed, and no gap says so'];
    return [...wrongs(clean, said, names), ...owned].map((one) => `without ${operation}: ${one}`);
  }

  test(
    'each operation refused, for all and for some: no verdict is wrong, none vanishes',
    async () => {
      const all = refusals(snapshot);
      const wrong: string[] = [];
      for (const denied of all) wrong.push(...(await wrongIn(denyIn(snapshot, collectors, denied), denied.operation)));
      expect(all.length).toBeGreaterThan(0);
      expect(wrong).toEqual([]);
    },
    TIME,
  );

  test(
    'each listing cut in the middle',
    async () => {
      const wrong: string[] = [];
      const listed = snapshot.records.filter(isListing).filter(({ count }) => count > 0);
      const types = new Set(listed.map(({ listing }) => listing));
      for (const { type, list } of collectors)
        if (list && types.has(type))
          wrong.push(...(await wrongIn(cutIn(snapshot, collectors, type), `${list.sdk}:${list.operation}`)));
      expect(wrong).toEqual([]);
    },
    TIME,
  );
});

test('there are fixtures', () => expect(FILES.length).toBeGreaterThan(1));
