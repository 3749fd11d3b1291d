import { expect, test } from 'vitest';
import { world as firehose } from '../worlds/firehose.ts';
import { world as kinesis } from '../worlds/kinesis.ts';
import { world as kinesisvideo } from '../worlds/kinesisvideo.ts';
import { world as mq } from '../worlds/mq.ts';
import { world as msk } from '../worlds/msk.ts';
import { world as timestream } from '../worlds/timestream.ts';
import { recordWorld } from '../worlds.ts';
import { play, refuses } from './play.ts';

test('MSK: serverless clusters speak TLS alone and nobody chooses their key', async () => {
  const { verdicts, calls } = await play(msk.answers, { rules: ['msk'] });
  expect(verdicts('msk-client-broker-tls-only')).toEqual({
    good: 'pass',
    iam: 'pass',
    mixed: 'fail',
    open: 'fail',
    silent: 'unknown',
    scram: 'unknown',
    serverless: 'pass',
  });
  expect(verdicts('msk-inter-broker-tls')).toMatchObject({ good: 'pass', open: 'fail', serverless: 'pass' });
  expect(verdicts('msk-mutual-tls')).toEqual({
    good: 'pass',
    iam: 'fail',
    mixed: 'fail',
    open: 'fail',
    silent: 'fail',
    scram: 'fail',
  });
  expect(verdicts('msk-cluster-encrypted-with-cmk')).toEqual({
    good: 'pass',
    iam: 'fail',
    mixed: 'pass',
    open: 'unknown',
    scram: 'pass',
    silent: 'pass',
  });
  expect(verdicts('msk-cluster-key-usable')).toMatchObject({ good: 'pass', mixed: 'fail', open: 'unknown' });
  expect(verdicts('msk-cluster-key-own-account')).toMatchObject({ good: 'pass', open: 'fail', serverless: 'pass' });
  expect(verdicts('msk-connect-tls')).toEqual({ tls: 'pass', plain: 'fail' });
  expect(calls.filter((call) => call.startsWith('kafka'))).toHaveLength(3); // one for the users of SCRAM
});

const BY_KEY = { own: 'pass', default: 'fail', 'cut-off': 'pass', foreign: 'unknown' };

test.each([
  ['kinesisvideo', kinesisvideo, 'kinesisvideo-stream', 'kinesisvideo-stream-key-level', BY_KEY],
  ['timestream', timestream, 'timestream-database', 'timestream-database-key-level', BY_KEY],
  [
    'mq',
    mq,
    'mq-broker',
    'mq-broker-key-level',
    { ...BY_KEY, 'aws-owned': 'fail', rabbit: 'fail', refused: 'unknown' },
  ],
  ['kinesis', kinesis, 'kinesis-stream', 'kinesis-stream-key-level', { ...BY_KEY, refused: 'unknown' }],
])('%s: under whose key, and can it be used', async (service, { answers }, prefix, preference, expected) => {
  const { verdicts } = await play(answers, { rules: [service] });
  expect(verdicts(preference)).toEqual(expected);
  expect(verdicts(`${prefix}-key-usable`)).toMatchObject({ own: 'pass', 'cut-off': 'fail', foreign: 'unknown' });
  expect(verdicts(`${prefix}-key-own-account`)).toMatchObject({ own: 'pass', foreign: 'fail' });
});

test('Amazon MQ: a broker that says nothing of its key is under one that AWS owns', async () => {
  const { finding } = await play(mq.answers, { rules: ['mq'] });
  expect(finding('mq-broker-key-level', 'rabbit').message).toContain('aws-owned');
  expect(finding('mq-broker-key-level', 'default').message).toContain('aws-managed');
});

test('Kinesis: a stream without KMS is not encrypted, and the second page is read', async () => {
  const { verdicts } = await play(kinesis.answers, { rules: ['kinesis'] });
  expect(verdicts('kinesis-stream-encrypted')).toEqual({
    own: 'pass',
    default: 'pass',
    'cut-off': 'pass',
    foreign: 'pass',
    open: 'fail',
    refused: 'unknown',
  });
});

test('Firehose: what a stream stores, by its source, on every page of names', async () => {
  const { verdicts, calls } = await play(firehose.answers, { rules: ['firehose'] });
  expect(verdicts('firehose-stream-encrypted')).toEqual({
    own: 'pass',
    'aws-owned': 'pass',
    open: 'fail',
    'never-on': 'fail',
    'cut-off': 'pass',
    foreign: 'pass',
    'from-sealed': 'pass',
    'from-open': 'fail',
    'from-kafka': 'pass',
    refused: 'unknown',
  });
  expect(calls.filter((call) => call === 'firehose:ListDeliveryStreams')).toHaveLength(3);
  expect(verdicts('firehose-destination-key-level')).toEqual({
    own: 'pass',
    'aws-owned': 'pass',
    open: 'fail',
    'never-on': 'fail',
    'cut-off': 'pass',
    foreign: 'unknown',
    refused: 'unknown',
  });
  expect(verdicts('firehose-stream-key-usable')).toMatchObject({ own: 'pass', 'cut-off': 'fail', foreign: 'unknown' });
  expect(await recordWorld('firehose')).not.toContain('not stored');
});

test('Firehose: a page that says that more follows, and names nobody, leaves the listing unfinished', async () => {
  const cut = { DeliveryStreamNames: [], HasMoreDeliveryStreams: true };
  const { finding } = await play({ ...firehose.answers, 'firehose:ListDeliveryStreams': cut }, { rules: ['firehose'] });
  expect(finding('firehose-stream-encrypted', '*')).toMatchObject({ verdict: 'unknown' });
});

test.each([
  ['msk', 'kafka:ListClustersV2', 'msk-client-broker-tls-only'],
  ['msk', 'kafkaconnect:ListConnectors', 'msk-connect-tls'],
  ['mq', 'mq:ListBrokers', 'mq-broker-key-own-account'],
  ['timestream', 'timestream-write:ListDatabases', 'timestream-database-key-own-account'],
  ['kinesis', 'kinesis:ListStreams', 'kinesis-stream-encrypted'],
  ['kinesisvideo', 'kinesis-video:ListStreams', 'kinesisvideo-stream-key-own-account'],
  ['firehose', 'firehose:ListDeliveryStreams', 'firehose-stream-encrypted'],
])('%s: denied %s is unknown', async (service, operation, rule) => {
  const { finding } = await play({ [operation]: refuses('AccessDeniedException') }, { rules: [service] });
  expect(finding(rule, '*')).toMatchObject({ verdict: 'unknown', reasons: [{ class: 'denied' }] });
});
