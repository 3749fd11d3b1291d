import { describe, expect, test } from 'vitest';
import { globTest } from '../../src/evaluate/glob.ts';
import { readSuppressions, refuseEndless } from '../../src/evaluate/suppression-file.ts';
import { suppressorOf } from '../../src/evaluate/suppressions.ts';
import type { Finding } from '../../src/model/finding.ts';
import { complaint } from './toy-rules.ts';

const finding = (changes: Partial<Finding['resource']> = {}): Finding => ({
  id: 'f1',
  rule: 'toy-rule',
  severity: 'high',
  verdict: 'fail',
  part: '',
  message: '',
  evidence: {},
  reasons: [],
  resource: {
    id: 'arn:aws:toy:eu-west-1:111122223333:box/prod-1',
    type: 'toy.box',
    name: 'prod-1',
    partition: 'aws',
    account: '111122223333',
    region: 'eu-west-1',
    tags: { env: 'prod', owner: 'ann' },
    ...changes,
  },
});

const file = (...entries: readonly string[]): string =>
  `version: 1\nsuppressions:\n${entries.map((entry) => `  - ${entry}\n`).join('')}`;
const entry = (match: string, { id = 's1', expires = '2026-12-31', except = '' } = {}): string =>
  `{ id: ${id}, match: ${match}, ${except && `except: ${except}, `}reason: agreed, expires: ${expires} }`;
const suppressor = (text: string, takenAt = '2026-06-01T00:00:00Z') =>
  suppressorOf(readSuppressions(text, 's.yaml'), takenAt);
const matches = (match: string, options = {}, of = finding()): boolean =>
  suppressor(file(entry(match, options))).find(of) !== undefined;

describe('a glob', () => {
  test.each([
    ['prod-*', 'prod-1', true],
    ['prod-*', 'my-prod-1', false],
    ['*prod', 'prod-1', false],
    ['*-prod-*', 'a-prod-b', true],
    ['prod-?', 'prod-1', true],
    ['prod-?', 'prod-12', false],
    ['prod-?', 'prod-', false],
    ['*', '', true],
    ['', 'a', false],
    ['**', 'abc', true],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXcYb', false],
    ['a.c', 'abc', false],
    ['a.c', 'a.c', true],
    ['[ab]', 'a', false],
    ['(a|b)+$', '(a|b)+$', true],
    ['Prod', 'prod', false],
    ['a*', 'a\nb', true],
  ])('%s and %s: %s', (pattern, text, wanted) => expect(globTest(pattern)(text)).toBe(wanted));

  test('made to backtrack takes no time', () => {
    expect(globTest(`${'a*'.repeat(50)}b`)('a'.repeat(20_000))).toBe(false);
  });
});

describe('a suppression', () => {
  test.each([
    ['{ rules: [toy-rule] }', true],
    ['{ rules: ["toy-*"] }', true],
    ['{ rules: [toy] }', false],
    ['{ rules: [other, toy-rule] }', true],
    ['{ findings: [f1] }', true],
    ['{ accounts: ["111122223333"] }', true],
    ['{ regions: ["eu-*"], rules: [toy-rule] }', true],
    ['{ regions: ["eu-*"], rules: [other] }', false],
    ['{ arns: ["arn:*:box/prod-*"] }', true],
    ['{ arns: ["prod-1"] }', false],
    ['{ tags: { env: [prod, test] } }', true],
    ['{ tags: { env: [prod], owner: [bob] } }', false],
    ['{ tags: { team: ["*"] } }', false],
    ['{ tags: { constructor: ["*"] } }', false],
  ])('%s: %s', (match, wanted) => expect(matches(match)).toBe(wanted));

  test('leaves what it excepts', () => {
    expect(matches('{ rules: ["*"] }', { except: '{ tags: { env: [prod] } }' })).toBe(false);
    expect(matches('{ rules: ["*"] }', { except: '{ tags: { env: [test] } }' })).toBe(true);
  });

  test('of tags that nobody read takes nothing, and excepts whatever it may', () => {
    const unread = finding({ tags: {}, tagsUnknown: true });
    expect(matches('{ tags: { env: ["*"] } }', {}, unread)).toBe(false);
    expect(matches('{ rules: ["*"] }', { except: '{ tags: { env: [prod] } }' }, unread)).toBe(false);
    expect(matches('{ rules: ["*"] }', { except: '{ tags: { env: [prod] } }' }, finding({ tags: {} }))).toBe(true);
    const elsewhere = '{ tags: { env: [prod] }, regions: [us-east-1] }';
    expect(matches('{ rules: ["*"] }', { except: elsewhere }, unread)).toBe(true);
  });

  test.each([
    ['2026-05-31', '2026-06-01T00:00:00Z', false],
    ['2026-06-01', '2026-06-01T23:59:59Z', true],
    ['2026-06-01', '2026-06-02T00:00:00Z', false],
  ])('that expires on %s, at %s, holds: %s', (expires, takenAt, wanted) => {
    const of = suppressor(file(entry('{ rules: ["*"] }', { expires })), takenAt);
    expect(of.find(finding()) !== undefined).toBe(wanted);
    expect(of.expired).toEqual(wanted ? [] : ['s1']);
    expect(of.unused()).toEqual([]);
  });

  test('that matches nothing is said to', () => {
    const of = suppressor(file(entry('{ rules: [toy-rule] }'), entry('{ rules: [gone] }', { id: 's2' })));
    of.find(finding());
    expect(of.unused()).toEqual(['s2']);
  });
});

describe('a suppression file is refused', () => {
  test.each([
    ['an empty match', file(entry('{}')), /^s\.yaml:3:\d+: the match is empty/],
    ['a match of no tags', file(entry('{ tags: {} }')), /^s\.yaml:3:\d+: the match is empty/],
    ['an empty list', file(entry('{ rules: [] }')), /:3:\d+: 'suppressions\.0\.match\.rules': /],
    ['an empty glob', file(entry('{ rules: [""] }')), /rules\.0'/],
    ['an unknown key', file(entry('{ rule: [a] }')), /^s\.yaml:3:24: unknown key 'rule'\n.*\n {25}\^{4}$/],
    ['no reason', 'version: 1\nsuppressions: [{ id: a, match: { rules: [a] }, expires: 2026-01-01 }]', /reason/],
    ['no end', 'version: 1\nsuppressions: [{ id: a, match: { rules: [a] }, reason: r }]', /expires/],
    ['an end that is no day', file(entry('{ rules: [a] }', { expires: 'never' })), /expires/],
    ['an id used twice', file(entry('{ rules: [a] }'), entry('{ rules: [b] }')), /:4:\d+: the id 's1' is used twice/],
    ['another version', 'version: 2\nsuppressions: []', /:1:10: 'version'/],
    ['nothing', '', /^s\.yaml:1:1: the file: /],
  ])('%s', (_, text, said) => expect(complaint(() => readSuppressions(text, 's.yaml'))).toMatch(said));
});

test.each([
  ['2027-06-01', undefined],
  ['2027-06-02', "s.yaml:3:63: the suppression 's1' lasts until 2027-06-02; a year is the longest, until 2027-06-01"],
])('a suppression until %s, a year before', (expires, said) => {
  const read = readSuppressions(file(entry('{ rules: [a] }', { expires })), 's.yaml');
  if (said === undefined) expect(() => refuseEndless(read, '2026-06-01T12:00:00Z')).not.toThrow();
  else expect(complaint(() => refuseEndless(read, '2026-06-01T12:00:00Z'))).toContain(said);
});
