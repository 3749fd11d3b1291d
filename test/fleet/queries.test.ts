import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrganizationRun } from '../../src/model/organization.ts';
import { run } from '../cli/run.ts';
import { storeOf } from './recorded.ts';

/** Every query of docs/queries.md, on a store of two days between which a volume was opened and another one closed. */
const OPENED = 'arn:aws:ec2:eu-west-1:123456789012:volume/vol-129eb9c5d75dec53c';
const MENDED = 'arn:aws:ec2:eu-central-1:123456789012:volume/vol-ca1885e2f6c5f34d6';
const DAYS = ['2026-11-14', '2026-11-15'] as const;

const folder = mkdtempSync(join(tmpdir(), 'sealscan-queries-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const blocks = [...readFileSync('docs/queries.md', 'utf8').matchAll(/(?:### (\d+)\. [^\n]*\n\n)?```sql\n(.*?)```/gs)];
const query = (number: number): string => blocks.find(([, found]) => Number(found) === number)?.[2] ?? '';

function nextDay(line: string): string {
  if (line.includes(`"id":"${OPENED}"`)) return line.replace('"Encrypted":true', '"Encrypted":false');
  return line.includes(`"id":"${MENDED}"`) ? line.replace('"Encrypted":false', '"Encrypted":true') : line;
}

let db: DuckDBConnection;
let last: OrganizationRun;
beforeAll(async () => {
  await storeOf(folder, `${DAYS[0]}T08:00:00Z`);
  await storeOf(folder, `${DAYS[1]}T08:00:00Z`, nextDay);
  const judged = ['--fail-on', 'none', '--allow-incomplete'];
  for (const date of DAYS)
    expect(await run(['fleet', 'reduce', '--store', folder, '--date', date, ...judged])).toMatchObject({ code: 0 });
  last = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as OrganizationRun;
  db = await (await DuckDBInstance.create(':memory:', { file_search_path: folder })).connect();
  for (const [, number, sql = ''] of blocks) if (!number) await db.run(sql);
}, 120_000);

type Row = Readonly<Record<string, unknown>>;
const rows = async (number: number): Promise<readonly Row[]> =>
  (await db.runAndReadAll(query(number))).getRowObjectsJson() as Row[];
const sum = (found: readonly Row[], column: string): number => found.reduce((all, row) => all + Number(row[column]), 0);

test('ten queries and one are there', () => {
  expect(blocks.flatMap(([, number]) => (number ? [Number(number)] : []))).toEqual(
    [...Array(11).keys()].map((n) => n + 1),
  );
});

test('how accounts stand, and which rules fail, as the report says', async () => {
  const { critical, high } = last.counts.bySeverity;
  const { fail, unknown } = last.counts.findings;
  const [account] = await rows(1);
  expect(account).toEqual({
    account: '123456789012',
    critical: String(critical),
    high: String(high),
    fails: String(fail),
    unknown: String(unknown),
  });
  const [worst] = await rows(2);
  expect(last.rules.find(({ id }) => id === worst?.['rule'])?.fail).toBe(Number(worst?.['fails']));
  expect(Number(worst?.['fails'])).toBe(Math.max(...last.rules.map((rule) => rule.fail)));
});

test('what is new and what was mended is the volume that was opened and the one that was closed', async () => {
  expect(await rows(3)).toEqual([
    { account: '123456789012', severity: 'high', rule: 'ebs-volume-encrypted', resource: OPENED },
  ]);
  expect(await rows(4)).toEqual([{ account: '123456789012', rule: 'ebs-volume-encrypted', resource: MENDED }]);
});

test('the course over days has both of them, as the history of the report does', async () => {
  const found = await rows(5);
  expect([...new Set(found.map(({ date }) => date))]).toEqual([...DAYS]);
  expect(last.history.map(({ takenAt }) => takenAt.slice(0, 10))).toEqual([...DAYS]);
  for (const { takenAt, counts } of last.history)
    expect(
      sum(
        found.filter(({ date }) => date === takenAt.slice(0, 10)),
        'fails',
      ),
    ).toBe(counts.findings.fail);
});

test('what was not seen names calls, permissions and listings', async () => {
  expect(await rows(6)).toContainEqual(
    expect.objectContaining({ permission: 'kms:GetKeyPolicy', code: 'AccessDeniedException', accounts: '1' }),
  );
  expect(await rows(7)).toEqual([
    expect.objectContaining({ region: 'eu-central-1', listing: 'aws.rds.proxy', code: 'AccessDenied' }),
  ]);
});

test('open gigabytes are those of the open volumes', async () => {
  const lines = readFileSync('fixtures/acme.ndjson', 'utf8').split('\n').map(nextDay);
  const open = lines.filter(
    (line) => line.startsWith('{"type":"aws.ec2.volume"') && line.includes('"Encrypted":false'),
  );
  const sizes = open.map((line) => Number(/"Size":(\d+)/.exec(line)?.[1]));
  const found = await rows(8);
  expect([sum(found, 'volumes'), sum(found, 'gib')]).toEqual([open.length, sizes.reduce((all, size) => all + size, 0)]);
});

test('every fail is somebody’s, by a tag', async () => {
  const found = await rows(9);
  expect(sum(found, 'fails')).toBe(last.counts.findings.fail);
  expect(found.map(({ team }) => team)).toEqual(expect.arrayContaining(['(nobody)', 'payments']));
});

test('keys of others, and keys that go, are found with what names them', async () => {
  expect(await rows(10)).toEqual([
    expect.objectContaining({ type: 'aws.ec2.volume', key: expect.stringContaining(':444455556666:key/') }),
  ]);
  const going = await rows(11);
  expect(new Set(going.map(({ state }) => state))).toEqual(new Set(['Disabled', 'PendingDeletion']));
  expect(going.every(({ type }) => !String(type).startsWith('aws.kms.'))).toBe(true);
});
