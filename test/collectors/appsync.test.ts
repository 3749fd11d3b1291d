import { expect, test } from 'vitest';
import { world } from '../worlds/appsync.ts';
import { play } from './play.ts';

test('API keys fail as the default and as an additional authorization type', async () => {
  const { verdicts, calls } = await play(world.answers, { rules: ['appsync'] });
  const wanted = { iam: 'pass', key: 'fail', both: 'fail', untold: 'unknown' };
  expect(verdicts('appsync-no-api-key-auth')).toEqual(wanted);
  expect(calls).toEqual(['appsync:ListGraphqlApis']);
});

test('a denied listing is unknown, with the permission', async () => {
  const { finding } = await play(world.answers, { rules: ['appsync'], regions: ['us-east-1'] });
  expect(finding('appsync-no-api-key-auth', '*')).toMatchObject({
    verdict: 'unknown',
    reasons: [{ class: 'denied', permission: 'appsync:ListGraphqlApis' }],
  });
});
