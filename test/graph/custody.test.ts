import { describe, expect, test } from 'vitest';
import { CUSTODIES, type CustodyRange, custodyText, rank } from '../../src/model/custody.ts';
import { alias, box, boxArn, denied, key, keyArn, look, OTHER, type WorldOptions } from './world.ts';

const KEYS = [key('mine'), key('awss', { Manager: 'aws' }), key('dark', { error: denied('kms:DescribeKey') })];
const ALIASES = [alias('data', 'mine'), alias('aws/toy', 'awss'), alias('aws/later', undefined)];

const custody = async (item: object, options: WorldOptions = {}): Promise<unknown> => {
  const state = (await look([...KEYS, ...ALIASES, box('b', { ...item })], boxArn('b'), options)).read('custody');
  return typeof state === 'object' && 'min' in state ? custodyText(state as Parameters<typeof custodyText>[0]) : state;
};

describe('who holds the key', () => {
  const cases: readonly [string, object, string][] = [
    ['nobody: it is not sealed', { Sealed: false, Key: 'mine' }, 'none'],
    ['AWS alone', { Sealed: true, Held: 'aws-owned' }, 'aws-owned'],
    ['AWS, by the key’s manager', { Sealed: true, Key: 'awss' }, 'aws-managed'],
    ['AWS, by the alias of a key that is there', { Sealed: true, Key: 'alias/aws/toy' }, 'aws-managed'],
    ['AWS, by the alias of a key that nobody saw', { Sealed: true, Key: 'alias/aws/later' }, 'aws-managed'],
    ['the customer', { Sealed: true, Key: 'mine' }, 'customer-managed'],
    ['the customer, by alias', { Sealed: true, Key: 'alias/data' }, 'customer-managed'],
    ['a key that may not be described', { Sealed: true, Key: 'dark' }, 'aws-managed..customer-managed'],
    [
      'a key of another account',
      { Sealed: true, Key: keyArn('x', 'eu-west-1', OTHER) },
      'aws-managed..customer-managed',
    ],
    ['a key that is gone', { Sealed: true, Key: 'x' }, 'aws-managed..customer-managed'],
  ];
  test.each(cases)('%s', async (_, item, wanted) => expect(await custody(item)).toBe(wanted));

  test('is a range when keys may not be listed, and never "none"', async () => {
    const options = { failed: { 'aws.kms.key eu-west-1': denied('kms:ListKeys') } };
    expect(await custody({ Sealed: true, Key: 'unseen' }, options)).toBe('aws-managed..customer-managed');
  });

  /** What a reader must know to see more. */
  const reason = async (item: object, options: WorldOptions = {}): Promise<unknown> =>
    ((await look([...KEYS, box('b', { Sealed: true, ...item })], boxArn('b'), options)).read('custody') as CustodyRange)
      .reason;

  test.each<readonly [string, object, WorldOptions, object]>([
    ['that may not be described', { Key: 'dark' }, {}, { class: 'denied', operation: 'kms:DescribeKey' }],
    ['of another account', { Key: keyArn('x', 'eu-west-1', OTHER) }, {}, { class: 'out-of-scope', code: 'foreign' }],
    ['that is gone', { Key: 'x' }, {}, { class: 'out-of-scope', code: 'gone' }],
    [
      'that an older snapshot did not keep',
      { Key: 'mine' },
      { header: { members: { 'toy.box/item': ['Id', 'Sealed', 'Held'] } } },
      { class: 'not-collected' },
    ],
  ])('of a key %s is a range that says why', async (_, item, options, wanted) =>
    expect(await reason(item, options)).toMatchObject(wanted),
  );

  test('is unknown when AWS does not say whether it is sealed', async () => {
    expect(await custody({ Key: 'mine' })).toMatchObject({ unknown: { class: 'failed', code: 'MissingMember' } });
  });
});

test('custodies have an order', () => {
  expect(CUSTODIES.map(rank)).toEqual([0, 1, 2, 3]);
});
