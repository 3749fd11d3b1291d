import { expect, test } from 'vitest';
import { world } from '../worlds/rolesanywhere.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['rolesanywhere'] };

test('trust anchors rest on post-quantum keys, of a CA or in a bundle', async () => {
  const { verdicts, calls } = await play(world.answers, options);
  expect(verdicts('rolesanywhere-trust-anchor-post-quantum')).toEqual({
    quantum: 'pass',
    classic: 'fail',
    theirs: 'unknown',
    bundle: 'fail',
    'quantum-bundle': 'pass',
    mixed: 'fail',
    empty: 'unknown',
  });
  expect(calls.filter((call) => call.startsWith('rolesanywhere:'))).toEqual(['rolesanywhere:ListTrustAnchors']);
});

test('a denied listing is unknown, with the permission', async () => {
  const { finding } = await play({ 'rolesanywhere:ListTrustAnchors': refuses('AccessDeniedException') }, options);
  const { verdict, reasons } = finding('rolesanywhere-trust-anchor-post-quantum', '*');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'rolesanywhere:ListTrustAnchors' });
});
