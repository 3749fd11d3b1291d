import { describe, expect, test } from 'vitest';
import { nearest, type Selection, selectRules } from '../../src/evaluate/select.ts';
import { complaint, load } from './toy-rules.ts';

const RULES = [
  ...load([{ id: 'box-sealed' }, { id: 'box-labelled', more: 'default: false\naliases: [box-named]' }]),
  ...load([
    { id: 'box-old', more: 'deprecated: true' },
    { id: 'key-on', service: 'kms' },
  ]),
];
const NOTHING: Selection = { rules: [], services: [], enabled: {} };
const select = (selection: Partial<Selection>): string[] =>
  selectRules(RULES, { ...NOTHING, ...selection }).map(({ info }) => info.id);

describe('which rules run', () => {
  const cases: readonly [string, Partial<Selection>, readonly string[]][] = [
    ['nothing said: those on by default', {}, ['box-sealed', 'key-on']],
    ['a rule by name, even one that is off', { rules: ['box-labelled'] }, ['box-labelled']],
    ['a rule by an earlier name', { rules: ['box-named'] }, ['box-labelled']],
    [
      'a rule by name, even one that the configuration turns off',
      { rules: ['key-on'], enabled: { 'key-on': false } },
      ['key-on'],
    ],
    [
      'a framework: all of its rules',
      { framework: 'some-frame-1.0' },
      ['box-labelled', 'box-sealed', 'box-old', 'key-on'],
    ],
    ['a service', { services: ['kms'] }, ['key-on']],
    ['a rule of another service', { services: ['kms'], rules: ['box-sealed'] }, []],
    ['turned on by the configuration', { enabled: { 'box-labelled': true } }, ['box-labelled', 'box-sealed', 'key-on']],
    ['turned off by the configuration', { enabled: { 'box-sealed': false } }, ['key-on']],
    [
      'turned off, in a framework',
      { framework: 'some-frame-1.0', enabled: { 'box-sealed': false } },
      ['box-labelled', 'box-old', 'key-on'],
    ],
  ];
  test.each(cases)('%s', (_, selection, wanted) => expect(select(selection)).toEqual(wanted));

  test.each([
    [{ rules: ['box-seald'] }, "no rule 'box-seald' exists; did you mean 'box-sealed'?"],
    [{ rules: ['zzz'] }, expect.stringMatching(/^no rule 'zzz' exists \(.*\)$/)],
    [{ framework: 'some-frame-1' }, "no framework 'some-frame-1' exists; did you mean 'some-frame-1.0'?"],
    [{ services: ['kmss'] }, "no service 'kmss' exists; did you mean 'kms'?"],
    [{ services: ['__proto__'] }, "no service '__proto__' exists (kms, toy)"],
  ])('%j is refused', (selection, said) => expect(complaint(() => select(selection))).toEqual(said));
});

test('the nearest name is a slip away, or none', () => {
  expect(nearest('htlm', ['html', 'json'])).toBe('html');
  expect(nearest('xml', ['html', 'json'])).toBe('html');
  expect(nearest('pdf', ['html', 'json'])).toBeUndefined();
  expect(nearest('a', [])).toBeUndefined();
});
