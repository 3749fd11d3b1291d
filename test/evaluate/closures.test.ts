import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { caseOf } from '../../src/evaluate/cases.ts';
import { type Compiler, compilerFor, type Subject, subjectOf } from '../../src/evaluate/cel/expression.ts';
import { loadRules, type Rule } from '../../src/evaluate/rule.ts';
import { readRuleFolder } from '../../src/evaluate/rule-folder.ts';
import { buildGraph } from '../../src/graph/graph.ts';
import type { Collector } from '../../src/model/collector.ts';
import { EMPTY, Unknown } from '../../src/model/field.ts';
import { openSnapshot } from '../../src/snapshot/read.ts';

const registry = new Map(collectors.map((collector) => [collector.type, collector]));
const texts = readRuleFolder('rules');
const rules = loadRules(texts, registry);

/** What the closures and the library say of a subject, by the rule's two expressions. */
function said(rule: Rule, subject: Subject): { closures: unknown[]; library: unknown[] } {
  const { when, assert } = rule.code();
  const both = when ? [when, assert] : [assert];
  return { closures: both.map((one) => one.run(subject)), library: both.map((one) => one.reference(subject)) };
}

describe('expressions run as closures say what the library says', () => {
  test('of the cases of every rule', () => {
    let cases = 0;
    for (const text of texts) {
      const rule = rules.find(({ info }) => info.id === text.id) as Rule;
      for (const index of rule.cases.keys()) {
        const { judged, subject } = caseOf(rule, text, index, registry);
        const { closures, library } = said(judged, subject);
        expect(closures, `${text.id}, case ${index + 1}`).toEqual(library);
        cases++;
      }
    }
    expect(cases).toBeGreaterThan(1500);
  });

  const fixtures = [
    'acme',
    'edge',
    ...readdirSync('fixtures/services').map((file) => `services/${file.split('.')[0]}`),
  ];
  test.each(fixtures)('of everything in %s', async (name) => {
    const source = await openSnapshot(`fixtures/${name}.ndjson`);
    const graph = await buildGraph(source, collectors, {
      trustedAccounts: [],
      secretWords: ['password'],
      parameters: {},
    });
    for await (const resource of graph.resources())
      for (const rule of rules) {
        if (rule.info.resource !== resource.type) continue;
        const { closures, library } = said(rule, subjectOf(resource, Date.parse(graph.header.takenAt)));
        expect(closures, `${rule.info.id} on ${resource.id}`).toEqual(library);
      }
  });

  test('and nearly all rules do run as closures', () => {
    const left = rules.filter((rule) => !rule.code().assert.isClosure || rule.code().when?.isClosure === false);
    expect(left.length, left.map(({ info }) => info.id).join(' ')).toBeLessThan(rules.length / 50);
  });
});

/** A type with a field of every kind, so that what no rule says today is compared too. */
const TOY = {
  type: 'aws.toy.thing',
  service: 'toy',
  scope: 'regional',
  fields: Object.fromEntries(
    [
      ['yes', { kind: 'bool' }],
      ['no', { kind: 'bool' }],
      ['dark', { kind: 'bool' }],
      ['none', { kind: 'bool' }],
      ['word', { kind: 'string' }],
      ['count', { kind: 'int' }],
      ['since', { kind: 'time' }],
      ['words', { kind: 'strings' }],
      ['tags', { kind: 'map' }],
      ['custody', { kind: 'custody' }],
      ['range', { kind: 'custody' }],
      ['rows', { kind: 'structs', of: { port: 'int', open: 'bool' } }],
      ['other', { kind: 'link', to: 'aws.toy.thing', fields: ['yes', 'dark', 'count'] }],
      ['lost', { kind: 'link', to: 'aws.toy.thing', fields: ['yes'] }],
      ['unset', { kind: 'link', to: 'aws.toy.thing', fields: ['yes'] }],
      ['all', { kind: 'links', to: 'aws.toy.thing', fields: ['yes', 'dark'] }],
      ['some', { kind: 'links', to: 'aws.toy.thing', fields: ['yes', 'dark'] }],
    ].map(([name, type]) => [name, { type, optional: true, from: () => undefined }]),
  ),
} as unknown as Collector;

const DARK = new Unknown({ class: 'denied', operation: 'toy:Get', code: 'AccessDenied' });
const target = (fields: object) => ({ id: 'a', name: 'b', account: '', region: '', fields });
const GIVEN: Readonly<Record<string, unknown>> = {
  id: 'arn:thing',
  name: 'thing',
  yes: true,
  no: false,
  dark: DARK,
  none: EMPTY,
  word: 'wörd𝒳',
  count: 7,
  since: '2026-01-01T00:00:00.000Z',
  words: ['a', 'b'],
  tags: { env: 'prod', constructor: 'x' },
  custody: { min: 'aws-managed', max: 'aws-managed' },
  range: { min: 'aws-managed', max: 'customer-managed' },
  rows: [
    { port: 22, open: true },
    { port: 443, open: false },
  ],
  other: { link: 'aws.toy.thing', state: 'resolved', id: 'a', target: target({ yes: true, dark: DARK, count: 3 }) },
  lost: {
    link: 'aws.toy.thing',
    state: 'gone',
    id: 'a',
    reason: { class: 'out-of-scope', operation: 'toy', code: 'gone' },
  },
  unset: { link: 'aws.toy.thing', state: 'none', id: '' },
  all: { list: 'aws.toy.thing', targets: [target({ yes: true, dark: DARK }), target({ yes: false, dark: true })] },
  some: { list: 'aws.toy.thing', targets: [target({ yes: true, dark: DARK })], missing: DARK.unknown },
};

const ATOMS: readonly string[] = [
  'true',
  'resource.yes',
  'resource.no',
  'resource.dark',
  'resource.none',
  'isEmpty(resource.none)',
  'isEmpty(resource.word)',
  'isEmpty(resource.dark)',
  'isEmpty(resource.other.count)',
  'isEmpty(resource.lost.yes)',
  'resource.word == "wörd𝒳"',
  'resource.word != resource.id',
  'resource.word in ["a", "wörd𝒳"]',
  'resource.word in resource.words',
  '"a" in resource.words',
  'size(resource.word) == 5',
  'resource.word.size() > resource.count',
  'resource.word.startsWith("wö")',
  'resource.all.exists(one, one.name == "b")',
  'resource.word.regex("^w.rd")',
  'resource.count in [1, 7]',
  'resource.count + 1 >= 8',
  'resource.count - 8 < 0',
  'resource.count * 2 == 14',
  'resource.count <= parameters.limit',
  'resource.count < 7 || resource.count > 7 || resource.count != 7',
  'resource.word != "a"',
  'resource.dark != true',
  'resource.word in parameters.names',
  'parameters.names.all(name, name in resource.words)',
  'parameters.on',
  'takenAt - resource.since > days(90)',
  'resource.since + days(151) == takenAt',
  'resource.since < takenAt && takenAt - days(1) > resource.since',
  '"env" in resource.tags',
  '"constructor" in resource.tags',
  '"toString" in resource.tags',
  'resource.tags.holds("env", "prod")',
  'resource.tags.holds("toString", "prod")',
  'resource.tags.exists(key, key == "env")',
  'size(resource.tags) == 2 && size(resource.words) == 2 && size(resource.rows) == 2',
  'resource.custody >= "aws-managed"',
  'resource.custody != "aws-managed"',
  'resource.range >= "aws-managed"',
  'resource.range == "customer-managed"',
  'resource.range != "none"',
  'resource.rows.exists(row, row.open && row.port == 22)',
  'resource.rows.all(row, row.open)',
  'resource.rows.all(row, resource.words.exists(word, row.port > 400 || word == "a"))',
  'resource.other.yes',
  'resource.other.dark',
  'resource.other.count > 2',
  'resource.otherState == "resolved"',
  'resource.lost.yes',
  'resource.unset.yes',
  'resource.all.all(one, one.yes)',
  'resource.all.exists(one, one.dark)',
  'resource.all.all(one, one.dark)',
  'resource.some.exists(one, one.yes)',
  'resource.some.all(one, one.yes)',
  'resource.some.exists(one, one.dark)',
  'resource.some.exists(one, one.name == "nobody")',
];

const SHAPES: readonly ((a: string, b: string) => string)[] = [
  (a, b) => `${a} && ${b}`,
  (a, b) => `${a} || !(${b})`,
  (a, b) => `(${a}) == (${b})`,
  (a, b) => `${a} ? ${b} : resource.no`,
  (a, b) => `resource.rows.all(row, ${a} || row.open && ${b})`,
];

describe('whatever a rule may say', () => {
  const state = (field: string) => (GIVEN[`${field.replace(/State$/, '')}`] as { state?: string }).state;
  const resource = { read: (field: string) => (field in GIVEN ? GIVEN[field] : state(field)) as never };
  const compiler: Compiler = compilerFor(TOY, new Map([[TOY.type, TOY]]));
  const parameters = { limit: 7, names: ['a', 'b'], on: false };

  test.each(SHAPES.map((shape) => [shape('A', 'B'), shape] as const))('%s', (_name, shape) => {
    const subject = subjectOf(resource, Date.parse('2026-06-01T00:00:00Z'));
    for (const a of ATOMS)
      for (const b of ATOMS) {
        const text = shape(a, b);
        const expression = compiler.compile(text, 'bool', parameters);
        expect(expression.isClosure, text).toBe(true);
        expect(expression.run(subject), text).toEqual(expression.reference(subject));
      }
  });

  test.each(['resource.word.endsWith("d𝒳")', 'resource.word.contains("r")'])('%s is left to the library', (text) => {
    const expression = compiler.compile(text, 'bool', parameters);
    expect(expression.isClosure).toBe(false);
    expect(expression.run(subjectOf(resource, 0))).toBe(true);
  });

  test('is compiled in time that grows with its length', () => {
    const text = Array.from({ length: 30 }, () => 'resource.yes').reduce((inner, one) => `(${inner}) != ${one}`);
    const expression = compiler.compile(text, 'bool', {});
    expect(expression.isClosure).toBe(true);
    const subject = subjectOf(resource, Date.parse('2026-06-01T00:00:00Z'));
    expect(expression.run(subject)).toEqual(expression.reference(subject));
  }, 5_000);

  test('reads a field of a resource once for all expressions', () => {
    const read: string[] = [];
    const readOf = (field: string) => {
      read.push(field);
      return resource.read(field);
    };
    const subject = subjectOf({ read: readOf }, 0);
    const again = compilerFor(TOY, new Map([[TOY.type, TOY]]));
    for (const text of [
      'resource.count > 2',
      'resource.dark || resource.yes',
      '!resource.dark && resource.count in [7]',
    ])
      for (const one of [compiler, again]) {
        const { run, reference } = one.compile(text, 'bool', {});
        expect(run(subject), text).toEqual(reference(subjectOf(resource, 0)));
      }
    expect(read).toEqual(['count', 'dark', 'yes']);
  });

  test('may call an element parameters', () => {
    const expression = compiler.compile('resource.rows.exists(parameters, parameters.port == 22)', 'bool', {
      port: 443,
    });
    expect(expression.run(subjectOf(resource, Date.parse('2026-06-01T00:00:00Z')))).toBe(true);
  });
});
