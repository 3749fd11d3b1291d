import { beforeAll, describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { isListing } from '../../src/model/snapshot.ts';
import { cutIn, type Denied, denyIn, errorOf, KINDS, operationsIn } from './deny.ts';
import { judge, readFixture, type Said } from './judge.ts';
import { isOwned, wrongs } from './relation.ts';

describe.each(['acme.ndjson', 'edge.ndjson'])('%s', (file) => {
  const snapshot = readFixture(file);
  let clean: Said;
  beforeAll(async () => {
    clean = await judge(snapshot);
  });

  async function wrongWithout(denied: Denied): Promise<string[]> {
    const names = (operation: string) => operation === denied.operation;
    const blind = await judge(denyIn(snapshot, collectors, denied));
    const owned = isOwned(clean, blind, names) ? [] : ['a verdict changed, and no gap says so'];
    return [...wrongs(clean, blind, names), ...owned].map((one) => `without ${denied.operation}: ${one}`);
  }

  test.each(KINDS)('each operation refused (%s): no verdict is wrong, none vanishes', async (kind) => {
    const wrong: string[] = [];
    for (const operation of operationsIn(snapshot, collectors))
      wrong.push(...(await wrongWithout({ operation, error: errorOf(operation, kind) })));
    expect(wrong).toEqual([]);
  });

  test('each call about one resource refused', async () => {
    const wrong: string[] = [];
    const asked = snapshot.records.flatMap((record) => {
      const calls = isListing(record) ? [] : (collectors.find(({ type }) => type === record.type)?.calls ?? []);
      return isListing(record)
        ? []
        : calls
            .filter(({ name }) => record.answers[name] !== undefined)
            .map(({ sdk, operation }) => ({ id: record.id, operation: `${sdk}:${operation}` }));
    });
    for (const { id, operation } of asked)
      wrong.push(...(await wrongWithout({ id, operation, error: errorOf(operation, 'iam') })));
    expect(asked.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  test('each listing cut in the middle', async () => {
    const wrong: string[] = [];
    const types = new Set(snapshot.records.filter(isListing).map(({ listing }) => listing));
    for (const { type, list } of collectors) {
      if (!list || !types.has(type)) continue;
      const operation = `${list.sdk}:${list.operation}`;
      const blind = await judge(cutIn(snapshot, collectors, type));
      wrong.push(...wrongs(clean, blind, (name) => name === operation).map((one) => `${type} cut: ${one}`));
    }
    expect(wrong).toEqual([]);
  });
});
