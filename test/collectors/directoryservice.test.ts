import { expect, test } from 'vitest';
import { world } from '../worlds/directoryservice.ts';
import { recordWorld } from '../worlds.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['directoryservice'] };

test('directories: LDAPS, its certificates, RADIUS', async () => {
  const { verdicts, calls, finding } = await play(world.answers, options);
  expect(verdicts('directoryservice-ldaps-enabled')).toEqual({
    good: 'pass',
    ending: 'pass',
    off: 'fail',
    never: 'fail',
    broken: 'fail',
    cards: 'pass',
    denied: 'unknown',
  });
  expect(verdicts('directoryservice-ldaps-certificate-not-expiring')).toEqual({
    good: 'pass',
    ending: 'fail',
    denied: 'unknown',
  });
  expect(verdicts('directoryservice-radius-protocol')).toEqual({ good: 'pass', ending: 'fail', silent: 'unknown' });
  expect(finding('directoryservice-ldaps-enabled', 'denied').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'ds:DescribeLDAPSSettings',
  });
  expect(calls.filter((call) => call.endsWith(':DescribeLDAPSSettings'))).toHaveLength(8);
});

test('the shared secret of RADIUS is not kept', async () => {
  expect(await recordWorld('directoryservice')).not.toContain('never-stored');
});

test('a denied listing is unknown, with the permission', async () => {
  const { finding } = await play(
    { 'directory-service:DescribeDirectories': refuses('AccessDeniedException') },
    options,
  );
  const { verdict, reasons } = finding('directoryservice-radius-protocol', '*');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'ds:DescribeDirectories' });
});
