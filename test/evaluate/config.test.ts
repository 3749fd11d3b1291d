import { describe, expect, test } from 'vitest';
import { contextOf, readConfig, ruleSettings } from '../../src/evaluate/config.ts';
import { DEFAULT_SECRET_WORDS } from '../../src/model/secret-words.ts';
import { complaint } from './toy-rules.ts';

const context = (text: string) => contextOf(readConfig(text, 'c.yaml').config);

describe('a configuration', () => {
  test('says whom to trust and what marks a secret', () => {
    expect(context('trustedAccounts: ["444455556666"]\norganizationId: o-a1b2c3d4e5\n')).toMatchObject({
      trustedAccounts: ['444455556666'],
      organizationId: 'o-a1b2c3d4e5',
    });
    const { secretWords } = context('secretWords: { add: [geheim], remove: [token] }');
    expect(secretWords).toEqual([...DEFAULT_SECRET_WORDS.filter((word) => word !== 'token'), 'geheim']);
  });

  test('sets parameters of rules, and says where each rule stands', () => {
    const { config, place } = readConfig('rules:\n  some-rule:\n    parameters: { days: 3 }\n', 'c.yaml');
    expect(contextOf(config).parameters).toEqual({ 'some-rule': { days: 3 } });
    expect(place('rules', 'some-rule')).toMatchObject({ file: 'c.yaml', line: 2, column: 3 });
  });

  test('turns rules on and off, and ranks them', () => {
    const rules = 'rules: { a: { enabled: false }, b: { severity: low }, c: { enabled: true, severity: high } }';
    expect(ruleSettings(readConfig(rules, 'c.yaml'))).toEqual({
      enabled: { a: false, c: true },
      severities: { b: 'low', c: 'high' },
    });
    expect(complaint(() => ruleSettings(readConfig(rules, 'c.yaml'), new Set(['a', 'b'])))).toMatch(
      /^c\.yaml:1:\d+: no rule 'c' exists/,
    );
  });

  test('that is empty is none', () => {
    expect(context('{}')).toEqual({ trustedAccounts: [], secretWords: DEFAULT_SECRET_WORDS, parameters: {} });
  });

  test.each([
    ['an unknown key', 'trusted: []', /^c\.yaml:1:1: unknown key 'trusted'\n {2}trusted: \[\]\n {2}\^{7}$/],
    [
      'an unknown key of a rule',
      'rules:\n  a:\n    severty: low',
      /^c\.yaml:3:5: unknown key 'severty'\n.*\n {6}\^{7}$/,
    ],
    [
      'an account id that YAML took for a number',
      'trustedAccounts: [111122223333]',
      /^c\.yaml:1:19: 'trustedAccounts\.0': /,
    ],
    ['a short account id', 'trustedAccounts: ["1111"]', /an account id has 12 digits/],
    ['an organization id', 'organizationId: acme', /an organization id looks like/],
    ['a severity', 'rules: { a: { severity: bad } }', /'rules\.a\.severity'/],
    ['a fraction', 'rules: { a: { parameters: { days: 1.5 } } }', /'rules\.a\.parameters\.days'/],
    ['a tab', 'rules:\n\ta: {}', /^c\.yaml:2:1: not valid YAML: /],
  ])('is refused for %s', (_, text, said) => expect(complaint(() => readConfig(text, 'c.yaml'))).toMatch(said));
});
