import { describe, expect, test } from 'vitest';
import { arnOf, placeInArn } from '../../src/model/arn.ts';
import { reasonOf } from '../../src/model/classify.ts';
import { describeInputError, InputError } from '../../src/model/input-error.ts';
import { ownerOf } from '../../src/model/owner.ts';
import { partitionOf } from '../../src/model/scope.ts';

describe('an ARN', () => {
  const scope = { partition: 'aws-cn', account: '111122223333', region: 'cn-north-1' };
  test.each([
    [
      'arn:{partition}:ec2:{region}:{account}:volume/{id}',
      'vol-1',
      'arn:aws-cn:ec2:cn-north-1:111122223333:volume/vol-1',
    ],
    ['arn:{partition}:s3:::{id}', 'b', 'arn:aws-cn:s3:::b'],
    ['arn:{partition}:x:{region}:{account}:{id}', 'arn:aws:kms:a:b:key/c', 'arn:aws:kms:a:b:key/c'],
    ['arn:{partition}:x:{region}:{account}:{id}', '$&{region}', 'arn:aws-cn:x:cn-north-1:111122223333:$&{region}'],
  ])('%s of %s', (template, id, wanted) => expect(arnOf(template, scope, id)).toBe(wanted));

  test.each([
    ['arn:aws:kms:eu-west-1:111122223333:key/k', '111122223333', 'eu-west-1'],
    ['arn:aws:s3:::b', '', ''],
    ['no ARN', '', ''],
  ])('%s names a place', (arn, account, region) => expect(placeInArn(arn)).toEqual({ account, region }));
});

test.each([
  ['eu-west-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eusc-de-east-1', 'aws-eusc'],
])('%s is in partition %s', (region, partition) => expect(partitionOf(region)).toBe(partition));

test.each([
  [undefined, 'none'],
  ['', 'none'],
  ['alias/mine', 'own'],
  ['arn:aws:kms:eu-west-1:111122223333:key/k', 'own'],
  ['arn:aws:kms:eu-west-1:444455556666:key/k', 'trusted'],
  ['arn:aws:kms:eu-west-1:777788889999:key/k', 'other'],
])('key %s has owner %s', (reference, owner) => {
  expect(ownerOf(reference, { account: '111122223333', trustedAccounts: ['444455556666'] })).toBe(owner);
});

test.each([
  ['AccessDeniedException', '', 'denied'],
  ['UnauthorizedOperation', '', 'denied'],
  ['AuthFailure', '', 'denied'],
  ['AccessDenied', 'explicit deny in a service control policy', 'scp'],
  ['AccessDenied', 'explicit deny in a resource control policy', 'scp'],
  ['AccessDenied', 'no identity-based policy allows', 'denied'],
  ['ThrottlingException', '', 'throttled'],
  ['RequestLimitExceeded', '', 'throttled'],
  ['SlowDown', '', 'throttled'],
  ['ExpiredTokenException', '', 'cut'],
  ['ExpiredCredentials', '', 'cut'],
  ['Interrupted', '', 'cut'],
  ['RepeatedToken', '', 'cut'],
  ['NotImplementedByEndpoint', '', 'unsupported'],
  ['UnsupportedOperationException', '', 'unsupported'],
  ['MissingMember', '', 'failed'],
  ['KMSInternalException', '', 'failed'],
])('%s (%s) is of class %s', (code, message, wanted) =>
  expect(reasonOf({ operation: 'x', code, message }, 'x:Y').class).toBe(wanted),
);

describe('what is said of a mistake', () => {
  test.each([
    ['without a place', undefined, 'wrong'],
    ['in a file', { file: 'f' }, 'f: wrong'],
    ['in a line', { file: 'f', line: 3 }, 'f:3: wrong'],
    ['a column without its line', { file: 'f', line: 3, column: 2 }, 'f:3:2: wrong'],
    ['with its line', { file: 'f', line: 3, column: 2, source: 'abc', length: 2 }, 'f:3:2: wrong\n  abc\n   ^^'],
    ['with tabs', { file: 'f', line: 3, column: 2, source: '\tabc', length: 1 }, 'f:3:2: wrong\n   abc\n   ^'],
    ['past the end', { file: 'f', line: 1, column: 9, source: 'abc', length: 5 }, 'f:1:9: wrong\n  abc\n          ^'],
    ['in a line without end', { file: 'f', line: 1, column: 2, source: 'x'.repeat(20_000) }, 'f:1:2: wrong'],
  ])('%s', (_, place, wanted) => expect(describeInputError(new InputError('wrong', place))).toBe(wanted));

  test('shows the part of a long line that is meant', () => {
    const source = `${'a'.repeat(500)}here${'b'.repeat(500)}`;
    const place = { file: 'f', line: 1, column: 501, source, length: 4 };
    const [, line = '', caret = ''] = describeInputError(new InputError('wrong', place)).split('\n');
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('here');
    expect(line.length).toBe(122);
  });
});
