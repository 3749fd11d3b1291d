import { expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { buildGraph } from '../../src/graph/graph.ts';
import { lineageOf } from '../../src/graph/lineage.ts';
import { affectedOf, usersOf } from '../../src/keys/users.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { snapshotLines } from '../../src/snapshot/order.ts';
import { snapshotOf } from '../../src/snapshot/read.ts';
import { fileWith, run } from '../cli/run.ts';
import { contextOf, denied, OTHER } from '../graph/world.ts';
import { isShared, type Known, knownAccounts } from './known.ts';

const lineageFor = async ({ header }: Known, records: readonly SnapshotRecord[]) =>
  lineageOf(await buildGraph(snapshotOf(header, records), collectors, contextOf()), collectors);

test.each([2_463_534_242, 88_172_645, 521_288_629])(
  'what is under which key is exactly what was put there (%s)',
  async (seed) => {
    const known = knownAccounts(seed);
    expect(known.resources).toBeGreaterThan(2000);
    expect(known.keys.length).toBeGreaterThan(100);
    const lineage = await lineageFor(known, known.records);
    expect([...lineage.tied].sort()).toEqual([...known.usedBy.keys()].sort());
    for (const key of new Set([...known.keys, ...known.usedBy.keys()])) {
      const rows = usersOf(key, lineage).map(({ id, via }) => `${id} ${via}`);
      expect(rows, key).toEqual([...(known.usedBy.get(key) ?? [])].sort());
      const instances = rows.flatMap((row) => [...(known.carriedBy.get(row.split(' ')[0] ?? '') ?? [])]);
      expect(
        affectedOf(key, lineage).map(({ id }) => id),
        key,
      ).toEqual([...new Set(instances)].sort());
      if (known.keys.includes(key)) expect(lineage.unseen(key), key).toBeUndefined();
    }
  },
);

test('how a trace ended is told apart', async () => {
  const known = knownAccounts(2_463_534_242);
  const lineage = await lineageFor(known, known.records);
  for (const key of known.usedBy.keys()) {
    const states = new Set(lineage.into(key).map(({ state }) => state));
    const [, , , , region = '', account = ''] = key
      .split(/[:/]/)
      .flatMap((part, index) => (index === 0 ? ['', part] : [part]));
    const wanted = known.keys.includes(key)
      ? 'resolved'
      : account === '999999999999' || region === 'sa-east-1' || (account === '444455556666' && region === 'ap-south-1')
        ? 'foreign'
        : key.includes('alias/aws/')
          ? 'not-collected'
          : 'gone';
    expect([key, ...states]).toEqual([key, wanted]);
  }
});

test('what was listed in part is complete for no key whose users may be there, and for all others', async () => {
  const known = knownAccounts(88_172_645);
  const failed = denied('sqs:ListQueues');
  const records = known.records.map((record) =>
    'listing' in record &&
    record.listing === 'aws.sqs.queue' &&
    record.scope.region === 'us-east-1' &&
    record.scope.account === OTHER
      ? { ...record, complete: false, error: failed }
      : record,
  );
  const lineage = await lineageFor(known, records);
  const shared = (key: string) => key.includes('key/1111') && isShared(Number(key.slice(-12)));
  for (const key of known.keys) {
    const may = key.includes(':us-east-1:') && (key.includes(OTHER) || shared(key));
    expect([key, lineage.unseen(key)?.operation]).toEqual([key, may ? 'sqs:ListQueues' : undefined]);
  }
});

test('the commands say the same', async () => {
  const known = knownAccounts(521_288_629);
  const file = fileWith(`${snapshotLines(known.header, known.records).join('\n')}\n`, 'known.ndjson');
  const rows = JSON.parse((await run(['key', 'list', '--from', file, '--format', 'json'])).out) as {
    key: { arn: string };
    users: number;
  }[];
  const named = (key: string) => new Set([...(known.usedBy.get(key) ?? [])].map((row) => row.split(' ')[0])).size;
  expect(new Map(rows.map(({ key, users }) => [key.arn, users]))).toEqual(
    new Map([...new Set([...known.keys, ...known.usedBy.keys()])].map((key) => [key, named(key)])),
  );
  const key = known.keys[3] ?? '';
  const { usedBy, usedByComplete } = JSON.parse(
    (await run(['key', 'show', key, '--from', file, '--format', 'json'])).out,
  );
  expect(usedByComplete).toBe(true);
  expect(usedBy.map(({ id, via }: { id: string; via: string }) => `${id} ${via}`)).toEqual(
    [...(known.usedBy.get(key) ?? [])].sort(),
  );
});
