import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { differenceOf } from '../../src/lineage/difference.ts';
import { type Hypothesis, supposing } from '../../src/lineage/hypothesis.ts';
import { type Ledger, ledgerOf } from '../../src/lineage/ledger.ts';
import type { Observation, SnapshotHeader, SnapshotRecord, SnapshotSource } from '../../src/model/snapshot.ts';
import { snapshotOf } from '../../src/snapshot/read.ts';
import { allRules } from '../examples.ts';
import { contextOf } from '../graph/world.ts';

const how = { registry: collectors, rules: allRules().filter(({ info }) => info.default), context: contextOf() };

/** A recorded account as text, so that it can be edited as somebody with an editor would. */
function recorded(file: string) {
  const [header = '', ...lines] = readFileSync(`fixtures/${file}.ndjson`, 'utf8').trimEnd().split('\n');
  const source = (edited: readonly string[]): SnapshotSource =>
    snapshotOf(
      JSON.parse(header) as SnapshotHeader,
      edited.map((line) => JSON.parse(line) as SnapshotRecord),
    );
  const keys = lines
    .filter((line) => line.startsWith('{"type":"aws.kms.key"') && line.includes('"KeyManager":"CUSTOMER"'))
    .map((line) => JSON.parse(line) as Observation);
  return { lines, source, keys };
}

const KEY_LINE = (key: Observation) => `{"type":"aws.kms.key","id":"${key.id}"`;

/** The lines in which the key is disabled, or is not there. */
const edits: Readonly<Record<'disable' | 'delete', (key: Observation) => (line: string) => string[]>> = {
  disable: (key) => (line) => [
    line.startsWith(KEY_LINE(key)) ? line.replace(/"KeyState":"[^"]*"/, '"KeyState":"Disabled"') : line,
  ],
  delete: (key) => (line) => {
    const id = key.id.split('/').at(-1);
    const isAlias =
      line.startsWith('{"type":"aws.kms.alias"') &&
      line.includes(`"TargetKeyId":"${id}"`) &&
      line.includes(`:${key.scope.region}:`);
    return line.startsWith(KEY_LINE(key)) || isAlias ? [] : [line];
  },
};

const tiesOf = ({ lineage }: Ledger): string[] =>
  [...lineage.tied].flatMap((key) => lineage.into(key).map((tie) => JSON.stringify(tie))).sort();

describe.each(['acme', 'edge'])('every key of %s', async (file) => {
  const { lines, source, keys } = recorded(file);
  const before = await ledgerOf(source(lines), how);

  test.each(['disable', 'delete'] as const)(
    'supposed to %s is the snapshot in which it is so',
    async (change) => {
      expect(keys.length).toBeGreaterThan(10);
      for (const key of keys) {
        const supposed = await ledgerOf(supposing(source(lines), key, { change }), how);
        const edited = await ledgerOf(source(lines.flatMap(edits[change](key))), how);
        expect(supposed.findings, key.id).toEqual(edited.findings);
        expect(tiesOf(supposed), key.id).toEqual(tiesOf(edited));
        expect(differenceOf(before, supposed), key.id).toEqual(differenceOf(before, edited));
      }
    },
    300_000,
  );

  test('what stops to open is exactly what lay under it', async () => {
    for (const key of keys) {
      const users = before.lineage.into(key.id).map(({ from, via }) => `${from.id} ${via}`);
      const enabled = before.lineage.hubs.get(key.id)?.read('state') === 'Enabled';
      for (const [change, after] of [
        ['disable', 'no'],
        ['delete', 'lost'],
      ] as const) {
        const { unreadable } = differenceOf(before, await ledgerOf(supposing(source(lines), key, { change }), how));
        expect(
          unreadable.map(({ id, via }) => `${id} ${via}`),
          key.id,
        ).toEqual(enabled ? users : []);
        expect(unreadable.every((row) => row.after === after)).toBe(true);
      }
    }
  }, 300_000);
});

describe('a principal that is taken out', () => {
  const { lines, source, keys } = recorded('acme');
  const key = keys.find(({ answers }) => JSON.stringify(answers).includes('role/orders-reader')) as Observation;
  const lost = async (principal: string) => {
    const hypothesis: Hypothesis = { change: 'remove-principal', principal };
    const difference = differenceOf(
      await ledgerOf(source(lines), how),
      await ledgerOf(supposing(source(lines), key, hypothesis), how),
    );
    expect(difference.unreadable).toEqual([]);
    return difference.access.map(({ power, gained, lost: gone }) => ({ power, gained, gone }));
  };

  test('loses what grants gave', async () => {
    const reader = 'arn:aws:iam::123456789012:role/orders-reader';
    expect(await lost(reader)).toContainEqual({ power: 'decrypt', gained: [], gone: [reader] });
  });

  test('loses what the policy gave, and whoever came through it', async () => {
    const gone = (await lost('arn:aws:iam::123456789012:root')).find(({ power }) => power === 'decrypt')?.gone;
    expect(gone).toContain('arn:aws:iam::123456789012:root');
    expect(gone).not.toContain('arn:aws:iam::123456789012:role/orders-app');
    expect(await lost('123456789012')).toEqual(await lost('arn:aws:iam::123456789012:root'));
  });

  test('who is named nowhere loses nothing', async () => {
    expect(await lost('arn:aws:iam::123456789012:role/nobody')).toEqual([]);
  });
});
