import { describe, expect, test } from 'vitest';
import { world as credentials } from '../worlds/iam-credentials.ts';
import { world as policies } from '../worlds/iam-policies.ts';
import { play } from './play.ts';

const options = { rules: ['iam'] };

describe('long-lived credentials of users', () => {
  test.each([
    [
      'iam-access-key-rotated',
      { fresh: 'pass', stale: 'fail', double: 'pass', setup: 'pass', canary: 'pass', tripped: 'pass' },
    ],
    [
      'iam-access-key-unused',
      { fresh: 'pass', stale: 'fail', double: 'pass', setup: 'pass', canary: 'pass', tripped: 'pass' },
    ],
    [
      'iam-user-no-long-lived-keys-for-services',
      { fresh: 'pass', stale: 'fail', double: 'pass', setup: 'pass', canary: 'pass', tripped: 'pass' },
    ],
    [
      'iam-single-active-access-key',
      { nobody: 'pass', fresh: 'pass', stale: 'pass', double: 'fail', setup: 'pass', canary: 'pass', tripped: 'pass' },
    ],
  ])('%s', async (rule, wanted) => {
    const { verdicts, finding } = await play(credentials.answers, options);
    expect(verdicts(rule)).toEqual({ ...wanted, denied: 'unknown' });
    expect(finding(rule, 'denied').reasons[0]).toMatchObject({ class: 'denied', permission: 'iam:ListAccessKeys' });
  });

  test.each([
    ['iam-no-access-key-at-user-setup', { fresh: 'pass', setup: 'fail' }],
    ['iam-ssh-key-rotated', { fresh: 'pass', stale: 'fail' }],
    ['bedrock-long-term-api-key', { fresh: 'pass', stale: 'fail' }],
  ])('%s', async (rule, wanted) => {
    const { verdicts } = await play(credentials.answers, options);
    expect(verdicts(rule)).toEqual(wanted);
  });

  test('the last use is asked for each key, and for none that is not there', async () => {
    const { calls } = await play(credentials.answers, options);
    const count = (name: string): number => calls.filter((call) => call === `iam:${name}`).length;
    expect(count('ListUsers')).toBe(1);
    expect(count('ListAccessKeys')).toBe(8);
    expect(count('GetAccessKeyLastUsed')).toBe(8);
  });

  test('the root user: its key, and who manages the roots of the organization', async () => {
    const bad = await play(credentials.answers, options);
    const good = await play(policies.answers, options);
    for (const rule of ['iam-root-no-access-key', 'iam-root-credentials-centrally-managed']) {
      expect(Object.values(bad.verdicts(rule)), rule).toEqual(['fail']);
      expect(Object.values(good.verdicts(rule)), rule).toEqual(['pass']);
    }
  });
});

test.each([
  [
    'iam-managed-policy-no-kms-decrypt-on-all-keys',
    {
      narrow: 'pass',
      decrypts: 'fail',
      everyKey: 'fail',
      everything: 'fail',
      butDelete: 'fail',
      denied: 'pass',
      secrets: 'pass',
      broken: 'unknown',
    },
  ],
  [
    'iam-managed-policy-no-kms-full-access',
    {
      narrow: 'pass',
      decrypts: 'pass',
      everyKey: 'pass',
      everything: 'fail',
      butDelete: 'pass',
      denied: 'pass',
      secrets: 'pass',
      broken: 'unknown',
    },
  ],
  ['iam-inline-policy-no-kms-decrypt-on-all-keys', { web: 'pass', app: 'pass', admin: 'fail', odd: 'unknown' }],
  ['iam-inline-policy-no-kms-full-access', { web: 'pass', app: 'pass', admin: 'fail', odd: 'unknown' }],
  ['iam-user-inline-policy-no-kms-decrypt-on-all-keys', { ann: 'fail', bob: 'pass', eve: 'fail' }],
  ['iam-user-inline-policy-no-kms-full-access', { ann: 'pass', bob: 'pass', eve: 'fail' }],
  ['iam-group-inline-policy-no-kms-decrypt-on-all-keys', { ops: 'fail', dev: 'pass' }],
  ['iam-group-inline-policy-no-kms-full-access', { ops: 'fail', dev: 'pass' }],
  ['ec2-instance-role-no-kms-or-secret-read', { web: 'fail', app: 'fail', batch: 'fail', quiet: 'pass' }],
])('%s', async (rule, wanted) => {
  const { verdicts } = await play(policies.answers, options);
  expect(verdicts(rule)).toEqual(wanted);
});
