import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type CheckMap, compare } from './compare.ts';
import { oursByRule, theirsByCheck } from './report.ts';
import { SETTLED, settle } from './settled.ts';

const map = JSON.parse(readFileSync('test/differential/prowler.json', 'utf8')) as CheckMap;

const ours = (...findings: readonly (readonly [string, 'pass' | 'fail' | 'unknown', string])[]) =>
  oursByRule({
    findings: findings.map(([rule, verdict, id]) => ({
      rule,
      verdict,
      message: `${rule} says ${verdict}`,
      resource: { id, region: 'eu-west-1' },
    })),
  });
const theirs = (...findings: readonly (readonly [string, string, string])[]) =>
  theirsByCheck(
    findings.map(([event_code, status_code, uid]) => ({
      status_code,
      status_detail: '',
      metadata: { event_code },
      resources: [{ uid, region: 'eu-west-1' }],
    })),
  );
const verdictsOf = ({ disagreements }: ReturnType<typeof compare>) =>
  disagreements.map(({ resource, ours: a, theirs: b }) => [resource, a, b]);

describe('two reports', () => {
  test('are compared resource by resource, and silence is a verdict too', () => {
    const a = ours(['r', 'pass', 'x'], ['r', 'fail', 'y'], ['r', 'unknown', 'z']);
    const b = theirs(['c', 'PASS', 'x'], ['c', 'PASS', 'y'], ['c', 'FAIL', 'w'], ['other', 'FAIL', 'x']);
    const found = compare({ c: ['r'] }, a, b);
    expect(found.agreed).toBe(1);
    expect(verdictsOf(found)).toEqual([
      ['w', 'absent', 'fail'],
      ['y', 'fail', 'pass'],
      ['z', 'unknown', 'absent'],
    ]);
  });
  test('agree where several rules together say what one check says', () => {
    const a = ours(['r1', 'pass', 'x'], ['r2', 'fail', 'x']);
    expect(compare({ c: ['r1', 'r2'] }, a, theirs(['c', 'FAIL', 'x']))).toEqual({ agreed: 1, disagreements: [] });
  });
  test.each([
    ['arn:aws:logs:eu-west-1:1:log-group:a', 'arn:aws:logs:eu-west-1:1:log-group:a:*'],
    ['arn:aws:apigateway:eu-west-1::/restapis/a', 'arn:aws:apigateway:eu-west-1::/restapis/a/stages/live'],
    ['arn:aws:ec2:eu-west-1::snapshot/a', 'arn:aws:ec2:eu-west-1:1:snapshot/a'],
    ['arn:aws:account:eu-west-1:1:region/eu-west-1', 'arn:aws:ec2:eu-west-1:1:volume'],
    ['arn:aws:rds:eu-west-1:1:cluster-snapshot:a', 'arn:aws:neptune:eu-west-1:1:cluster-snapshot:a'],
  ])('name the same resource: %s', (mine, other) => {
    const found = compare({ c: ['r'] }, ours(['r', 'pass', mine]), theirs(['c', 'PASS', other]));
    expect(found).toEqual({ agreed: 1, disagreements: [] });
  });
});

test('a disagreement that no class covers is not settled, and is listed', () => {
  const found = compare({ c: ['r'] }, ours(['r', 'pass', 'x']), theirs(['c', 'FAIL', 'x']));
  const { text, unsettled } = settle(found);
  expect(unsettled).toBe(1);
  expect(text).toContain("not settled: c: ours pass, Prowler's fail (1)\n  x ");
});

test('every class is a heading of docs/differences.md, and every heading a class', () => {
  const headings = readFileSync('docs/differences.md', 'utf8').match(/(?<=^### ).*$/gm);
  expect(headings?.sort()).toEqual(SETTLED.map(({ heading }) => heading).sort());
});

test('every rule of the map is there', () => {
  const folders = readdirSync('rules', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const missing = Object.values(map)
    .flat()
    .filter((rule) => !folders.some(({ name }) => existsSync(`rules/${name}/${rule}.yaml`)));
  expect(missing).toEqual([]);
});
