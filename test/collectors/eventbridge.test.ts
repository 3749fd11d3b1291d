import { expect, test } from 'vitest';
import { world } from '../worlds/eventbridge.ts';
import { play } from './play.ts';

const { verdicts, finding, calls } = await play(world.answers, { rules: ['eventbridge'] });

test('buses: under whose key, and who may send', () => {
  const failing = { default: 'fail', partners: 'fail', lobby: 'fail' };
  expect(verdicts('eventbridge-bus-kms-key')).toEqual({ ...failing, orders: 'pass', refused: 'unknown' });
  const passing = { default: 'pass', orders: 'pass', partners: 'pass', lobby: 'pass', refused: 'pass' };
  expect(verdicts('eventbridge-bus-policy-not-public')).toEqual({ ...passing, lobby: 'fail' });
  expect(verdicts('eventbridge-bus-policy-no-untrusted-account')).toEqual({ ...passing, partners: 'fail' });
  expect(finding('eventbridge-bus-policy-not-public', 'lobby').message).toContain('events:PutEvents');
});

test('a refused description leaves the policy, which the listing has', () => {
  expect(finding('eventbridge-bus-kms-key', 'refused').reasons[0]).toMatchObject({
    permission: 'events:DescribeEventBus',
  });
  expect(calls.filter((call) => call === 'eventbridge:DescribeEventBus')).toHaveLength(5);
});
