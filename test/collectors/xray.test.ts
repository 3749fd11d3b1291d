import { expect, test } from 'vitest';
import { world } from '../worlds/xray.ts';
import { play } from './play.ts';

test('traces of a region: under whose key', async () => {
  const { findings } = await play(world.answers, { rules: ['xray'], regions: world.regions ?? [] });
  expect(Object.fromEntries(findings.map(({ resource, verdict }) => [resource.region, verdict]))).toEqual({
    'eu-west-1': 'pass',
    'us-east-1': 'fail',
    'us-west-2': 'unknown',
  });
  expect(findings.find(({ verdict }) => verdict === 'unknown')?.reasons[0]).toMatchObject({
    permission: 'xray:GetEncryptionConfig',
  });
});
