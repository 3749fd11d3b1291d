import { expect, test } from 'vitest';
import { world } from '../worlds/rds-oracle.ts';
import { collectPlayed, play, refuses } from './play.ts';

const played = await play(world.answers, { rules: ['rds'] });

test.each([
  [
    'rds-oracle-encryption-offered',
    {
      required: 'pass',
      'by-default': 'pass',
      tls12: 'pass',
      none: 'fail',
      rejected: 'fail',
      pending: 'fail',
      unseen: 'unknown',
    },
  ],
  [
    'rds-oracle-encryption-required',
    { required: 'pass', 'no-weak': 'pass', 'by-default': 'fail', tls12: 'fail', pending: 'fail' },
  ],
  ['rds-oracle-min-tls-1-2', { tls12: 'pass', 'tls-both': 'fail', 'tls-old': 'fail', unseen: 'unknown' }],
  [
    'rds-oracle-native-encryption-strong',
    { required: 'pass', 'no-weak': 'pass', 'by-default': 'fail', pending: 'pass' },
  ],
])('%s', (rule, expected) => {
  expect(played.verdicts(rule)).toMatchObject(expected);
  expect(Object.keys(played.verdicts(rule))).not.toContain('postgres');
});

test('databases that the option does not concern are not judged', () => {
  expect(Object.keys(played.verdicts('rds-oracle-min-tls-1-2')).sort()).toEqual([
    'tls-both',
    'tls-old',
    'tls12',
    'unseen',
  ]);
  expect(Object.keys(played.verdicts('rds-oracle-native-encryption-strong'))).not.toContain('rejected');
});

test('denied option groups leave all of it unknown', async () => {
  const { finding } = await play(
    { ...world.answers, 'rds:DescribeOptionGroups': refuses('AccessDenied') },
    { rules: ['rds'] },
  );
  expect(finding('rds-oracle-encryption-offered', 'required')).toMatchObject({
    verdict: 'unknown',
    reasons: [{ class: 'denied', permission: 'rds:DescribeOptionGroups' }],
  });
});

test('no setting is kept but those of SQL*Net, since some are passwords', async () => {
  const { source } = await collectPlayed(world.answers, {});
  const text = JSON.stringify(source.records());
  expect(text).toContain('OEM_AGENT');
  expect(text).not.toContain('planted-agent-password');
});
