import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { world } from '../worlds/sns.ts';
import { play, refuses } from './play.ts';

const { verdicts, finding, calls } = await play(world.answers, { rules: ['sns'] });
const unknown = { refused: 'unknown' };

test('topics: encrypted, and under whose key', () => {
  const encrypted = { 'default-key': 'pass', 'own-key': 'pass', 'cut-off': 'pass', 'foreign-key': 'pass', ...unknown };
  expect(verdicts('sns-topic-encrypted')).toEqual({ plain: 'fail', ...encrypted });
  expect(verdicts('sns-topic-encrypted-with-cmk')).toEqual({
    ...encrypted,
    'default-key': 'fail',
    'foreign-key': 'unknown',
  });
  expect(verdicts('sns-key-usable')).toMatchObject({ 'own-key': 'pass', 'cut-off': 'fail' });
  expect(verdicts('sns-key-own-account')).toMatchObject({ 'own-key': 'pass', 'foreign-key': 'fail', plain: 'pass' });
});

test('policies of topics: TLS for what is published, strangers and foreign accounts', () => {
  expect(verdicts('sns-policy-enforces-tls')).toEqual({
    plain: 'fail',
    'default-key': 'pass',
    'own-key': 'pass',
    'cut-off': 'fail',
    'foreign-key': 'fail',
    ...unknown,
  });
  const passing = { plain: 'pass', 'default-key': 'pass', 'own-key': 'pass', 'cut-off': 'pass', ...unknown };
  expect(verdicts('sns-policy-not-public')).toEqual({ ...passing, 'foreign-key': 'fail' });
  expect(verdicts('sns-policy-no-untrusted-account')).toEqual({ ...passing, 'cut-off': 'fail', 'foreign-key': 'pass' });
  expect(finding('sns-policy-not-public', 'foreign-key').message).toContain('sns:Publish');
});

test('subscriptions: only confirmed ones, and their endpoints are nowhere', () => {
  expect(verdicts('sns-subscription-https')).toEqual({ secure: 'pass', clear: 'fail' });
  expect(readFileSync('fixtures/services/sns.ndjson', 'utf8')).not.toContain('token=abc');
});

test('one call a topic; what is refused is named', async () => {
  expect(calls.filter((call) => call === 'sns:GetTopicAttributes')).toHaveLength(6);
  const denied = await play({ 'sns:ListSubscriptions': refuses('AuthorizationError') }, { rules: ['sns'] });
  expect(denied.finding('sns-subscription-https', '*').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'sns:ListSubscriptions',
  });
});
