import { expect, test } from 'vitest';
import { world } from '../worlds/route53.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['route53'], regions: world.regions ?? [] };
const short = (verdicts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(verdicts).map(([name, verdict]) => [name.replace('.example.', ''), verdict]));

test('hosted zones: signed, in good health, under keys that can be used', async () => {
  const { verdicts, calls, finding } = await play(world.answers, options);
  expect(short(verdicts('route53-dnssec-signing-enabled'))).toEqual({
    signed: 'pass',
    bare: 'fail',
    off: 'pass',
    cut: 'fail',
    failed: 'fail',
    foreign: 'pass',
    denied: 'unknown',
    legacy: 'fail',
  });
  expect(short(verdicts('route53-dnssec-healthy'))).toEqual({
    signed: 'pass',
    off: 'pass',
    cut: 'fail',
    failed: 'fail',
    foreign: 'pass',
    denied: 'unknown',
  });
  expect(short(verdicts('route53-dnssec-key-usable'))).toEqual({
    signed: 'pass',
    off: 'fail',
    cut: 'fail',
    failed: 'pass',
    foreign: 'unknown',
    denied: 'unknown',
  });
  expect(finding('route53-dnssec-signing-enabled', 'denied.example.').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'route53:GetDNSSEC',
  });
  expect(calls.filter((call) => call === 'route-53:GetDNSSEC')).toHaveLength(8);
});

test('a denied listing is unknown, with the permission', async () => {
  const { finding } = await play({ 'route-53:ListHostedZones': refuses('AccessDenied') }, options);
  const { verdict, reasons } = finding('route53-dnssec-healthy', '*');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'route53:ListHostedZones' });
});
