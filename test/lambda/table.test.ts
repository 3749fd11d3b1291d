import { describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { readEvent } from '../../src/lambda/event.ts';
import { concernsOf, tableOf } from '../../src/lambda/table.ts';
import { neededFor } from '../../src/live.ts';

const table = tableOf(neededFor([], collectors));
const REGIONS = ['eu-west-1', 'us-east-1'];

const read = (service: string, eventName: string, requestParameters: object = {}, responseElements: object = {}) =>
  readEvent({
    id: 'e',
    'detail-type': 'AWS API Call via CloudTrail',
    account: '111122223333',
    region: 'eu-west-1',
    time: '2026-11-26T00:00:00Z',
    detail: {
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: 'eu-west-1',
      requestParameters,
      responseElements,
    },
  });

/** `type region: names`, or `*` for all. */
function concerned(...[service, name, input, output]: Parameters<typeof read>): readonly string[] {
  const event = read(service, name, input, output);
  if (!event) throw new Error('no event');
  return concernsOf(event, table, REGIONS)
    .map(({ collector, scope, names }) => `${collector.type} ${scope.region}: ${names?.join(' ') ?? '*'}`)
    .sort();
}

const key = 'arn:aws:kms:eu-west-1:111122223333:key/k1';

describe('an event reads again', () => {
  test.each<[string, Parameters<typeof read>, readonly string[]]>([
    ['the key', ['kms', 'PutKeyPolicy', { keyId: 'k1' }], ['aws.kms.key eu-west-1: k1']],
    ['a bucket, of all Regions', ['s3', 'PutBucketPolicy', { bucketName: 'b' }], ['aws.s3.bucket aws-global: b']],
    [
      'what is made, and who else asks about volumes',
      ['ec2', 'CreateVolume', {}, { volumeId: 'vol-1' }],
      ['aws.ec2.volume eu-west-1: vol-1', 'aws.ecs.cluster eu-west-1: *'],
    ],
    [
      'what a snapshot is made of, too',
      ['ec2', 'CreateSnapshot', { volumeId: 'vol-1' }, { snapshotId: 'snap-1' }],
      ['aws.ec2.snapshot eu-west-1: snap-1', 'aws.ec2.volume eu-west-1: vol-1'],
    ],
    [
      'what tags are put on, by the kind of id',
      ['ec2', 'CreateTags', { resourcesSet: { items: [{ resourceId: 'vol-1' }, { resourceId: 'snap-1' }] } }],
      ['aws.ec2.snapshot eu-west-1: snap-1', 'aws.ec2.volume eu-west-1: vol-1'],
    ],
    [
      'the Region for its settings, and nothing else',
      ['ec2', 'ModifyEbsDefaultKmsKeyId', { ModifyEbsDefaultKmsKeyIdRequest: { KmsKeyId: key } }],
      ['aws.region eu-west-1: *'],
    ],
    ['the parameter', ['ssm', 'PutParameter', { name: '/a/b', keyId: key }], ['aws.ssm.parameter eu-west-1: /a/b']],
    ['nothing for idle events', ['ssm', 'UpdateInstanceInformation', { instanceId: 'i-1' }], []],
    ['nothing for services that are not read', ['braket', 'CreateJob'], []],
    ['the account, for all its buckets', ['s3', 'PutAccountPublicAccessBlock', {}], ['aws.s3.account aws-global: *']],
  ])('%s', (_, said, expected) => {
    expect(concerned(...said)).toEqual(expected);
  });

  test('all snapshots when a database takes its own with it', () => {
    expect(
      concerned('rds', 'DeleteDBInstance', { dBInstanceIdentifier: 'd', finalDBSnapshotIdentifier: 'last' }),
    ).toEqual(expect.arrayContaining(['aws.rds.instance eu-west-1: d', 'aws.rds.snapshot eu-west-1: *']));
  });

  test('trails, and the account and every Region that sees them', () => {
    expect(concerned('cloudtrail', 'StopLogging', { name: 'main' })).toEqual([
      'aws.account aws-global: *',
      'aws.cloudtrail.trail eu-west-1: main',
      'aws.region eu-west-1: *',
      'aws.region us-east-1: *',
    ]);
  });

  test('all types of a service when nothing else can be told', () => {
    expect(concerned('glue', 'BatchDoSomethingNew')).toEqual(
      expect.arrayContaining(['aws.glue.connection eu-west-1: *', 'aws.glue.security-configuration eu-west-1: *']),
    );
  });
});

describe('an event is none', () => {
  test.each([
    ['nothing', undefined],
    ['a text', 'x'],
    ['another kind', { 'detail-type': 'EC2 Instance State-change Notification', detail: {} }],
    [
      'a hostile name',
      { 'detail-type': 'AWS API Call via CloudTrail', account: '111122223333', detail: { eventName: 'a\nb' } },
    ],
  ])('%s', (_, event) => {
    expect(readEvent(event)).toBeUndefined();
  });

  test('that tells of data, as the state that is written does', () => {
    const event = {
      'detail-type': 'AWS API Call via CloudTrail',
      account: '111122223333',
      detail: {
        eventName: 'PutObject',
        eventSource: 's3.amazonaws.com',
        eventTime: '2026-11-26T00:00:00Z',
        awsRegion: 'eu-west-1',
      },
    };
    expect(readEvent(event)?.name).toBe('PutObject');
    expect(readEvent({ ...event, detail: { ...event.detail, eventCategory: 'Data' } })).toBeUndefined();
  });

  test('as deep and as wide as somebody likes costs no more than its bounds', () => {
    let deep: object = { keyId: 'deep' };
    for (let level = 0; level < 100_000; level++) deep = { a: deep };
    const wide = Array.from({ length: 200_000 }, (_, index) => ({ keyId: `k${index}` }));
    expect(read('kms', 'X', deep)?.said.get('keyid')).toBeUndefined();
    expect(read('kms', 'X', { wide })?.said.get('keyid')?.length).toBeLessThan(5_000);
    expect(read('kms', 'X', { keyId: 'k'.repeat(3_000) })?.said.size).toBe(0);
  });
});
