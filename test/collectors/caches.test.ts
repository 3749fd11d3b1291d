import { expect, test } from 'vitest';
import { world as dax } from '../worlds/dax.ts';
import { world as elasticache } from '../worlds/elasticache.ts';
import { world as memorydb } from '../worlds/memorydb.ts';
import { play, refuses } from './play.ts';

test('DAX: at rest and on the way', async () => {
  const { verdicts } = await play(dax.answers, { rules: ['dax'] });
  expect(verdicts('dax-cluster-encrypted')).toEqual({ sealed: 'pass', open: 'fail', mixed: 'pass', silent: 'unknown' });
  expect(verdicts('dax-cluster-tls')).toEqual({ sealed: 'pass', open: 'fail', mixed: 'fail', silent: 'unknown' });
});

test('ElastiCache groups: encrypted, under whose key, with TLS and with credentials', async () => {
  const { verdicts, calls } = await play(elasticache.answers, { rules: ['elasticache'] });
  expect(verdicts('elasticache-at-rest-encrypted')).toEqual({
    good: 'pass',
    open: 'fail',
    default: 'pass',
    old: 'pass',
    preferred: 'pass',
    foreign: 'pass',
  });
  expect(verdicts('elasticache-encrypted-with-cmk')).toEqual({
    good: 'pass',
    default: 'fail',
    old: 'fail',
    preferred: 'pass',
    foreign: 'unknown',
  });
  expect(verdicts('elasticache-replication-group-key-usable')).toEqual({
    good: 'pass',
    preferred: 'fail',
    foreign: 'unknown',
  });
  expect(verdicts('elasticache-in-transit-encrypted')).toMatchObject({ good: 'pass', preferred: 'pass', open: 'fail' });
  expect(verdicts('elasticache-tls-required')).toEqual({
    good: 'pass',
    default: 'pass',
    old: 'pass',
    preferred: 'fail',
    foreign: 'pass',
  });
  expect(verdicts('elasticache-auth-configured')).toMatchObject({ good: 'pass', old: 'pass', open: 'fail' });
  expect(verdicts('elasticache-cluster-at-rest-encrypted')).toEqual({ single: 'fail', 'single-sealed': 'pass' });
  expect(verdicts('elasticache-cluster-in-transit-encrypted')).toEqual({
    single: 'fail',
    'single-sealed': 'pass',
    memcached: 'fail',
    'memcached-tls': 'pass',
  });
  expect(verdicts('elasticache-serverless-key-usable')).toEqual({ own: 'pass', 'cut-off': 'fail', foreign: 'unknown' });
  expect(calls.filter((call) => call.startsWith('elasticache:'))).toHaveLength(6); // one a listing, and a second page
});

test('MemoryDB: always encrypted, so the key and TLS are the question', async () => {
  const { verdicts } = await play(memorydb.answers, { rules: ['memorydb'] });
  expect(verdicts('memorydb-cluster-key-level')).toEqual({
    own: 'pass',
    default: 'fail',
    'cut-off': 'pass',
    foreign: 'unknown',
  });
  expect(verdicts('memorydb-cluster-key-usable')).toEqual({ own: 'pass', 'cut-off': 'fail', foreign: 'unknown' });
  expect(verdicts('memorydb-cluster-tls')).toMatchObject({ own: 'pass', default: 'fail' });
});

test.each([
  ['dax:DescribeClusters', 'dax-cluster-tls'],
  ['elasticache:DescribeReplicationGroups', 'elasticache-tls-required'],
  ['elasticache:DescribeCacheClusters', 'elasticache-cluster-in-transit-encrypted'],
  ['memorydb:DescribeClusters', 'memorydb-cluster-tls'],
])('denied %s is unknown', async (permission, rule) => {
  const denied = { [permission]: refuses('AccessDeniedException') };
  const { finding } = await play(denied, { rules: [permission.split(':')[0] ?? ''] });
  expect(finding(rule, '*')).toMatchObject({ verdict: 'unknown', reasons: [{ class: 'denied', permission }] });
});
