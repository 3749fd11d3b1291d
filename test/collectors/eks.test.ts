import { expect, test } from 'vitest';
import { world } from '../worlds/eks.ts';
import { play } from './play.ts';

const options = { rules: ['eks'] };
const unknown = { unversioned: 'unknown', denied: 'unknown' };

test.each([
  ['eks-secrets-encrypted', { old: 'fail', new: 'pass', own: 'pass', 'cut-off': 'pass', foreign: 'pass', ...unknown }],
  ['eks-secrets-encrypted-with-cmk', { new: 'fail', own: 'pass', 'cut-off': 'pass', foreign: 'unknown', ...unknown }],
  ['eks-key-usable', { own: 'pass', 'cut-off': 'fail', foreign: 'unknown', ...unknown }],
  ['eks-key-own-account', { old: 'pass', new: 'pass', own: 'pass', 'cut-off': 'pass', foreign: 'fail', ...unknown }],
])('%s', async (rule, verdicts) => {
  expect((await play(world.answers, options)).verdicts(rule)).toEqual(verdicts);
});

test('one call a cluster; a denied one is unknown, with the permission', async () => {
  const { calls, finding } = await play(world.answers, options);
  expect(calls.filter((call) => call === 'eks:DescribeCluster')).toHaveLength(7);
  expect(finding('eks-secrets-encrypted', 'denied').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'eks:DescribeCluster',
  });
});
