import { expect, test } from 'vitest';
import { world } from '../worlds/backup.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['backup'] };
const { verdicts, finding, calls } = await play(world.answers, options);

test('vaults: under whose key, and who is let in', () => {
  const keys = { Default: 'fail', own: 'pass', 'air-gapped': 'fail', 'cut-off': 'pass', foreign: 'unknown' };
  expect(verdicts('backup-vault-key-level')).toEqual(keys);
  expect(verdicts('backup-vault-key-usable')).toEqual({ own: 'pass', 'cut-off': 'fail', foreign: 'unknown' });
  expect(verdicts('backup-vault-key-own-account')).toMatchObject({
    own: 'pass',
    'air-gapped': 'pass',
    foreign: 'fail',
  });
  const passing = { Default: 'pass', own: 'pass', 'air-gapped': 'unknown', 'cut-off': 'pass', foreign: 'pass' };
  expect(verdicts('backup-vault-policy-not-public')).toEqual({ ...passing, 'cut-off': 'fail' });
  expect(verdicts('backup-vault-policy-no-untrusted-account')).toEqual({ ...passing, foreign: 'fail' });
  expect(finding('backup-vault-policy-not-public', 'air-gapped').reasons[0]).toMatchObject({
    permission: 'backup:GetBackupVaultAccessPolicy',
  });
});

test('recovery points: encrypted, and under the key of the vault or of the source', () => {
  const all = { files: 'pass', 'snap-source': 'pass', 'snap-clear': 'fail', 'snap-cut-off': 'pass', sealed: 'pass' };
  expect(verdicts('backup-recovery-point-encrypted')).toEqual(all);
  expect(verdicts('backup-recovery-point-key-independent')).toEqual({
    files: 'pass',
    'snap-source': 'fail',
    'snap-cut-off': 'fail',
    sealed: 'pass',
  });
  expect(verdicts('backup-recovery-point-key-usable')).toMatchObject({ files: 'pass', 'snap-cut-off': 'fail' });
  expect(calls.filter((call) => call === 'backup:ListRecoveryPointsByBackupVault')).toHaveLength(5);
});

test('recovery points that may not be listed are unknown', async () => {
  const denied = { ...world.answers, 'backup:ListRecoveryPointsByBackupVault': refuses('AccessDeniedException') };
  const { finding: found } = await play(denied, options);
  expect(found('backup-recovery-point-encrypted', '*')).toMatchObject({
    verdict: 'unknown',
    reasons: [{ class: 'denied', permission: 'backup:ListRecoveryPointsByBackupVault' }],
  });
});
