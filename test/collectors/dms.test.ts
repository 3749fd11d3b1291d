import { expect, test } from 'vitest';
import { world } from '../worlds/dms.ts';
import { recordWorld } from '../worlds.ts';
import { play, refuses } from './play.ts';

const { verdicts, calls } = await play(world.answers, { rules: ['dms'] });

test('endpoints: TLS where the engine has a mode, and by its own setting where it has one of those', () => {
  expect(verdicts('dms-endpoint-ssl')).toEqual({
    postgres: 'pass',
    'mysql-plain': 'fail',
    'default-key': 'pass',
    'new-engine': 'unknown',
  });
  expect(verdicts('dms-redis-endpoint-tls')).toEqual({
    'redis-tls': 'pass',
    'redis-default': 'pass',
    'redis-plain': 'fail',
  });
  expect(verdicts('dms-kafka-endpoint-tls')).toEqual({
    'kafka-tls': 'pass',
    'kafka-plain': 'fail',
    'kafka-silent': 'fail',
  });
});

test('keys of endpoints and instances', () => {
  expect(verdicts('dms-endpoint-key')).toMatchObject({
    postgres: 'pass',
    'mysql-plain': 'fail',
    'default-key': 'fail',
  });
  expect(verdicts('dms-replication-instance-key')).toEqual({
    own: 'pass',
    default: 'fail',
    'cut-off': 'pass',
    foreign: 'unknown',
  });
  expect(verdicts('dms-replication-instance-key-usable')).toEqual({
    own: 'pass',
    'cut-off': 'fail',
    foreign: 'unknown',
  });
});

test('certificates: a wallet has no date', () => {
  expect(verdicts('dms-certificate-not-expired')).toEqual({ fresh: 'pass', expired: 'fail', wallet: 'unknown' });
});

test('neither certificates nor what endpoints connect with are kept, and no resource costs a call of its own', async () => {
  const text = await recordWorld('dms');
  expect(text).not.toContain('not stored');
  expect(text).not.toContain('ServerName');
  expect(calls.filter((call) => call.startsWith('database-migration-service:'))).toHaveLength(5);
});

test('a denied listing is unknown', async () => {
  const denied = { 'database-migration-service:DescribeEndpoints': refuses('AccessDeniedFault') };
  const { finding } = await play(denied, { rules: ['dms'] });
  expect(finding('dms-endpoint-ssl', '*')).toMatchObject({
    verdict: 'unknown',
    reasons: [{ class: 'denied', permission: 'dms:DescribeEndpoints' }],
  });
});
