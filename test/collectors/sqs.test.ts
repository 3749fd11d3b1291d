import { expect, test } from 'vitest';
import { world } from '../worlds/sqs.ts';
import { play } from './play.ts';

const { verdicts, finding, calls } = await play(world.answers, { rules: ['sqs'] });
const unknown = { refused: 'unknown' };

test('queues: encrypted, and under whose key', () => {
  expect(verdicts('sqs-queue-encrypted')).toEqual({
    plain: 'fail',
    managed: 'pass',
    'default-key': 'pass',
    'own-key.fifo': 'pass',
    'cut-off': 'pass',
    'foreign-key': 'pass',
    empty: 'pass',
    ...unknown,
  });
  expect(verdicts('sqs-queue-key-level')).toEqual({
    managed: 'fail',
    'default-key': 'fail',
    'own-key.fifo': 'pass',
    'cut-off': 'pass',
    'foreign-key': 'unknown',
    empty: 'fail',
    ...unknown,
  });
  expect(verdicts('sqs-key-usable')).toMatchObject({ 'own-key.fifo': 'pass', 'cut-off': 'fail' });
  expect(verdicts('sqs-key-own-account')).toMatchObject({
    'own-key.fifo': 'pass',
    'foreign-key': 'fail',
    plain: 'pass',
  });
});

test('policies of queues: TLS, strangers and foreign accounts', () => {
  const passing = { plain: 'pass', managed: 'pass', 'default-key': 'pass', 'own-key.fifo': 'pass', empty: 'pass' };
  expect(verdicts('sqs-policy-enforces-tls')).toEqual({
    plain: 'fail',
    managed: 'pass',
    'default-key': 'fail',
    'own-key.fifo': 'pass',
    'cut-off': 'fail',
    'foreign-key': 'fail',
    empty: 'fail',
    ...unknown,
  });
  expect(verdicts('sqs-policy-not-public')).toEqual({
    ...passing,
    'cut-off': 'pass',
    'foreign-key': 'fail',
    ...unknown,
  });
  expect(verdicts('sqs-policy-no-untrusted-account')).toEqual({
    ...passing,
    'cut-off': 'fail',
    'foreign-key': 'pass',
    ...unknown,
  });
  expect(finding('sqs-policy-not-public', 'foreign-key').message).toContain('sqs:SendMessage');
});

test('the reuse of data keys has two limits, and only queues under a KMS key have it', () => {
  expect(verdicts('sqs-data-key-reuse-period')).toEqual({
    'default-key': 'pass',
    'own-key.fifo': 'fail',
    'cut-off': 'fail',
    'foreign-key': 'pass',
    ...unknown,
  });
});

test('one call a queue, and a refused one is named', () => {
  expect(calls.filter((call) => call === 'sqs:GetQueueAttributes')).toHaveLength(8);
  expect(finding('sqs-queue-encrypted', 'refused').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'sqs:GetQueueAttributes',
  });
});
