import { describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { world } from '../worlds/kms-keys.ts';
import { type Answers, play, REGION, refuses } from './play.ts';

const options = { rules: ['kms'], regions: world.regions ?? [], deep: true };
/** Nothing else is there, so that "nothing refers to it" is known. */
const answers: Answers = {
  ...Object.fromEntries(
    collectors.flatMap(({ list }) =>
      list ? [[`${list.sdk}:${list.operation}`, list.in === undefined ? {} : { [list.in]: {} }]] : [],
    ),
  ),
  'ec2:GetEbsDefaultKmsKeyId': { KmsKeyId: 'alias/aws/ebs' },
  ...world.answers,
};
const played = await play(answers, options);
const without = (operation: string) => play({ ...answers, [operation]: refuses('AccessDeniedException') }, options);

/** Verdicts by name and region: a multi-Region key has one name everywhere. */
const placed = (rule: string): Record<string, string> =>
  Object.fromEntries(
    played.findings
      .filter((finding) => finding.rule === rule)
      .map(({ resource, verdict }) => [
        resource.region === REGION ? resource.name : `${resource.name}@${resource.region}`,
        verdict,
      ]),
  );

describe('verdicts on the keys of the world', () => {
  test.each([
    [
      'kms-replica-policy-matches-primary',
      { 'mrk-same@us-east-1': 'pass', 'mrk-apart@us-east-1': 'fail', 'mrk-refused@us-east-1': 'unknown' },
    ],
    [
      'kms-replica-state-matches-primary',
      { 'mrk-same@us-east-1': 'pass', 'mrk-apart@us-east-1': 'fail', 'mrk-refused@us-east-1': 'pass' },
    ],
    [
      'kms-replica-tags-match-primary',
      { 'mrk-same@us-east-1': 'pass', 'mrk-apart@us-east-1': 'fail', 'mrk-refused@us-east-1': 'pass' },
    ],
    ['kms-alias-target-usable', { 'alias/to-seldom': 'pass', 'alias/to-dying': 'fail' }],
    ['kms-unrotatable-key-not-old', { 'signs-new': 'pass', 'signs-old': 'fail' }],
    ['kms-imported-material-second-copy', { 'imported-twice': 'pass', 'imported-once': 'fail' }],
    ['kms-request-rate-within-quota', { [REGION]: 'fail', 'us-east-1@us-east-1': 'pass' }],
    ['kms-keys-within-quota', { [REGION]: 'pass', 'us-east-1@us-east-1': 'pass' }],
  ])('%s', (rule, expected) => {
    expect(placed(rule)).toEqual(expected);
  });

  test('a key is an orphan only where nothing refers to it, has a grant on it or has used it', () => {
    expect(placed('kms-key-not-orphaned')).toMatchObject({
      orphan: 'fail',
      granted: 'pass',
      'alias/to-seldom': 'pass',
    });
    expect(played.finding('kms-key-not-orphaned', 'orphan').message).toContain('1 USD a month');
  });

  test('a rotation period is judged by its length', () => {
    expect(placed('kms-key-rotation-period')).toMatchObject({ orphan: 'pass', 'alias/to-seldom': 'fail' });
    expect(played.finding('kms-key-rotation-period', 'alias/to-seldom').message).toContain('2560');
  });

  test('a key in use that waits for deletion says how long there is', async () => {
    const volumes = { Volumes: [{ VolumeId: 'vol-1', Encrypted: true, KmsKeyId: 'dying' }] };
    const { finding } = await play({ ...answers, 'ec2:DescribeVolumes': volumes }, options);
    expect(finding('kms-key-not-pending-deletion-while-in-use', 'alias/to-dying').message).toContain('in 9 days');
  });
});

test.each([
  ['kms:ListGrants', 'kms-grants-within-quota', 'orphan'],
  ['kms:GetKeyLastUsage', 'kms-key-not-orphaned', 'orphan'],
  ['kms:GetKeyRotationStatus', 'kms-key-rotation-period', 'orphan'],
  ['cloudwatch:GetMetricStatistics', 'kms-request-rate-within-quota', 'us-east-1'],
])('denied %s leaves %s unknown', async (operation, rule, name) => {
  const { finding } = await without(operation);
  expect(finding(rule, name)).toMatchObject({ verdict: 'unknown' });
  expect(finding(rule, name).reasons).toContainEqual(expect.objectContaining({ class: 'denied', operation }));
});

test('keys that nobody could list leave their aliases and their number unknown', async () => {
  const { verdicts } = await without('kms:ListKeys');
  expect(verdicts('kms-alias-target-usable')).toEqual({ 'alias/to-seldom': 'unknown', 'alias/to-dying': 'unknown' });
  expect(verdicts('kms-keys-within-quota')).toEqual({ [REGION]: 'unknown', 'us-east-1': 'unknown' });
});

test('one kind of resource that nobody could list, and a key without grants may be in use', async () => {
  const { finding } = await without('ec2:DescribeVolumes');
  expect(finding('kms-key-not-orphaned', 'orphan').verdict).toBe('unknown');
  expect(finding('kms-key-not-orphaned', 'granted').verdict).toBe('pass');
});

test('calls are counted for the day before the scan, and under --deep only', async () => {
  const { calls } = await play(answers, { ...options, deep: false });
  expect(calls).not.toContain('cloudwatch:GetMetricStatistics');
});
