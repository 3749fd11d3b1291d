import { expect, test } from 'vitest';
import { world } from '../worlds/autoscaling.ts';
import { recordWorld } from '../worlds.ts';
import { play, REGION } from './play.ts';

const rule = 'launch-configuration-ebs-encrypted';
const judged = async (region: string) => play(world.answers, { rules: ['autoscaling'], regions: [region] });

test('a volume is encrypted by its mapping or by its snapshot', async () => {
  const { verdicts, finding, calls } = await judged(REGION);
  expect(verdicts(rule)).toEqual({
    sealed: 'pass',
    open: 'fail',
    'sealed-snapshot': 'pass',
    'open-snapshot': 'fail',
    'lost-snapshot': 'unknown',
  });
  expect(finding(rule, 'open').message).toContain('/dev/sdg');
  expect(calls.filter((call) => call.startsWith('auto-scaling:'))).toHaveLength(1);
});

test('secrets in user data are found, and the line said', async () => {
  const { verdicts, finding } = await judged(REGION);
  const secrets = 'launch-configuration-no-secrets';
  const { open, ...others } = verdicts(secrets);
  expect(open).toBe('fail');
  expect(new Set(Object.values(others))).toEqual(new Set(['pass']));
  expect(finding(secrets, 'open').message).toContain('UserData:2');
});

test('a region that encrypts by default leaves nothing open', async () => {
  expect(new Set(Object.values((await judged('eu-central-1')).verdicts(rule)))).toEqual(new Set(['pass']));
});

test('a denied listing is unknown, and user data is not stored', async () => {
  const { finding } = await judged('us-east-1');
  expect(finding(rule, '*').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'autoscaling:DescribeLaunchConfigurations',
  });
  const text = await recordWorld('autoscaling');
  expect(text).not.toContain('not-to-be-stored');
  expect(text).not.toContain(Buffer.from('#!/bin/sh\n').toString('base64').slice(0, 12));
});
