import { expect, test } from 'vitest';
import { world } from '../worlds/acm-pca.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['acm-pca'] };

test('certificate authorities: key, revocation, end, roots', async () => {
  const { verdicts, calls } = await play(world.answers, options);
  expect(verdicts('acm-pca-post-quantum-key')).toEqual({
    full: 'pass',
    bare: 'fail',
    short: 'fail',
    ending: 'fail',
    root: 'unknown',
    'busy-root': 'fail',
    new: 'fail',
  });
  expect(verdicts('acm-pca-root-ca-disabled')).toEqual({ root: 'pass', 'busy-root': 'fail' });
  expect(verdicts('acm-pca-revocation-configured')).toEqual({
    full: 'pass',
    bare: 'fail',
    ending: 'fail',
    'busy-root': 'fail',
  });
  expect(verdicts('acm-pca-ca-not-expiring')).toEqual({
    full: 'pass',
    bare: 'pass',
    short: 'pass',
    ending: 'fail',
    'busy-root': 'pass',
  });
  expect(calls.filter((call) => call === 'acm-pca:GetPolicy')).toHaveLength(7); // not of the deleted one
});

test('policies of certificate authorities', async () => {
  const { verdicts, finding } = await play(world.answers, options);
  const closed = { full: 'pass', ending: 'pass', root: 'pass', 'busy-root': 'pass', new: 'unknown' };
  expect(verdicts('acm-pca-policy-not-public')).toEqual({ ...closed, bare: 'pass', short: 'fail' });
  expect(verdicts('acm-pca-policy-no-untrusted-account')).toEqual({ ...closed, bare: 'fail', short: 'pass' });
  expect(finding('acm-pca-policy-not-public', 'new').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'acm-pca:GetPolicy',
  });
});

test('a denied listing is unknown, with the permission', async () => {
  const { finding } = await play({ 'acm-pca:ListCertificateAuthorities': refuses('AccessDeniedException') }, options);
  const { verdict, reasons } = finding('acm-pca-revocation-configured', '*');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'acm-pca:ListCertificateAuthorities' });
});
