import { expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Mask } from '../../src/model/mask.ts';
import { maskedChange, maskedFinding, maskedGap, maskedScope } from '../../src/report/masked.ts';
import { acme } from './acme.ts';
import { poisoned } from './poison.ts';
import { finding, suppressed } from './run.ts';

const TELLING = 'arn:aws:s3:::globex-payroll of 444455556666';
const mask: Mask = {
  value: (value) => JSON.parse(JSON.stringify(value).replaceAll(TELLING, 'hidden')),
  id: () => 'hidden',
};

/** Where the text still stands. */
function* left(value: unknown, path: string): Generator<string> {
  if (typeof value === 'string' && value.includes(TELLING)) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key.includes(TELLING)) yield `${path} (key)`;
    yield* left(inner, Array.isArray(value) ? path : `${path}.${key}`);
  }
}
const leftIn = (values: readonly unknown[], name: string): string[] =>
  [...new Set(values.flatMap((value) => [...left(value, name)]))].sort();

// what AWS or a rule enumerates: it is the same for everybody
test('every text of a run and of a finding is masked, but for what is enumerated', () => {
  const { run, list } = acme();
  const { reasons } = list.find((one) => one.reasons.length > 0) as Finding;
  const whole = { ...suppressed(finding('a', { reasons })), baseline: 'new' } as const;
  const changes = [{ id: 'x', rule: 'r', resource: 'y', change: 'fixed' }] as const;
  const scopes = run.scopes.map((scope) => ({ ...scope, reason: 'r' }));
  const gaps = run.gaps.map((gap) => ({ ...gap, resource: 'r' }));
  const given = poisoned(
    { run: { ...run, scopes, gaps, baseline: { changes } }, list: [whole], findings: undefined as never },
    TELLING,
    false,
  );
  expect(
    leftIn(
      given.list.map((one) => maskedFinding(one, mask)),
      'finding',
    ),
  ).toEqual([
    'finding.reasons.code',
    'finding.reasons.fields',
    'finding.reasons.operation',
    'finding.reasons.permission',
    'finding.resource.partition',
    'finding.resource.region',
    'finding.resource.type',
    'finding.rule',
  ]);
  expect(
    leftIn(
      given.run.gaps.map((gap) => maskedGap(gap, mask)),
      'gap',
    ),
  ).toEqual(['gap.code', 'gap.operation', 'gap.permission', 'gap.region', 'gap.service']);
  expect(
    leftIn(
      given.run.scopes.map((scope) => maskedScope(scope, mask)),
      'scope',
    ),
  ).toEqual(['scope.partition', 'scope.region']);
  expect(
    leftIn(
      (given.run.baseline?.changes ?? []).map((change) => maskedChange(change, mask)),
      'change',
    ),
  ).toEqual(['change.rule']);
});
