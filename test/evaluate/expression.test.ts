import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/collect/kinds.ts';
import { compilerFor, type ExpressionError, subjectOf } from '../../src/evaluate/cel/expression.ts';
import type { ParameterValue } from '../../src/model/rule.ts';
import { account, box, key } from '../graph/toys.ts';
import { registry } from './toy-rules.ts';

const compile = (text: string, type = box, parameters: Readonly<Record<string, ParameterValue>> = {}) =>
  compilerFor(type, registry).compile(text, 'bool', parameters);

/** What is said against an expression, and which part of it is meant. */
function against(text: string, type = box): { said: string; at: string } {
  try {
    compile(text, type);
  } catch (cause) {
    const [first] = (cause as ExpressionError).complaints;
    return { said: first?.message ?? '', at: text.slice(first?.start, first?.end) };
  }
  throw new Error(`nothing is said against ${text}`);
}

describe('what expressions may not say', () => {
  const bans: readonly [string, string, string][] = [
    ['has(resource.sealed)', 'has() is not used here', 'has(resource.sealed)'],
    ['resource.sealed == null', 'null never enters a resource', 'null'],
    ['null != resource.label', 'null never enters a resource', 'null'],
    ['dyn(resource.label) == 3', 'switch the type check off', 'dyn(resource.label)'],
    ['type(resource.label) == string', 'type() is not used', 'type(resource.label)'],
    ['resource.tags["owner"] == "me"', 'indexing is not used', 'resource.tags["owner"]'],
    ['resource.notes[0] == "x"', 'indexing is not used', 'resource.notes[0]'],
    ['resource.peers[0].sealed', 'indexing is not used', 'resource.peers[0]'],
    ['resource.label.matches("^a")', 'text.regex("…")', 'resource.label.matches("^a")'],
    ['resource.label < "b"', 'text has no order', 'resource.label < "b"'],
    ['"a" >= resource.label', 'text has no order', '"a" >= resource.label'],
    ['resource.size > resource.label', 'text has no order', 'resource.size > resource.label'],
    ['isEmpty(resource)', 'isEmpty(…) asks one field', 'resource'],
    ['isEmpty(resource.label == "a")', 'isEmpty(…) asks one field', 'resource.label == "a"'],
    ['resource.peers.size() == 0', 'size() cannot tell', 'resource.peers'],
    ['size(resource.peers) > 1', 'size() cannot tell', 'resource.peers'],
    ['resource.peers == []', 'cannot be compared as a whole', 'resource.peers'],
    ['[] != resource.peers', 'cannot be compared as a whole', 'resource.peers'],
    ['resource.label.regex("(?=a)")', 'the pattern does not compile', '"(?=a)"'],
    ['resource.label.regex(resource.label)', 'regex() takes a literal pattern', 'resource.label'],
  ];
  test.each(bans)('%s', (text, said, at) => {
    expect(against(text)).toEqual({ said: expect.stringContaining(said), at });
  });

  test.each([
    ['a ban deep inside', 'resource.sealed || !(resource.level > 3 && has(resource.label))', 'has() is not used'],
    ['in a macro', 'resource.notes.exists(n, n < "b")', 'text has no order'],
    ['in the branch of a choice', 'resource.sealed ? resource.tags["a"] == "b" : true', 'indexing'],
    ['in a list', 'resource.label in [resource.notes[0]]', 'indexing'],
  ])('%s', (_, text, said) => expect(against(text).said).toContain(said));

  test('usedBy and within have no size either', () => {
    expect(against('resource.usedBy.size() == 0', key).said).toContain('size() cannot tell');
    expect(against('resource.boxes.size() == 0', account).said).toContain('size() cannot tell');
  });
});

describe('values that AWS does not have', () => {
  test.each([
    ['resource.size == "bigg"', '"bigg"', 'big, small'],
    ['"bigg" != resource.size', '"bigg"', 'big, small'],
    ['resource.size in ["big", "smal"]', '"smal"', 'big, small'],
    ['resource.kmsKey.state == "enabled"', '"enabled"', 'Enabled, Disabled'],
    ['resource.kmsKeyState == "lost"', '"lost"', 'none, resolved, foreign'],
    ['resource.custody >= "customer"', '"customer"', 'none, aws-owned, aws-managed, customer-managed'],
    ['resource.custody == "customer"', '"customer"', 'none, aws-owned'],
    ['resource.peers.all(p, p.sealed && resource.size == "x")', '"x"', 'big, small'],
  ])('%s', (text, at, known) => {
    expect(against(text)).toEqual({ said: expect.stringContaining(`it is one of ${known}`), at });
  });
});

describe('fields and types', () => {
  test.each([
    ['resource.seald', 'seald'],
    ['resource.kmsKey.stat == "Enabled"', 'stat'],
    ['resource.kmsKey.origin == "aws-kms"', 'origin'],
    ['resource.sealed.inner', 'bool'],
    ['resource.peers.all(p, p.kmsKeyState == "none")', 'kmsKeyState'],
    ['resurce.sealed', 'resurce'],
    ['resource.level == "3"', ''],
    ['resource.label', 'it gives string; a rule needs true or false'],
    ['resource.sealed &&', ''],
  ])('%s does not compile', (text, said) => expect(against(text).said).toContain(said));

  test.each([
    'resource.level >= 3',
    'resource.size == "big" && resource.kmsKeyState in ["none", "resolved"]',
    'resource.madeAt + days(30) < takenAt',
    '"owner" in resource.tags',
    'resource.notes.size() == 0 && resource.tags.size() > 0',
    'resource.parts.all(p, p.weight < 5 && p.name.regex("^[a-z]+$"))',
    'isEmpty(resource.endsAt) || resource.endsAt > takenAt',
    'resource.peers.exists(p, p.sealed)',
    'resource.custody != "none" && resource.custody < "customer-managed"',
    'resource.id.startsWith("arn:") && resource.name != ""',
  ])('%s compiles', (text) => expect(() => compile(text)).not.toThrow());

  test('an expression names the paths it reads, links included', () => {
    const text = 'resource.kmsKey.state == "Enabled" && resource.peers.all(p, p.sealed) && !isEmpty(resource.endsAt)';
    expect(compile(text).paths).toEqual(['endsAt', 'kmsKey.state', 'peers']);
  });

  test('one that is too long to read is refused', () => {
    expect(() => compile(Array.from({ length: 400 }, () => 'resource.sealed').join(' && '))).toThrow();
    expect(() => compile(`${'('.repeat(100)}resource.sealed${')'.repeat(100)}`)).toThrow();
  });
});

test.each(['source', 'isEmpty'])('a field may be called %s', (name) => {
  const compiler = compilerFor({ ...box, fields: { [name]: kinds.string(() => '') } }, registry);
  const { run, reference } = compiler.compile(`resource.${name} == "acm"`, 'bool', {});
  const subject = subjectOf({ read: () => 'acm' }, Date.parse('2026-06-01T00:00:00Z'));
  expect(run(subject)).toBe(true);
  expect(reference(subject)).toBe(true);
});
