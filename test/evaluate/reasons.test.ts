import { expect, test } from 'vitest';
import { groupReasons, unknownMessage } from '../../src/evaluate/reasons.ts';
import type { Reason } from '../../src/model/reason.ts';

const reason = (changes: Partial<Reason> = {}): Reason => ({
  class: 'denied',
  operation: 'a:A',
  code: 'X',
  ...changes,
});
const outline = (...found: readonly (readonly [Reason, string])[]) =>
  groupReasons(found.map(([one, field]) => ({ reason: one, field }))).map((group) => [
    group.class,
    group.operation,
    group.code,
    group.fields,
  ]);

test('a cause is told once, with all fields that hang on it, sorted', () => {
  expect(outline([reason(), 'b'], [reason(), 'a'], [reason(), 'b'], [reason(), ''])).toEqual([
    ['denied', 'a:A', 'X', ['a', 'b']],
  ]);
  expect(outline([reason(), ''])).toEqual([['denied', 'a:A', 'X', []]]);
});

test.each([
  ['class', { class: 'failed' }],
  ['operation', { operation: 'b:B' }],
  ['code', { code: 'Y' }],
] as const)('causes of another %s are apart', (_, changes) => {
  const groups = outline([reason(), 'f'], [reason(changes), 'g']);
  expect(groups.map(([, , , fields]) => fields)).toEqual([['f'], ['g']]);
});

test('a reason with further causes is told by each of them', () => {
  const more = reason({ also: [reason({ code: 'Y' }), reason({ code: 'X' })] });
  const wanted = [
    ['denied', 'a:A', 'X', ['f']],
    ['denied', 'a:A', 'Y', ['f']],
  ];
  expect(outline([more, 'f'])).toEqual(wanted);
  expect(outline([more, 'g'])).toEqual(wanted.map(([...row]) => [...row.slice(0, 3), ['g']]));
  expect(outline([reason(), 'e'], [more, 'f'])).toEqual([
    ['denied', 'a:A', 'X', ['e', 'f']],
    ['denied', 'a:A', 'Y', ['f']],
  ]);
});

test.each([
  [{ class: 'denied', permission: 'a:P' }, 'a:A was denied (it needs a:P)'],
  [{ class: 'denied' }, 'a:A was denied'],
  [{ class: 'scp' }, 'a:A was denied by an organization policy'],
  [{ class: 'throttled' }, 'a:A was throttled to the end'],
  [{ class: 'failed' }, 'a:A failed with X'],
  [{ class: 'cut' }, 'a:A was cut short (X)'],
  [{ class: 'unsupported' }, 'a:A is not supported there'],
  [{ class: 'not-collected' }, 'a:A was not collected'],
  [{ class: 'out-of-scope', code: 'gone' }, 'what it refers to no longer exists'],
  [{ class: 'out-of-scope' }, 'a:A: X'],
  [{ class: 'rule-error' }, 'the rule could not be evaluated: X'],
] as const)('%j is told as: %s', (changes, said) => {
  expect(unknownMessage([reason(changes)])).toBe(`Not known: ${said}.`);
  expect(unknownMessage([reason(changes), reason({ class: 'failed' })])).toBe(`Not known: ${said}; a:A failed with X.`);
});

test('nothing is said of no reason, but that', () =>
  expect(unknownMessage([])).toBe('Not known: no reason was recorded.'));
