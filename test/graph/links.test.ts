import { describe, expect, test } from 'vitest';
import type { LinkList, LinkValue } from '../../src/model/field.ts';
import { alias, aliasArn, box, boxArn, denied, key, keyArn, look, OTHER, scopeIn, type WorldOptions } from './world.ts';

const KEYS = [key('k1'), alias('data', 'k1'), alias('aws/toy', undefined), alias('aws/made', 'k1')];

const follow = async (Key: string | undefined, options: WorldOptions = {}): Promise<LinkValue> => {
  const resource = await look([...KEYS, box('b', { Sealed: true, Key })], boxArn('b'), options);
  const link = resource.read('kmsKey') as LinkValue;
  expect(resource.read('kmsKeyState')).toBe(link.state);
  return link;
};

describe('a reference leads to the key, however it is written', () => {
  test.each([
    ['ARN', keyArn('k1')],
    ['bare id', 'k1'],
    ['id with its kind', 'key/k1'],
    ['alias', 'alias/data'],
    ['alias ARN', aliasArn('data')],
    ['AWS alias that has a key', 'alias/aws/made'],
  ])('%s', async (_, reference) => {
    expect(await follow(reference)).toMatchObject({
      state: 'resolved',
      id: keyArn('k1'),
      target: { name: 'k1', fields: { state: 'Enabled', manager: 'customer' } },
    });
  });

  test('a bare id belongs to the region of what refers to it', async () => {
    const scopes = [scopeIn(), scopeIn('ap-south-1')];
    const there = box('b', { Key: 'k1' }, scopeIn('ap-south-1'));
    const resource = await look([...KEYS, there], boxArn('b', 'ap-south-1'), { scopes });
    expect(resource.read('kmsKey')).toMatchObject({ state: 'gone', id: keyArn('k1', 'ap-south-1') });
  });
});

describe('a reference that leads nowhere says why', () => {
  const cases: readonly [string, string | undefined, WorldOptions, object][] = [
    ['none: AWS names no key', undefined, {}, { state: 'none', id: '' }],
    [
      'foreign: another account',
      keyArn('k1', 'eu-west-1', OTHER),
      {},
      { state: 'foreign', reason: { class: 'out-of-scope', code: 'foreign' } },
    ],
    ['foreign: an alias of another account', aliasArn('x', 'eu-west-1', OTHER), {}, { state: 'foreign' }],
    ['foreign: a region that was not read', keyArn('k1', 'us-west-2'), {}, { state: 'foreign' }],
    [
      'not collected: nobody listed keys',
      'k9',
      { unlisted: ['aws.kms.key eu-west-1'] },
      { state: 'not-collected', reason: { class: 'not-collected', operation: 'kms:ListKeys' } },
    ],
    [
      'unreadable: an AWS alias, where the listing of aliases failed',
      'alias/aws/never',
      { failed: { 'aws.kms.alias eu-west-1': denied('kms:ListAliases') } },
      { state: 'unreadable', reason: { class: 'denied', operation: 'kms:ListAliases' } },
    ],
    [
      'unreadable: the listing of keys failed',
      'k9',
      { failed: { 'aws.kms.key eu-west-1': denied('kms:ListKeys') } },
      { state: 'unreadable', reason: { class: 'denied', operation: 'kms:ListKeys', permission: 'kms:ListKeys' } },
    ],
    [
      'unreadable: the listing of aliases failed',
      'alias/unseen',
      { failed: { 'aws.kms.alias eu-west-1': denied('kms:ListAliases') } },
      { state: 'unreadable', reason: { operation: 'kms:ListAliases' } },
    ],
    ['gone: a whole listing lacks it', 'k9', {}, { state: 'gone', reason: { class: 'out-of-scope', code: 'gone' } }],
    ['gone: a whole listing lacks the alias', 'alias/deleted', {}, { state: 'gone', id: aliasArn('deleted') }],
    ['an AWS key that KMS has not made yet is not gone', 'alias/aws/toy', {}, { state: 'not-collected' }],
    ['an AWS alias that nobody saw is not gone', 'alias/aws/unseen', {}, { state: 'not-collected' }],
  ];
  test.each(cases)('%s', async (_, reference, options, wanted) => {
    const link = await follow(reference, options);
    expect(link).toMatchObject(wanted);
    expect(link.target).toBeUndefined();
  });

  test('a key that was read before its listing failed is resolved', async () => {
    const options = { failed: { 'aws.kms.key eu-west-1': denied('kms:ListKeys') } };
    expect(await follow('k1', options)).toMatchObject({ state: 'resolved' });
  });

  test('a region that was skipped is foreign', async () => {
    const header = {
      scopes: [
        { ...scopeIn(), status: 'complete' as const },
        { ...scopeIn('me-south-1'), status: 'skipped' as const },
      ],
    };
    expect(await follow(keyArn('k1', 'me-south-1'), { header })).toMatchObject({ state: 'foreign' });
  });

  test('a type that this version does not know is not collected', async () => {
    const registry = (await import('./toys.ts')).toys.filter(({ type }) => type !== 'aws.kms.key');
    expect(await follow('k1', { registry })).toMatchObject({ state: 'not-collected', id: 'k1' });
  });
});

test('a name without an account that nobody listed may be anybody’s, and is not gone', async () => {
  const resource = await look([box('b', { Chest: 'theirs' })], boxArn('b'));
  expect(resource.read('chest')).toMatchObject({ state: 'foreign', id: 'arn:aws:chest:::theirs' });
});

describe('a list of references', () => {
  const peersOf = async (Peers: readonly string[], options: WorldOptions = {}): Promise<LinkList> => {
    const world = [box('b', { Peers }), box('p', { Sealed: true }), box('q', { Sealed: false })];
    return (await look(world, boxArn('b'), options)).read('peers') as LinkList;
  };

  test('is whole when every one is resolved', async () => {
    const list = await peersOf(['p', boxArn('q')]);
    expect(list.targets.map(({ name, fields }) => [name, fields])).toEqual([
      ['p', { sealed: true }],
      ['q', { sealed: false }],
    ]);
    expect(list.missing).toBeUndefined();
  });

  test('is unfinished when one leads out of sight, with that one’s reason', async () => {
    const list = await peersOf(['p', boxArn('x', 'eu-west-1', OTHER)]);
    expect(list.targets).toHaveLength(1);
    expect(list.missing).toMatchObject({ class: 'out-of-scope', code: 'foreign' });
  });

  test('that is empty is a value', async () => {
    expect(await peersOf([])).toEqual({ list: 'toy.box', targets: [] });
  });
});

test('links read only what they name of their target', async () => {
  const resource = await look([...KEYS, box('b', { Key: 'k1' })], boxArn('b'));
  const { target } = resource.read('kmsKey') as LinkValue;
  expect(Object.keys(target?.fields ?? {}).sort()).toEqual(['manager', 'origin', 'state']);
  expect(target?.region).toBe('eu-west-1');
});
