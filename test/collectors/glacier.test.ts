import { expect, test } from 'vitest';
import { world } from '../worlds/glacier.ts';
import { play } from './play.ts';

const { verdicts, finding, calls } = await play(world.answers, { rules: ['glacier'] });
const unknown = { broken: 'unknown', 'empty-lock': 'unknown', refused: 'unknown' };

test('vaults: access and lock policy decide together', () => {
  const passing = {
    plain: 'pass',
    secure: 'pass',
    open: 'pass',
    'closed-by-lock': 'pass',
    foreign: 'pass',
    ...unknown,
  };
  expect(verdicts('glacier-vault-policy-not-public')).toEqual({ ...passing, open: 'fail' });
  expect(verdicts('glacier-vault-policy-no-untrusted-account')).toEqual({ ...passing, foreign: 'fail' });
  const clear = { plain: 'fail', open: 'fail', 'closed-by-lock': 'fail', foreign: 'fail' };
  expect(verdicts('glacier-vault-enforces-tls')).toEqual({ ...clear, secure: 'pass', ...unknown });
});

test('locks, and a refused policy', () => {
  expect(verdicts('glacier-vault-locked')).toEqual({
    plain: 'fail',
    secure: 'pass',
    open: 'fail',
    'closed-by-lock': 'fail',
    foreign: 'fail',
    broken: 'pass',
    'empty-lock': 'pass',
    refused: 'fail',
  });
  expect(finding('glacier-vault-policy-not-public', 'refused').reasons[0]).toMatchObject({
    permission: 'glacier:GetVaultAccessPolicy',
  });
  expect(calls).toHaveLength(17);
});
