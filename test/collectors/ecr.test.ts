import { expect, test } from 'vitest';
import { world } from '../worlds/ecr.ts';
import { play } from './play.ts';

const { verdicts, finding, calls } = await play(world.answers, { rules: ['ecr'] });

test('repositories: under whose key', () => {
  const keys = { plain: 'fail', old: 'fail', 'team/default': 'fail', own: 'pass', 'cut-off': 'pass' };
  expect(verdicts('ecr-repository-cmk')).toEqual({ ...keys, foreign: 'unknown' });
  expect(verdicts('ecr-key-usable')).toEqual({ own: 'pass', 'cut-off': 'fail', foreign: 'unknown' });
  expect(verdicts('ecr-key-own-account')).toMatchObject({ plain: 'pass', own: 'pass', foreign: 'fail' });
});

test('policies of repositories, which have no Resource', () => {
  const passing = {
    plain: 'pass',
    old: 'unknown',
    'team/default': 'pass',
    own: 'pass',
    'cut-off': 'pass',
    foreign: 'pass',
  };
  expect(verdicts('ecr-policy-not-public')).toEqual({ ...passing, plain: 'fail' });
  expect(verdicts('ecr-policy-no-untrusted-account')).toEqual({ ...passing, foreign: 'fail' });
  expect(finding('ecr-policy-not-public', 'plain').message).toContain('ecr:BatchGetImage');
  expect(finding('ecr-policy-not-public', 'old').reasons[0]).toMatchObject({ permission: 'ecr:GetRepositoryPolicy' });
  expect(calls.filter((call) => call === 'ecr:GetRepositoryPolicy')).toHaveLength(6);
});
