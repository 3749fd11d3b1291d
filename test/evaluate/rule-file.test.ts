import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCases } from '../../src/evaluate/cases.ts';
import { loadRules, missingVerdicts, type Parameters, type Rule } from '../../src/evaluate/rule.ts';
import { readRuleFolder } from '../../src/evaluate/rule-folder.ts';
import { box } from '../graph/world.ts';
import { complaint, judgeWorld, load, registry, ruleText } from './toy-rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealscan-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('cases', () => {
  const outcome = (given: string, verdict = 'unknown', rule = {}) => {
    const others = ['pass', 'fail', 'unknown', 'not-applicable'].map((name) => `{ given: {}, verdict: ${name} }`);
    const text = ruleText({ cases: `[{ given: ${given}, verdict: ${verdict} }, ${others.join(', ')}]`, ...rule });
    return runCases(loadRules([text], registry)[0] as Rule, text, registry)[0];
  };

  test.each([
    ['{ sealed: true }', 'resource.sealed', 'pass'],
    ['{ sealed: false }', 'resource.sealed', 'fail'],
    ['{}', 'resource.sealed', 'unknown'],
    ['{ endsAt: null }', 'isEmpty(resource.endsAt)', 'pass'],
    [
      '{ kmsKey: { state: Disabled } }',
      'resource.kmsKey.state == "Disabled" && resource.kmsKeyState == "resolved"',
      'pass',
    ],
    ['{ kmsKey: {} }', 'resource.kmsKey.state == "Disabled"', 'unknown'],
    ['{ kmsKeyState: gone }', 'resource.kmsKeyState == "gone"', 'pass'],
    ['{ kmsKeyState: foreign }', 'resource.kmsKey.state == "Enabled"', 'unknown'],
    ['{ kmsKey: { state: Disabled }, kmsKeyState: resolved }', 'resource.kmsKey.state == "Disabled"', 'pass'],
    ['{ kmsKeyState: resolved, kmsKey: { state: Disabled } }', 'resource.kmsKey.state == "Disabled"', 'pass'],
    ['{}', 'resource.id == "example" && resource.name == "example"', 'pass'],
    ['{ custody: aws-managed..customer-managed }', 'resource.custody >= "customer-managed"', 'unknown'],
    ['{ custody: aws-owned }', 'resource.custody >= "customer-managed"', 'fail'],
    ['{ peers: [{ sealed: true }, {}] }', 'resource.peers.all(p, p.sealed)', 'unknown'],
    ['{ parts: [{ name: a, weight: 3 }] }', 'resource.parts.exists(p, p.weight == 3)', 'pass'],
    ['{ madeAt: 2026-01-01T00:00:00Z }', 'resource.madeAt < takenAt', 'pass'],
  ])('%s: %s is %s', (given, assert, wanted) => {
    expect(outcome(given, wanted, { assert })).toEqual({ index: 0, wanted, got: wanted });
  });

  test('one that breaks the rule is not taken for unknown', () => {
    expect(outcome('{ endsAt: null }', 'unknown', { assert: 'resource.endsAt > takenAt' })).toMatchObject({
      got: 'unknown',
      error: expect.stringContaining('which is empty here'),
    });
    expect(
      outcome('{ kmsKeyState: none }', 'unknown', { assert: 'resource.kmsKey.state == "Enabled"' }),
    ).toHaveProperty('error');
  });

  test.each([
    ['{ seald: true }', 'seald is no field of toy.box'],
    ['{ toString: 1 }', 'toString is no field of toy.box'],
    ['{ valueOfState: resolved }', 'valueOfState is no field of toy.box'],
    ['{ sealed: "yes" }', 'sealed must be bool'],
    ['{ level: 1.5 }', 'level must be int'],
    ['{ sealed: null }', 'sealed cannot be empty'],
    ['{ size: huge }', 'size must be one of big, small'],
    ['{ madeAt: tomorrow }', 'madeAt must be time'],
    ['{ custody: customer }', 'custody must be MIN..MAX or one of none'],
    ['{ custody: none..lots }', 'custody must be MIN..MAX or one of none'],
    ['{ kmsKeyState: lost }', 'kmsKeyState must be one of none, resolved'],
    ['{ kmsKey: { origin: aws-kms } }', "of which 'origin' cannot be read here"],
    ['{ kmsKey: k }', 'kmsKey must hold the fields'],
    ['{ peers: { sealed: true } }', 'peers must be a list'],
    ['{ parts: [{ name: a, weight: heavy }] }', 'parts must be a list of {name, weight}'],
    ['{ parts: [{ nam: a }] }', 'parts must be a list of {name, weight}'],
    ['{ tags: { a: 1 } }', 'tags must be map'],
  ])('%s does not fit the resource', (given, said) => {
    const text = complaint(() => outcome(given));
    expect(text).toMatch(/^rules\/toy\/toy-rule\.yaml:12:\d+: case 1: /);
    expect(text).toContain(said);
  });
});

describe('parameters', () => {
  const rule = { assert: 'resource.level >= parameters.least', more: 'parameters: { least: 3, words: [a], on: true }' };
  const verdict = async (parameters?: Parameters) =>
    (await judgeWorld([box('b', { Level: 4 })], [rule], parameters ? { parameters } : {})).findings[0]?.verdict;

  test('are the rule’s own unless a configuration overrides them', async () => {
    expect(await verdict()).toBe('pass');
    expect(await verdict({ 'toy-rule': { least: 5 } })).toBe('fail');
    expect(load([rule], { 'toy-rule': { least: 5 } })[0]?.info.parameters).toEqual({
      least: 5,
      words: ['a'],
      on: true,
    });
  });

  test.each([
    [{ most: 3 }, "rule toy-rule has no parameter 'most'"],
    [{ least: '3' }, "parameter 'least' of rule toy-rule must be like 3"],
    [{ words: 'a' }, 'must be like ["a"]'],
    [{ on: 1 }, 'must be like true'],
  ])('%j is refused', (parameters, said) => {
    expect(complaint(() => load([rule], { 'toy-rule': parameters as never }))).toContain(said);
  });

  test('that do not exist do not compile', () => {
    expect(complaint(() => load([{ ...rule, assert: 'resource.level >= parameters.most' }]))).toContain('most');
    expect(complaint(() => load([{ assert: 'resource.level >= parameters.least' }]))).toContain('parameters');
  });
});

test('lines of the file are no lines of the rationale, and an empty one parts paragraphs', () => {
  const text = ruleText().text.replace('rationale: Because.', 'rationale: |\n  One\n  two.\n\n  Three.');
  expect(loadRules([{ ...ruleText(), text }], registry)[0]?.info.rationale).toBe('One two.\n\nThree.');
});

test('a rule shows every verdict that it can give', () => {
  const cases = (['pass', 'fail', 'unknown'] as const).map((verdict) => ({ given: {}, verdict }));
  expect(missingVerdicts({ cases })).toEqual([]);
  expect(missingVerdicts({ cases, when: 'true' })).toEqual(['not-applicable']);
  expect(missingVerdicts({ cases: cases.slice(1) })).toEqual(['pass']);
});

describe('a folder of rules', () => {
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  test('holds a service a folder and a rule a file; anything else is passed over', () => {
    write('good/toy/toy-rule.yaml', ruleText().text);
    write('good/toy/README.md', '# no rule');
    write('good/rule.schema.json', '{}');
    const [text, ...others] = readRuleFolder(join(folder, 'good'));
    expect(others).toEqual([]);
    expect(text).toMatchObject({ service: 'toy', id: 'toy-rule' });
    expect(loadRules([text as never], registry)[0]?.info.service).toBe('toy');
  });

  test.each([
    ['is not there', 'nowhere', 'no such folder of rules'],
    ['is a file', 'good/rule.schema.json', 'no such folder of rules'],
    ['holds no rule', 'good/toy', 'the folder holds no rule'],
  ])('that %s', (_, path, said) => {
    expect(complaint(() => readRuleFolder(join(folder, path)))).toContain(said);
  });
});

describe('a rule like others', () => {
  const likes = (text: string) => new Map([['sealed', { file: 'rules/like/sealed.yaml', text }]]);
  const shared = `severity: low
category: at-rest
assert: resource.sealed
message: It is open.
rationale: Because.
controls: {}
references: [https://example.com/]
cases: [{ given: { sealed: true }, verdict: pass }, { given: { sealed: false }, verdict: fail }, { given: {}, verdict: unknown }]
`;
  const like = (more: string, text = shared) => ({
    file: 'rules/toy/toy-rule.yaml',
    service: 'toy',
    id: 'toy-rule',
    text: `id: toy-rule\nlike: sealed\ntitle: Boxes are sealed\nresource: toy.box\n${more}`,
    likes: likes(text),
  });
  const remedy = 'remediation: { cli: do, terraform: done }\n';

  test('says only what is its own; its own word wins', () => {
    const [rule] = loadRules([like(`${remedy}severity: critical\n`)], registry);
    expect(rule?.info).toMatchObject({ severity: 'critical', category: 'at-rest', title: 'Boxes are sealed' });
    expect(rule?.cases).toHaveLength(3);
    expect(runCases(rule as Rule, like(remedy), registry).map(({ got }) => got)).toEqual(['pass', 'fail', 'unknown']);
  });

  test('has its mistakes shown where they were made', () => {
    expect(complaint(() => loadRules([like(`${remedy}assert: resource.seeled\n`)], registry))).toContain(
      'rules/toy/toy-rule.yaml:6:',
    );
    const typo = shared.replace('resource.sealed', 'resource.seeled');
    expect(complaint(() => loadRules([like(remedy, typo)], registry))).toContain('rules/like/sealed.yaml:3:');
    expect(complaint(() => loadRules([like(remedy, `${shared}id: other\n`)], registry))).toContain("unknown key 'id'");
  });

  test('must say what nobody says for it', () => {
    expect(complaint(() => loadRules([like('')], registry))).toContain("'remediation' is said neither here nor in");
    const silent = shared.replace('message: It is open.\n', '');
    expect(complaint(() => loadRules([like(remedy, silent)], registry))).toMatch(
      /toy-rule\.yaml:2:7: 'message' is said neither here nor in rules\/like\/sealed\.yaml/,
    );
    expect(complaint(() => loadRules([{ ...like(remedy), likes: new Map() }], registry))).toContain(
      'toy-rule.yaml:2:7: no file like/sealed.yaml exists',
    );
  });

  test('reads the shared file of its own folder, or of the built-in rules', () => {
    for (const [path, text] of [
      ['base/toy/a.yaml', 'x'],
      ['base/like/one.yaml', '1'],
      ['own/toy/b.yaml', 'y'],
      ['own/like/two.yaml', '2'],
    ] as const) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const [text, ...others] = readRuleFolder(join(folder, 'own'), join(folder, 'base'));
    expect(others).toEqual([]);
    expect([...(text?.likes?.keys() ?? [])]).toEqual(['one', 'two']);
  });
});
