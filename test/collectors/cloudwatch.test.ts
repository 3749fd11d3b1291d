import { describe, expect, test } from 'vitest';
import { watchedByFilter, watchedByRule } from '../../src/collectors/key-events.ts';
import { alarms, world } from '../worlds/cloudwatch.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['cloudwatch', 'ec2'], regions: world.regions ?? [] };
const { verdicts, findings, finding } = await play(world.answers, options);
const byRegion = (played: typeof findings, rule: string) =>
  Object.fromEntries(played.filter((one) => one.rule === rule).map((one) => [one.resource.region, one.verdict]));

test('log groups: under whose key; a refused region is unknown', () => {
  const rest = { trail: 'pass', 'cut-off': 'pass', foreign: 'unknown', '*': 'unknown' };
  expect(verdicts('log-group-encrypted-with-kms')).toEqual({ '/aws/lambda/plain': 'fail', ...rest });
  expect(verdicts('log-group-key-usable')).toMatchObject({ trail: 'pass', 'cut-off': 'fail' });
  expect(verdicts('log-group-key-own-account')).toMatchObject({ trail: 'pass', foreign: 'fail' });
  expect(finding('log-group-encrypted-with-kms', '*').reasons[0]).toMatchObject({
    permission: 'logs:DescribeLogGroups',
  });
});

describe('alarms on keys', () => {
  const told = { ...world.answers, 'cloudwatch:DescribeAlarmsForMetric': () => alarms('keys') };
  test('a trail with filter and alarm covers all regions, an event rule its own', async () => {
    const { findings: heard } = await play(told, options);
    for (const rule of ['kms-disable-or-deletion-alarm', 'kms-key-policy-change-alarm']) {
      const silent = { 'eu-west-1': 'fail', 'us-east-1': 'pass', 'eu-central-1': 'fail' };
      expect(byRegion(findings, rule)).toEqual(silent);
      expect(byRegion(heard, rule)).toEqual({ 'eu-west-1': 'pass', 'us-east-1': 'pass', 'eu-central-1': 'pass' });
    }
  });
  test.each([
    ['a trail that does not log', { 'cloudtrail:GetTrailStatus': { IsLogging: false } }, 'fail'],
    ['no alarm', { 'cloudwatch:DescribeAlarmsForMetric': { MetricAlarms: [] } }, 'fail'],
    ['alarms that may not be read', { 'cloudwatch:DescribeAlarmsForMetric': refuses('AccessDenied') }, 'unknown'],
  ])('%s', async (_name, change, verdict) => {
    const changed = await play({ ...told, ...change }, options);
    expect(byRegion(changed.findings, 'kms-disable-or-deletion-alarm')).toMatchObject({
      'eu-west-1': verdict,
      'us-east-1': 'pass',
    });
  });
  test('the trail of an organization in another account makes it not applicable', async () => {
    const shadow = {
      TrailARN: 'arn:aws:cloudtrail:eu-west-1:999988887777:trail/org',
      IsOrganizationTrail: true,
      IsMultiRegionTrail: true,
      CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:999988887777:log-group:org:*',
    };
    const changed = await play({ ...world.answers, 'cloudtrail:DescribeTrails': { trailList: [shadow] } }, options);
    expect(byRegion(changed.findings, 'kms-disable-or-deletion-alarm')).toEqual({});
  });
});

test.each([
  ['{ $.eventName = DisableKey }', ['DisableKey']],
  [
    '{($.eventSource=kms.amazonaws.com)&&(($.eventName="DisableKey")||($.eventName = PutKeyPolicy))}',
    ['DisableKey', 'PutKeyPolicy'],
  ],
  ['{ $.eventName != DisableKey }', []],
  ['{ ($.eventName = DisableKey) && ($.errorCode NOT EXISTS) }', []],
  ['{ ($.eventName = DisableKey) && ($.eventSource = s3.amazonaws.com) }', []],
  ['DisableKey', []],
  [undefined, []],
])('the metric filter %s watches %j', (pattern, watched) => {
  expect(watchedByFilter(pattern)).toEqual(watched);
});

test.each([
  [{ source: ['aws.kms'] }, ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy']],
  [{ source: ['aws.kms', 'aws.s3'], detail: { eventName: ['PutKeyPolicy'] } }, ['PutKeyPolicy']],
  [{ source: ['aws.kms'], 'detail-type': ['KMS CMK Deletion'] }, []],
  [{ source: ['aws.kms'], region: ['eu-west-1'] }, []],
  [{ source: ['aws.kms'], detail: { eventName: ['DisableKey'], errorCode: [{ exists: false }] } }, []],
  [{ source: [{ prefix: 'aws.' }] }, []],
])('the event pattern %j watches %j', (pattern, watched) => {
  expect(watchedByRule(JSON.stringify(pattern))).toEqual(watched);
});

test.each([undefined, '', '{"source":', 'null', '[]', '{"detail":"x"}'])(
  'the broken event pattern %s watches nothing',
  (text) => {
    expect(watchedByRule(text)).toEqual([]);
  },
);

test('endpoints for KMS: there, and not open', () => {
  expect(verdicts('kms-vpc-endpoint-policy-not-open')).toEqual({
    'vpce-default': 'fail',
    'vpce-keys': 'pass',
    'vpce-organization': 'pass',
  });
  expect(byRegion(findings, 'kms-vpc-endpoint-present')).toEqual({
    'eu-west-1': 'pass',
    'us-east-1': 'fail',
    'eu-central-1': 'fail',
  });
});
