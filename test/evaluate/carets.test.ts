import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/evaluate/rule.ts';
import { complaint, registry, ruleText } from './toy-rules.ts';

/** Puts other lines in the place of `assert: …`, as a person would write them. */
const withAssert = (lines: readonly string[]) => {
  const rule = ruleText();
  return { ...rule, text: rule.text.replace(/^assert: .*$/m, lines.join('\n')) };
};
const said = (lines: readonly string[]): string => complaint(() => loadRules([withAssert(lines)], registry));
const text = (lines: readonly string[]): string => lines.join('\n');

describe('a mistake in an expression is shown where it stands', () => {
  test('in a line of its own', () => {
    expect(said(['assert: resource.seald'])).toMatch(
      /^rules\/toy\/toy-rule\.yaml:6:18: .*seald[^\n]*\n {2}assert: resource\.seald\n {19}\^{5}$/,
    );
  });

  test('in quotes', () => {
    expect(said([`assert: 'resource.size == "bigg"'`])).toBe(
      text([
        'rules/toy/toy-rule.yaml:6:27: "bigg" is not a value of size; it is one of big, small',
        `  assert: 'resource.size == "bigg"'`,
        `                            ^^^^^^`,
      ]),
    );
  });

  test('in a line of a block', () => {
    expect(said(['assert: |', '  resource.sealed &&', '  resource.size == "bigg"'])).toBe(
      text([
        'rules/toy/toy-rule.yaml:8:20: "bigg" is not a value of size; it is one of big, small',
        '    resource.size == "bigg"',
        '                     ^^^^^^',
      ]),
    );
  });

  test('in a block with lines that are indented further', () => {
    expect(said(['assert: |', '    resource.sealed', '      && has(resource.label)'])).toMatch(
      /:8:10: has\(\) .*\n {2} {6}&& has\(resource\.label\)\n {11}\^{19}$/,
    );
  });

  test('far to the right of a long line', () => {
    const [head, line, caret] = said([`assert: ${'resource.sealed && '.repeat(12)}resource.size == "bigg"`]).split(
      '\n',
    );
    expect(head).toContain(':6:254: ');
    expect(line?.slice(caret?.indexOf('^'), (caret?.lastIndexOf('^') ?? 0) + 1)).toBe('"bigg"');
    expect(line?.length).toBeLessThan(130);
  });
});

describe('mistakes elsewhere in the file', () => {
  test.each([
    ['an unknown key', { more: 'severty: high' }, /:13:1: unknown key 'severty'\n {2}severty: high\n {2}\^{7}$/],
    [
      'a type that does not exist',
      { resource: 'toy.bux' },
      /:5:11: no resource type 'toy.bux' exists\n.*\n {12}\^{7}$/,
    ],
    ['a path in the message', { message: 'It {resource.seald} so.' }, /:7:15: .*seald/],
    [
      'more than a parameter',
      { message: 'At {parameters.d.e}.', more: 'parameters: { d: 1 }' },
      /:7:\d+: '\{parameters.d.e\}'/,
    ],
    [
      'a pattern that is no literal',
      { assert: '["a"].exists(x, resource.label.regex(x))' },
      /regex\(\) takes a literal/,
    ],
    ['a parameter in the message', { message: 'At {parameters.days}.' }, /:7:\d+: '\{parameters.days\}' is neither/],
    [
      'a missing verdict',
      { cases: '[{ given: {}, verdict: pass }]' },
      /:12:1: no case gives fail\n {2}cases: .*\n {2}\^+$/,
    ],
    ['no cases at all', { cases: '[]' }, /:12:1: 'cases': /],
    ['a bad severity', { more: 'deprecated: maybe' }, /:13:13: 'deprecated': /],
    ['a key given twice', { more: 'title: Again' }, /:13:1: not valid YAML: /],
  ])('%s', (_, rule, wanted) => {
    expect(complaint(() => loadRules([ruleText(rule)], registry))).toMatch(wanted);
  });

  test('an id that is not the file’s name', () => {
    const rule = { ...ruleText(), id: 'other' };
    expect(complaint(() => loadRules([rule], registry))).toMatch(/:1:5: the id must be the file's name, 'other'\n/);
  });

  test('two rules with one id', () => {
    const other = ruleText({ id: 'b', more: 'aliases: [a]' });
    expect(complaint(() => loadRules([ruleText({ id: 'a' }), other], registry))).toContain(
      "rules/toy/b.yaml:1:5: the id 'a' is taken by rules/toy/a.yaml",
    );
  });

  test('a needed key that is missing', () => {
    const rule = { ...ruleText(), text: ruleText().text.replace(/^rationale.*\n/m, '') };
    expect(complaint(() => loadRules([rule], registry))).toMatch(/^rules\/toy\/toy-rule\.yaml:1:1: 'rationale': /);
  });
});
