import { expect, test } from 'vitest';
import { sourcesOf } from '../../src/model/answers.ts';
import { kms, right } from './descriptor-types.ts';

const source = { service: 'kms', arn: '{id}', id: () => 'id' };

test('a descriptor says where each answer comes from and which permission it needs, where AWS names it otherwise', () => {
  expect(Object.fromEntries(sourcesOf(right.fields(() => ({}))))).toEqual({
    item: { operation: 'kms:ListKeys', permission: 'kms:ListEveryKey' },
    metadata: { operation: 'kms:DescribeKey', permission: 'kms:DescribeKey' },
  });
});

test('the name is the last part of the id unless a descriptor says another', () => {
  const listing = kms.list('t', 'ListKeys', { items: 'Keys', members: { KeyId: true } }, source);
  expect(listing.fields(() => ({})).name({}, 'arn:aws:kms:r:1:key/abc')).toBe('abc');
  expect(listing.fields(() => ({})).name({}, 'arn:aws:sns:r:1:topic')).toBe('topic');
  expect(
    listing
      .named(() => 'own')
      .fields(() => ({}))
      .name({}, 'x'),
  ).toBe('own');
});
