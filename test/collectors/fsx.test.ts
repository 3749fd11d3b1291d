import { expect, test } from 'vitest';
import { world } from '../worlds/fsx.ts';
import { play } from './play.ts';

const { verdicts, finding, calls } = await play(world.answers, { rules: ['fsx'], regions: world.regions ?? [] });

test('file systems and backups: under whose key', () => {
  const keys = { default: 'fail', own: 'pass', 'cut-off': 'pass', foreign: 'unknown' };
  expect(verdicts('fsx-key-level')).toEqual({ scratch: 'fail', ...keys, '*': 'unknown' });
  expect(verdicts('fsx-backup-key')).toEqual(keys);
  for (const noun of ['fsx', 'fsx-backup']) {
    expect(verdicts(`${noun}-key-usable`)).toMatchObject({ own: 'pass', 'cut-off': 'fail', foreign: 'unknown' });
    expect(verdicts(`${noun}-key-own-account`)).toMatchObject({ own: 'pass', default: 'pass', foreign: 'fail' });
  }
});

test('one call a region and noun; a refused one is named', () => {
  expect(calls.filter((call) => call.startsWith('fsx:'))).toHaveLength(4);
  expect(finding('fsx-key-level', '*').reasons[0]).toMatchObject({ permission: 'fsx:DescribeFileSystems' });
});
