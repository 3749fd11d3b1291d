import { describe, expect, test } from 'vitest';
import { againstBaseline, baselineChanges, readBaseline } from '../../src/evaluate/baseline.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Verdict } from '../../src/model/rule.ts';
import { complaint } from './toy-rules.ts';

const known = (id: string, verdict: Verdict = 'fail') => ({
  id,
  rule: 'toy-rule',
  verdict,
  resource: { id: `arn:${id}`, type: 'toy.box', account: '111122223333', region: 'eu-west-1' },
});
const report = (...findings: readonly object[]): string => JSON.stringify({ schemaVersion: '1.0', findings });
const baseline = readBaseline(report(known('a'), known('b'), known('p', 'pass'), known('u', 'unknown')), 'b.json');

describe('against a baseline', () => {
  test.each([
    ['a', 'fail', 'unchanged'],
    ['c', 'fail', 'new'],
    ['p', 'fail', 'new'],
    ['u', 'fail', 'new'],
    ['a', 'pass', undefined],
    ['a', 'unknown', undefined],
  ])('finding %s that is %s is %s', (id, verdict, wanted) => {
    expect(againstBaseline({ id, verdict } as Finding, baseline).baseline).toBe(wanted);
  });

  const change = (now: Verdict | undefined, listed: boolean, present: boolean): string | undefined =>
    baselineChanges(
      readBaseline(report(known('a')), 'b.json'),
      new Map(now === undefined ? [] : [['a', now]]),
      () => listed,
      () => present,
    )[0]?.change;

  test.each([
    ['seen to pass', 'pass', true, true, 'fixed'],
    ['failing still', 'fail', true, true, undefined],
    ['unknown', 'unknown', true, true, 'unseen'],
    ['not judged now', undefined, true, true, 'unseen'],
    ['not there, its listing whole', undefined, true, false, 'gone'],
    ['not there, its listing cut', undefined, false, false, 'unseen'],
    ['unknown, since its listing failed', 'unknown', false, false, 'unseen'],
  ] as const)('%s', (_, now, listed, present, wanted) => expect(change(now, listed, present)).toBe(wanted));

  test('only what failed then is followed, in order of ids', () => {
    const changes = baselineChanges(
      baseline,
      new Map(),
      () => true,
      () => false,
    );
    expect(changes).toEqual([
      { id: 'a', rule: 'toy-rule', resource: 'arn:a', change: 'gone' },
      { id: 'b', rule: 'toy-rule', resource: 'arn:b', change: 'gone' },
    ]);
  });
});

describe('a baseline is refused', () => {
  test.each([
    ['not JSON', '<html>', 'b.json: the baseline is not valid JSON'],
    ['cut', report(known('a')).slice(0, -5), 'b.json: the baseline is not valid JSON'],
    ['something else', '{"runs": []}', 'b.json: the baseline is no sealscan report'],
    [
      'of another version',
      '{"schemaVersion": "2.0", "findings": []}',
      'no sealscan report (a report.json of version 1)',
    ],
    ['with a verdict that does not exist', report({ ...known('a'), verdict: 'maybe' }), 'no sealscan report'],
  ])('%s', (_, text, said) => expect(complaint(() => readBaseline(text, 'b.json'))).toContain(said));
});
