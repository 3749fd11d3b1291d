import { describe, expect, test } from 'vitest';
import { GLOBAL_REGION } from '../../src/model/scope.ts';
import type { Observation } from '../../src/model/snapshot.ts';
import { box, boxArn, denied, key, keyArn, OTHER, scopeIn, single, type WorldOptions } from '../graph/world.ts';
import { judgeWorld } from './toy-rules.ts';

/** `sealed` and `level` may be left out (unknown); `open` is denied. */
const NOBODY_SAW = 'resource.sealed';
const NOBODY_MAY_SEE = 'resource.open';
const one = (item: object): Observation =>
  box('b', { ...item }, scopeIn(), { policy: { error: denied('toy:GetBoxPolicy') } });

async function verdict(rule: { when?: string; assert: string }, item: object, world: readonly Observation[] = []) {
  const { findings, notApplicable } = await judgeWorld([one(item), ...world], [rule]);
  const own = findings.find(({ resource }) => resource.id === boxArn('b'));
  return own?.verdict ?? (notApplicable > 0 ? 'not-applicable' : 'nothing');
}

describe('what is unknown decides nothing, and stops nothing that is decided', () => {
  const cases: readonly [string, object, string][] = [
    [`${NOBODY_SAW} && true`, {}, 'unknown'],
    [`${NOBODY_SAW} && false`, {}, 'fail'],
    [`false && ${NOBODY_SAW}`, {}, 'fail'],
    [`${NOBODY_SAW} || true`, {}, 'pass'],
    [`true || ${NOBODY_SAW}`, {}, 'pass'],
    [`${NOBODY_SAW} || false`, {}, 'unknown'],
    [`!${NOBODY_SAW}`, {}, 'unknown'],
    [`${NOBODY_SAW} == false`, {}, 'unknown'],
    [`${NOBODY_MAY_SEE} ? true : true`, {}, 'unknown'],
    [`resource.level > 3 || resource.level <= 3`, {}, 'unknown'],
    [`resource.level > 3 ? ${NOBODY_SAW} : true`, { Level: 1 }, 'pass'],
    [`${NOBODY_SAW} && ${NOBODY_MAY_SEE} && resource.level > 3`, { Level: 1 }, 'fail'],
    [`["a", "b"].exists(x, x == "b" || ${NOBODY_SAW})`, {}, 'pass'],
    [`["a", "b"].exists(x, x == "c" && ${NOBODY_SAW})`, {}, 'fail'],
    [`["a", "b"].exists(x, x == "c" || ${NOBODY_SAW})`, {}, 'unknown'],
    [`["a", "b"].all(x, x == "a" && ${NOBODY_SAW})`, {}, 'fail'],
    [`["a", "b"].all(x, ${NOBODY_SAW})`, {}, 'unknown'],
    ['resource.notes.exists(n, n == "x")', {}, 'unknown'],
    ['"x" in resource.tags', {}, 'unknown'],
    ['"x" in resource.tags', { Tags: {} }, 'fail'],
    ['resource.parts.all(p, p.weight < 5)', { Parts: [{ name: 'a', weight: 9 }] }, 'fail'],
    ['resource.parts.all(p, p.weight < 5)', { Parts: [] }, 'pass'],
  ];
  test.each(cases)('%s of %j is %s', async (assert, item, wanted) =>
    expect(await verdict({ assert }, item)).toBe(wanted),
  );
});

describe('when', () => {
  test.each([
    ['resource.sealed', { Sealed: true, Level: 1 }, 'pass'],
    ['resource.sealed', { Sealed: false, Level: 1 }, 'not-applicable'],
    ['resource.sealed', { Level: 1 }, 'unknown'],
    ['resource.sealed && resource.level > 3', { Level: 1 }, 'not-applicable'],
    ['isEmpty(resource.endsAt)', { Level: 1 }, 'pass'],
    ['!isEmpty(resource.endsAt)', { Level: 1 }, 'not-applicable'],
    ['!isEmpty(resource.endsAt)', { Level: 1, EndsAt: '2026-01-01T00:00:00Z' }, 'pass'],
  ])('%s of %j is %s', async (when, item, wanted) => {
    expect(await verdict({ when, assert: 'resource.level == 1' }, item)).toBe(wanted);
  });
});

describe('lists that may lack something', () => {
  const PEERS = [box('p', { Sealed: true }), box('q', { Sealed: false }), box('r', {})];
  const far = boxArn('x', 'eu-west-1', OTHER);
  test.each([
    ['exists', 'a sealed one and one out of sight', ['p', far], 'pass'],
    ['exists', 'an open one and one out of sight', ['q', far], 'unknown'],
    ['exists', 'nothing but one out of sight', [far], 'unknown'],
    ['exists', 'nothing', [], 'fail'],
    ['all', 'a sealed one and one out of sight', ['p', far], 'unknown'],
    ['all', 'an open one and one out of sight', ['q', far], 'fail'],
    ['all', 'sealed ones', ['p'], 'pass'],
    ['all', 'a sealed one and one that AWS says nothing of', ['p', 'r'], 'unknown'],
    ['all', 'nothing', [], 'pass'],
  ])('%s of %s', async (macro, _, Peers, wanted) => {
    expect(await verdict({ assert: `resource.peers.${macro}(p, p.sealed)` }, { Peers }, PEERS)).toBe(wanted);
  });

  test.each([
    ['resource.peers.map(p, p.sealed) == []', [far], 'unknown'],
    ['resource.peers.filter(p, true).size() == 0', [far], 'unknown'],
    ['resource.peers.exists_one(p, p.sealed)', ['p', far], 'unknown'],
    ['!resource.peers.exists(p, true)', [far], 'unknown'],
    ['!resource.peers.exists(p, true)', [], 'pass'],
  ])('no other way round: %s', async (assert, Peers, wanted) => {
    expect(await verdict({ assert }, { Peers }, PEERS)).toBe(wanted);
  });

  const ofAccount = async (assert: string, options: WorldOptions = {}) => {
    const world = [single('aws.account', scopeIn(GLOBAL_REGION))];
    const { findings } = await judgeWorld(world, [{ resource: 'aws.account', assert }], options);
    return findings.map(({ verdict }) => verdict);
  };
  test('none of a type is decided only by a whole listing', async () => {
    const none = '!resource.boxes.exists(b, true)';
    expect(await ofAccount(none)).toEqual(['pass']);
    expect(await ofAccount(none, { failed: { 'toy.box eu-west-1': denied('toy:ListBoxes') } })).toEqual(['unknown']);
  });
});

describe('custody', () => {
  const KEYS = [key('mine'), key('dark', { error: denied('kms:DescribeKey') })];
  test.each([
    ['>= "customer-managed"', { Sealed: true, Key: 'mine' }, 'pass'],
    ['>= "customer-managed"', { Sealed: true, Key: 'dark' }, 'unknown'],
    ['>= "aws-managed"', { Sealed: true, Key: 'dark' }, 'pass'],
    ['< "aws-managed"', { Sealed: true, Key: 'dark' }, 'fail'],
    ['== "none"', { Sealed: true, Key: 'dark' }, 'fail'],
    ['!= "none"', { Sealed: true, Key: 'dark' }, 'pass'],
    ['== "customer-managed"', { Sealed: true, Key: 'dark' }, 'unknown'],
    ['> "none"', { Sealed: false }, 'fail'],
    ['<= "aws-owned"', { Held: 'aws-owned' }, 'pass'],
    ['>= "customer-managed"', {}, 'unknown'],
  ])('%s of %j is %s', async (rest, item, wanted) => {
    expect(await verdict({ assert: `resource.custody ${rest}` }, item, KEYS)).toBe(wanted);
  });
});

describe('through a link', () => {
  test.each([
    ['resolved', 'k', 'pass'],
    ['foreign', keyArn('k', 'eu-west-1', OTHER), 'unknown'],
    ['gone', 'x', 'unknown'],
  ])('%s', async (_, Key, wanted) => {
    expect(await verdict({ assert: 'resource.kmsKey.state == "Enabled"' }, { Key }, [key('k')])).toBe(wanted);
  });

  test('the state is a value even where the target is not', async () => {
    expect(await verdict({ assert: 'resource.kmsKeyState != "gone"' }, { Key: 'x' })).toBe('fail');
  });
});

describe('times', () => {
  test('are compared with the snapshot’s own', async () => {
    const item = { MadeAt: '2026-05-01T00:00:00Z' };
    expect(await verdict({ assert: 'resource.madeAt + days(30) < takenAt' }, item)).toBe('pass');
    expect(await verdict({ assert: 'resource.madeAt + days(31) < takenAt' }, item)).toBe('fail');
  });
});

/** A linear engine takes its time as well: instructions of the pattern × characters of the text. */
describe('a pattern', () => {
  const big = 'resource.label.regex("(.*[a-z0-9]{0,20}){40}$")';
  test('that a backtracking engine would never end is decided', async () =>
    expect(await verdict({ assert: 'resource.label.regex("^(a+)+$")' }, { Label: `${'a'.repeat(50_000)}!` })).toBe(
      'fail',
    ));
  test('of a thousand instructions is tried on a text of a thousand', async () =>
    expect(await verdict({ assert: big }, { Label: 'a'.repeat(1000) })).toBe('pass'));
  test('too big for a text leaves the finding unknown and says so', async () => {
    const { findings, ruleErrors } = await judgeWorld([one({ Label: 'a'.repeat(100_000) })], [{ assert: big }]);
    expect(findings[0]).toMatchObject({ verdict: 'unknown', reasons: [{ class: 'rule-error' }] });
    expect(findings[0]?.reasons[0]?.code).toMatch(/is too big for a text of 100000 characters/);
    expect(ruleErrors).toBe(1);
  });
});
