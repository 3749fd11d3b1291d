import { describe, expect, test } from 'vitest';
import { world } from '../worlds/shared-copies.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['ebs', 'ec2', 'rds', 'docdb', 'neptune'] };
const played = await play(world.answers, options);

describe('whoever a copy is shared with may use its key', () => {
  test('EBS snapshots, by policy, grant, organization and manager of the key', () => {
    expect(played.verdicts('ebs-shared-snapshot-key-usable')).toEqual({
      'snap-lent': 'pass',
      'snap-granted': 'pass',
      'snap-described': 'fail',
      'snap-denied': 'fail',
      'snap-kept': 'fail',
      'snap-aws': 'fail',
      'snap-organization': 'unknown',
      'snap-unread': 'unknown',
    });
  });

  test('images, by all keys of their snapshots, which must be the own ones', () => {
    expect(played.verdicts('ami-shared-key-usable')).toEqual({
      'ami-lent': 'pass',
      'ami-kept': 'fail',
      'ami-aws': 'fail',
      'ami-unread': 'unknown',
      'ami-others': 'unknown',
    });
    expect(played.calls.filter((call) => call === 'ec2:DescribeImageAttribute')).toHaveLength(5);
  });

  test.each([
    'rds-shared-cluster-snapshot-key-usable',
    'docdb-shared-snapshot-key-usable',
    'neptune-shared-snapshot-key-usable',
  ])('%s', (rule) => {
    expect(played.verdicts(rule)).toEqual({ lent: 'pass', kept: 'fail', unread: 'unknown' });
  });

  test('RDS snapshots, of which only manual ones are shared', () => {
    expect(played.verdicts('rds-shared-snapshot-key-usable')).toEqual({ lent: 'pass', kept: 'fail' });
  });

  test.each([
    ['ec2:DescribeSnapshotAttribute', 'ebs-shared-snapshot-key-usable', 'snap-lent'],
    ['ec2:DescribeImageAttribute', 'ami-shared-key-usable', 'ami-lent'],
    ['rds:DescribeDBSnapshotAttributes', 'rds-shared-snapshot-key-usable', 'lent'],
    ['kms:ListGrants', 'ebs-shared-snapshot-key-usable', 'snap-kept'],
  ])('denied %s leaves %s unknown', async (operation, rule, name) => {
    const { finding } = await play({ ...world.answers, [operation]: refuses('AccessDenied') }, options);
    expect(finding(rule, name)).toMatchObject({ verdict: 'unknown', reasons: [{ class: 'denied', operation }] });
  });
});

describe('a copy has the key of its source', () => {
  test.each([
    ['ebs-snapshot-key-same-as-volume', { 'snap-lent': 'pass', 'snap-kept': 'fail', 'snap-unread': 'fail' }],
    ['rds-snapshot-key-same-as-instance', { lent: 'pass', kept: 'fail' }],
    ['rds-cluster-snapshot-key-same-as-cluster', { lent: 'pass', kept: 'fail', unread: 'fail' }],
  ])('%s', (rule, expected) => {
    expect(played.verdicts(rule)).toMatchObject(expected);
    const names = Object.keys(played.verdicts(rule));
    expect(['snap-aws', 'snap-plain', 'automated'].filter((name) => names.includes(name))).toEqual([]);
  });
});
