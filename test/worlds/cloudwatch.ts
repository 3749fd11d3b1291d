import type { DescribeTrailsCommandOutput, Trail } from '@aws-sdk/client-cloudtrail';
import type { DescribeAlarmsForMetricCommandOutput } from '@aws-sdk/client-cloudwatch';
import type {
  DescribeLogGroupsCommandOutput,
  DescribeMetricFiltersCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { DescribeVpcEndpointsCommandOutput } from '@aws-sdk/client-ec2';
import type { ListRulesCommandOutput, ListTargetsByRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import { policyText } from '../policy-texts.ts';
import type { World } from '../worlds.ts';

const HOME = REGION;
/** Has an event rule of its own. */
const COVERED = 'us-east-1';
/** Depends on the trail at home, on whose metrics there are alarms that tell nobody. */
const REST = 'eu-central-1';

const groupArn = (name: string): string => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}`;
const group = (logGroupName: string, kmsKeyId?: string) => ({
  logGroupName,
  arn: `${groupArn(logGroupName)}:*`,
  logGroupArn: groupArn(logGroupName),
  kmsKeyId,
});

const groups = {
  logGroups: [
    group('trail', keyArn('good')),
    group('/aws/lambda/plain'),
    group('cut-off', keyArn('off')),
    group('foreign', 'arn:aws:kms:eu-west-1:444455556666:key/theirs'),
  ],
} satisfies Omit<DescribeLogGroupsCommandOutput, '$metadata'>;

const filter = (filterName: string, filterPattern: string, logGroupName = 'trail') => ({
  filterName,
  filterPattern,
  logGroupName,
  metricTransformations: [{ metricName: filterName, metricNamespace: 'Security', metricValue: '1' }],
});

const filters = {
  metricFilters: [
    filter(
      'keys',
      '{($.eventSource = kms.amazonaws.com) && (($.eventName = "DisableKey") || ($.eventName=ScheduleKeyDeletion))}',
    ),
    filter('policies', '{ $.eventName = PutKeyPolicy }'),
    filter('narrow', '{ ($.eventName = PutKeyPolicy) && ($.userIdentity.type = "Root") }'),
    filter('logins', '{ $.eventName = ConsoleLogin }'),
  ],
} satisfies Omit<DescribeMetricFiltersCommandOutput, '$metadata'>;

const trail: Trail = {
  Name: 'main',
  TrailARN: `arn:aws:cloudtrail:${HOME}:${ACCOUNT}:trail/main`,
  HomeRegion: HOME,
  S3BucketName: 'trails',
  IsMultiRegionTrail: true,
  IsOrganizationTrail: false,
  LogFileValidationEnabled: true,
  CloudWatchLogsLogGroupArn: `${groupArn('trail')}:*`,
};

const eventRule = (Name: string, pattern: object, State: 'ENABLED' | 'DISABLED' = 'ENABLED') => ({
  Name,
  Arn: `arn:aws:events:${COVERED}:${ACCOUNT}:rule/${Name}`,
  EventPattern: JSON.stringify(pattern),
  State,
});
const keyCalls = { source: ['aws.kms'], 'detail-type': ['AWS API Call via CloudTrail'] };
const rules = {
  Rules: [
    eventRule('all-key-calls', { ...keyCalls, detail: { eventSource: ['kms.amazonaws.com'] } }),
    eventRule('off', { ...keyCalls, detail: { eventName: ['DisableKey'] } }, 'DISABLED'),
    eventRule('instances', { source: ['aws.ec2'] }),
    { Name: 'nightly', Arn: `arn:aws:events:${COVERED}:${ACCOUNT}:rule/nightly`, State: 'ENABLED' as const },
  ],
} satisfies Omit<ListRulesCommandOutput, '$metadata'>;

const endpoint = (VpcEndpointId: string, State: 'Available' | 'Pending', PolicyDocument: string) => ({
  VpcEndpointId,
  VpcId: 'vpc-1',
  ServiceName: `com.amazonaws.${REGION}.kms`,
  State,
  PrivateDnsEnabled: true,
  PolicyDocument,
});

const endpoints = {
  VpcEndpoints: [
    endpoint('vpce-default', 'Available', policyText({ Principal: '*', Action: '*' })),
    endpoint(
      'vpce-keys',
      'Available',
      policyText({ Principal: '*', Action: 'kms:*', Resource: `arn:aws:kms:*:${ACCOUNT}:key/*` }),
    ),
    endpoint(
      'vpce-organization',
      'Pending',
      policyText({
        Principal: '*',
        Action: 'kms:*',
        Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-ours123456' } },
      }),
    ),
  ],
} satisfies Omit<DescribeVpcEndpointsCommandOutput, '$metadata'>;

/** An alarm on a metric; the silent one tells nobody. */
export const alarms = (AlarmName: string) =>
  ({
    MetricAlarms: [
      {
        AlarmName,
        ActionsEnabled: true,
        AlarmActions: AlarmName === 'silent' ? [] : [`arn:aws:sns:${REGION}:${ACCOUNT}:security`],
      },
    ],
  }) satisfies Omit<DescribeAlarmsForMetricCommandOutput, '$metadata'>;

export const world: World = {
  services: ['cloudwatch', 'ec2', 'eventbridge'],
  regions: [HOME, COVERED, REST],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled' }),
    'cloudwatch-logs:DescribeLogGroups': (_input, region) =>
      region === HOME ? groups : region === REST ? refuses('AccessDeniedException') : { logGroups: [] },
    'cloudwatch-logs:DescribeMetricFilters': (_input, region) => (region === HOME ? filters : { metricFilters: [] }),
    'cloudwatch:DescribeAlarmsForMetric': () => alarms('silent'),
    'cloudtrail:DescribeTrails': ({ includeShadowTrails }, region) =>
      ({ trailList: region === HOME || includeShadowTrails === true ? [trail] : [] }) satisfies Omit<
        DescribeTrailsCommandOutput,
        '$metadata'
      >,
    'cloudtrail:GetEventSelectors': {
      TrailARN: trail.TrailARN,
      EventSelectors: [
        { ReadWriteType: 'WriteOnly', IncludeManagementEvents: true, ExcludeManagementEventSources: [] },
      ],
    },
    'cloudtrail:GetTrailStatus': { IsLogging: true },
    'eventbridge:ListRules': (_input, region) => (region === COVERED ? rules : { Rules: [] }),
    'eventbridge:ListTargetsByRule': {
      Targets: [{ Id: 'topic', Arn: `arn:aws:sns:${COVERED}:${ACCOUNT}:security` }],
    } satisfies Omit<ListTargetsByRuleCommandOutput, '$metadata'>,
    'ec2:DescribeVpcEndpoints': (_input, region) => (region === HOME ? endpoints : { VpcEndpoints: [] }),
  },
};
