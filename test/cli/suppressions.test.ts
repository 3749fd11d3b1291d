import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { accountFile, customerKey, volume } from './account.ts';
import { fileWith, run } from './run.ts';

const NOW = { SOURCE_DATE_EPOCH: String(Date.UTC(2026, 5, 1) / 1000) };

async function scanned() {
  const snapshot = accountFile([volume('vol-1', false), volume('vol-2', false), customerKey('k1')]);
  const folder = dirname(snapshot);
  const scan = (...flags: readonly string[]) =>
    run(['scan', '--from', snapshot, '--output', join(folder, 'out'), '--rule', 'ebs-volume-encrypted', ...flags], NOW);
  const first = await scan();
  const report = join(folder, 'out', 'report.json');
  const { findings } = JSON.parse(readFileSync(report, 'utf8')) as { findings: { id: string; verdict: string }[] };
  const file = join(folder, 's.yaml');
  const add = (finding: string, ...flags: readonly string[]) =>
    run(['suppressions', 'add', finding, '--report', report, '--file', file, ...flags], NOW);
  const failing = findings.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
  return { scan, first, file, report, add, failing };
}
const WHY = ['--reason', 'agreed', '--expires', '2026-12-31'];

test('findings that are accepted one by one fail a scan no more', async () => {
  const { scan, first, file, add, failing } = await scanned();
  const [one = '', two = ''] = failing;
  expect(first.code).toBe(1);
  expect(await add(one.slice(0, 10), ...WHY, '--owner', 'ann')).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^ebs-volume-encrypted on arn:.*vol-\d is suppressed until 2026-12-31 by .*s\.yaml\.\n$/,
    ),
  });
  expect((await scan('--suppressions', file)).code).toBe(1);
  chmodSync(file, 0o640);
  await add(two, ...WHY);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  const last = await scan('--suppressions', file);
  expect(last.code).toBe(0);
  expect(last.out).toContain('2 suppressed');
  expect(await add(two, ...WHY)).toMatchObject({ code: 2, notes: expect.stringContaining('already') });
});

test.each([
  ['nobody', WHY, "an id that begins with 'nobody'"],
  ['f', WHY, "'f' begins the ids of 2 findings"],
  ['f1', ['--reason', ' ', '--expires', '2026-12-31'], '--reason is empty'],
  ['f1', ['--reason', 'r', '--expires', 'never'], "--expires takes a day (2027-06-01 at the latest), not 'never'"],
  ['f1', ['--reason', 'r', '--expires', '2027-02-31'], "not '2027-02-31'"],
  ['f1', ['--reason', 'r', '--expires', '2026-05-31'], 'is over already'],
  ['f1', ['--reason', 'r', '--expires', '2027-06-02'], 'within a year, 2027-06-01'],
  ['f1', ['--expires', '2026-12-31'], "required option '--reason <text>'"],
  ['passes', WHY, "an id that begins with 'passes'"],
])("'%s' with %j is not accepted", async (finding, flags, said) => {
  const resource = { id: 'arn', type: 'toy.box', account: '1', region: 'x', tags: {} };
  const findings = Object.entries({ f1: 'fail', f2: 'unknown', passes: 'pass' }).map(([id, verdict]) => ({
    id,
    verdict,
    rule: 'toy-rule',
    resource,
  }));
  const report = fileWith(JSON.stringify({ schemaVersion: '1.0', findings }), 'report.json');
  const file = join(dirname(report), 's.yaml');
  const seen = await run(['suppressions', 'add', finding, '--report', report, '--file', file, ...flags], NOW);
  expect(seen).toMatchObject({ code: 2, out: '', notes: expect.stringContaining(said) });
  expect(existsSync(file)).toBe(false);
});

test('a file is checked against a report', async () => {
  const { file, report, add, failing } = await scanned();
  await add(failing[0] ?? '', ...WHY);
  const more = [
    '  - { id: wide, match: { rules: ["ebs-*"] }, reason: r, expires: 2026-06-10 }\n',
    '  - { id: idle, match: { rules: [rds-instance-encrypted] }, reason: r, expires: 2026-12-31 }\n',
  ];
  writeFileSync(file, readFileSync(file, 'utf8') + more.join(''));
  const seen = await run(['suppressions', 'check', file, '--report', report], NOW);
  expect(seen.code).toBe(0);
  expect(seen.out.split('\n').map((line) => line.replace(/^(.*?) {2,}.*\((.*)\)$/, '$1: $2'))).toEqual([
    'in force: 1 finding; overlaps wide',
    expect.stringMatching(/^expires soon: 2 findings; overlaps ebs-volume-encrypted-[0-9a-f]{8}$/),
    'in force: matches nothing',
    '',
  ]);
  const asJson = await run(['suppressions', 'check', file, '--format', 'json'], NOW);
  expect(JSON.parse(asJson.out)).toContainEqual({
    id: 'idle',
    state: 'in force',
    expires: '2026-12-31',
    reason: 'r',
    overlaps: [],
  });
  const later = await run(['suppressions', 'check', file], { SOURCE_DATE_EPOCH: String(Date.UTC(2027, 0, 1) / 1000) });
  expect(later.code).toBe(1);
});

test('what never ends is refused by a scan and by a check', async () => {
  const { scan } = await scanned();
  const file = fileWith(
    'version: 1\nsuppressions:\n  - { id: s, match: { rules: [a] }, reason: r, expires: 2099-01-01 }\n',
    's.yaml',
  );
  for (const seen of [await scan('--suppressions', file), await run(['suppressions', 'check', file], NOW)])
    expect(seen).toMatchObject({
      code: 2,
      notes: expect.stringMatching(/s\.yaml:3:57: the suppression 's' lasts until/),
    });
});
