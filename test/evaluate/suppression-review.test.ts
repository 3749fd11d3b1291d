import { expect, test } from 'vitest';
import { readReport } from '../../src/evaluate/report-file.ts';
import { readSuppressions } from '../../src/evaluate/suppression-file.ts';
import { reviewOf } from '../../src/evaluate/suppression-review.ts';

const DAYS = { today: '2026-06-01', soon: '2026-07-01' };
const entries = (...matches: readonly string[]) =>
  readSuppressions(
    `version: 1\nsuppressions:\n${matches.map((match, at) => `  - { id: s${at}, match: ${match}, reason: r, expires: 2026-12-31 }\n`).join('')}`,
    's.yaml',
  );
const overlaps = (...matches: readonly string[]): readonly string[] =>
  reviewOf(entries(...matches), DAYS)[0]?.overlaps ?? [];

test.each([
  ['2026-05-31', 'expired'],
  ['2026-06-01', 'expires soon'],
  ['2026-07-01', 'expires soon'],
  ['2026-07-02', 'in force'],
])('until %s: %s', (expires, state) => {
  const read = readSuppressions(
    `version: 1\nsuppressions:\n  - { id: s, match: { rules: [a] }, reason: r, expires: ${expires} }\n`,
    's.yaml',
  );
  expect(reviewOf(read, DAYS)).toEqual([{ id: 's', state, expires, reason: 'r', overlaps: [] }]);
});

test.each([
  ['{ rules: [a-b] }', '{ rules: ["a-*"] }', true],
  ['{ rules: ["a-*"] }', '{ rules: [a-b] }', true],
  ['{ rules: [a-b], regions: [x] }', '{ rules: ["a-*", c] }', true],
  ['{ tags: { env: [test] } }', '{ tags: { env: ["*"] } }', true],
  ['{ rules: [a-b] }', '{ rules: [c-*] }', false],
  ['{ rules: [a-b] }', '{ regions: [x] }', false],
  ['{ tags: { env: [test] } }', '{ tags: { team: ["*"] } }', false],
  ['{ rules: ["a?"] }', '{ rules: ["a*b"] }', false],
])('without a report, %s and %s overlap: %s', (one, other, wanted) => {
  expect(overlaps(one, other)).toEqual(wanted ? ['s1'] : []);
});

test('an entry that has expired overlaps with none', () => {
  const [one, other] = entries('{ rules: [a] }', '{ rules: [a] }');
  const old = [...(one ? [one] : []), ...(other ? [{ ...other, expires: '2026-05-31' }] : [])];
  expect(reviewOf(old, DAYS).map(({ overlaps: others }) => others)).toEqual([[], []]);
});

test('an entry with an exception is not said to cover what it may leave', () => {
  expect(reviewOf(entries('{ rules: [a] }', '{ rules: ["*"] }, except: { rules: [a] }'), DAYS)[0]?.overlaps).toEqual(
    [],
  );
});

test('with a report, what is matched is counted, and who shares it named', () => {
  const finding = (id: string, region: string) => ({ id, rule: 'a', resource: { id, account: '1', region, tags: {} } });
  const findings = [finding('f1', 'x'), finding('f2', 'y')];
  const reviews = reviewOf(entries('{ rules: [a] }', '{ regions: [y] }', '{ regions: [z] }'), { ...DAYS, findings });
  expect(reviews.map(({ id, matches, overlaps: shared }) => [id, matches, shared])).toEqual([
    ['s0', 2, ['s1']],
    ['s1', 1, ['s0']],
    ['s2', 0, []],
  ]);
});

test('a finding whose tags nobody read is not counted where an exception names tags', () => {
  const resource = { id: 'i', type: 'toy.box', account: '1', region: 'x', tagsUnknown: true };
  const report = JSON.stringify({
    schemaVersion: '1.0',
    findings: [{ id: 'f', rule: 'a', verdict: 'fail', resource }],
  });
  const findings = readReport(report, 'report.json', 'report');
  const [plain, careful] = reviewOf(entries('{ rules: [a] }', '{ rules: [a] }, except: { tags: { env: [prod] } }'), {
    ...DAYS,
    findings,
  });
  expect([plain?.matches, careful?.matches]).toEqual([1, 0]);
});
