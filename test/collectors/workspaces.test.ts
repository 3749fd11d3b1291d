import { expect, test } from 'vitest';
import { world } from '../worlds/workspaces.ts';
import { play } from './play.ts';

test('desktops: both volumes, and a key that can be used', async () => {
  const { verdicts, finding, calls } = await play(world.answers, {
    rules: ['workspaces'],
    regions: world.regions ?? [],
  });
  expect(verdicts('workspaces-volumes-encrypted')).toEqual({
    plain: 'fail',
    half: 'fail',
    sealed: 'pass',
    default: 'pass',
    'cut-off': 'pass',
    '*': 'unknown',
  });
  expect(verdicts('workspaces-key-usable')).toEqual({ sealed: 'pass', 'cut-off': 'fail', '*': 'unknown' });
  expect(finding('workspaces-volumes-encrypted', '*').reasons[0]).toMatchObject({
    permission: 'workspaces:DescribeWorkspaces',
  });
  expect(calls.filter((call) => call.startsWith('workspaces:'))).toHaveLength(2);
});
