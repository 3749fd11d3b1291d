import type * as CLOUDWATCH from '@aws-sdk/client-cloudwatch';
import type * as LOGS from '@aws-sdk/client-cloudwatch-logs';
import { sdk } from '../collect/descriptor.ts';
import { watchedByFilter } from './key-events.ts';

const logs = sdk<typeof LOGS>('cloudwatch-logs', 'CloudWatchLogsClient', { prefix: 'logs' });
export const cloudwatch = sdk<typeof CLOUDWATCH>('cloudwatch', 'CloudWatchClient');

/** `arn` ends in ":*", which other services' references leave out or not; this is the group itself. */
export const groupArn = (arn: string | undefined): string | undefined => arn?.replace(/:\*$/, '');

/**
 * "Log group data is always encrypted in CloudWatch Logs": without a key of the account's, under one that AWS owns.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export const logGroup = logs
  .list(
    'aws.cloudwatch.log-group',
    'DescribeLogGroups',
    {
      items: 'logGroups',
      paging: { token: ['nextToken', 'nextToken'], size: ['limit', 50] },
      members: { logGroupName: true, arn: true, kmsKeyId: true, logGroupClass: true },
      one: (id) => ({ input: { logGroupNamePrefix: id.split(':').slice(6).join(':') } }),
    },
    {
      service: 'cloudwatch',
      arn: 'arn:{partition}:logs:{region}:{account}:log-group:{id}',
      id: ({ item }) => groupArn(item.arn) ?? item.logGroupName,
    },
  )
  .named(({ item }) => item.logGroupName)
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled: 'Sealed log events cannot be retrieved, and new ones cannot be sealed.',
      deleted: 'All log events that were sealed under the key are lost for ever.',
      page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    },
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => item.kmsKeyId ?? 'aws-owned'),
    hasKey: t.bool(({ item }) => item.kmsKeyId !== undefined),
  }));

/**
 * Metric filters that count calls on keys, each with the alarms on its metrics. AWS gives filters no ARN; this one is
 * ours, under the group's.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html
 */
export const metricFilter = logs
  .list(
    'aws.cloudwatch.metric-filter',
    'DescribeMetricFilters',
    {
      items: 'metricFilters',
      paging: { token: ['nextToken', 'nextToken'], size: ['limit', 50] },
      members: {
        filterName: true,
        logGroupName: true,
        filterPattern: true,
        metricTransformations: { metricName: true, metricNamespace: true },
      },
      keep: ({ filterPattern }) => watchedByFilter(filterPattern).length > 0,
    },
    {
      service: 'cloudwatch',
      arn: 'arn:{partition}:logs:{region}:{account}:log-group:{id}',
      id: ({ item: { logGroupName, filterName } }) =>
        logGroupName && filterName && `${logGroupName}:metric-filter:${filterName}`,
    },
  )
  .named(({ item }) => item.filterName)
  .via(cloudwatch)
  .call(
    'alarms',
    'DescribeAlarmsForMetric',
    // a filter has one metric: "metricTransformations: fixed number of 1 item"
    ({ item }) => ({
      MetricName: item.metricTransformations?.[0]?.metricName,
      Namespace: item.metricTransformations?.[0]?.metricNamespace,
    }),
    {
      required: ['MetricAlarms'], // an empty list where no alarm watches the metric
      members: { MetricAlarms: { AlarmName: true, ActionsEnabled: true, AlarmActions: true } },
    },
  )
  .fields((t) => ({
    watches: t.strings(({ item }) => watchedByFilter(item.filterPattern)),
    logGroupArn: t.string(
      ({ item }, { partition, region, account }) =>
        `arn:${partition}:logs:${region}:${account}:log-group:${item.logGroupName}`,
    ),
    alarmed: t.bool(({ alarms }) =>
      (alarms.MetricAlarms ?? []).some(
        ({ ActionsEnabled, AlarmActions }) => ActionsEnabled === true && (AlarmActions ?? []).length > 0,
      ),
    ),
  }));
