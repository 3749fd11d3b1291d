import { expect, test } from 'vitest';
import { world } from '../worlds/efs.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['efs'] };

test('file systems: encrypted, and under whose key', async () => {
  const { verdicts, calls } = await play(world.answers, options);
  const all = { open: 'fail', default: 'pass', 'in-network': 'pass', own: 'pass', 'cut-off': 'pass', foreign: 'pass' };
  expect(verdicts('efs-encrypted')).toEqual(all);
  expect(verdicts('efs-encrypted-with-cmk')).toEqual({
    default: 'fail',
    'in-network': 'pass',
    own: 'pass',
    'cut-off': 'pass',
    foreign: 'unknown',
  });
  expect(verdicts('efs-key-usable')).toMatchObject({ own: 'pass', 'cut-off': 'fail', foreign: 'unknown' });
  expect(verdicts('efs-key-own-account')).toEqual({ ...all, open: 'pass', foreign: 'fail' });
  expect(calls.filter((call) => call.startsWith('efs:'))).toHaveLength(7);
});

test('policies of file systems: TLS, strangers and foreign accounts', async () => {
  const { verdicts, finding } = await play(world.answers, options);
  const all = {
    open: 'fail',
    default: 'fail',
    'in-network': 'fail',
    own: 'pass',
    'cut-off': 'unknown',
    foreign: 'fail',
  };
  expect(verdicts('efs-policy-enforces-tls')).toEqual(all);
  const passing = { ...all, open: 'pass', default: 'pass', 'in-network': 'pass', foreign: 'pass' };
  expect(verdicts('efs-policy-not-public')).toEqual({ ...passing, open: 'fail' });
  expect(verdicts('efs-policy-no-untrusted-account')).toEqual({ ...passing, foreign: 'fail' });
  expect(finding('efs-policy-not-public', 'open').message).toContain('elasticfilesystem:ClientMount');
});

test('a denied listing is unknown, with the permission', async () => {
  const { finding } = await play({ 'efs:DescribeFileSystems': refuses('AccessDeniedException') }, options);
  const { verdict, reasons } = finding('efs-encrypted', '*');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'elasticfilesystem:DescribeFileSystems' });
});
