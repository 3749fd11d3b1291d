import type * as ACCOUNT from '@aws-sdk/client-account';
import { sdk } from '../collect/descriptor.ts';
import { cloudtrail, excludedEventSources, managementEvents, SELECTOR_MEMBERS, TRAIL_MEMBERS } from './cloudtrail.ts';
import { cloudwatch } from './cloudwatch.ts';
import { ec2 } from './ec2.ts';

const account = sdk<typeof ACCOUNT>('account', 'AccountClient');

/** What an account decides for all its regions. Its ARN is the Account service's: service authorization reference, "account". */
export const awsAccount = account
  .single('aws.account', {
    service: 'account',
    scope: 'global',
    arn: 'arn:{partition}:account::{account}:account',
  })
  .named((_answers, id) => id.split(':')[4])
  .via(cloudtrail)
  .pages('multiRegionTrails', 'DescribeTrails', () => ({ includeShadowTrails: true }), {
    items: 'trailList',
    keep: ({ IsMultiRegionTrail }) => IsMultiRegionTrail === true,
    members: TRAIL_MEMBERS,
  })
  .call('trailSelectors', 'GetEventSelectors', (answers) => ({ TrailName: candidate(answers)?.TrailARN }), {
    when: (answers) => candidate(answers) !== undefined,
    none: ['TrailNotFoundException'], // an organization's trail shows itself to members, but not all of its settings
    required: ['TrailARN'],
    members: SELECTOR_MEMBERS,
  })
  .call('trailStatus', 'GetTrailStatus', (answers) => ({ Name: candidate(answers)?.TrailARN }), {
    when: (answers) => candidate(answers) !== undefined,
    none: ['TrailNotFoundException'],
    required: ['IsLogging'],
    members: { IsLogging: true },
  })
  .fields((t) => ({
    trails: t.within('aws.cloudtrail.trail', 'account', [
      'multiRegion',
      'kmsEncrypted',
      'logFileValidation',
      'isLogging',
      'managementEvents',
      'excludedEventSources',
    ]),
    // A multi-Region trail is seen from every region, so this also finds the organization's own and those whose home
    // region is out of the scan.
    multiRegionTrailComplete: t.bool((answers) => {
      if (candidate(answers) === undefined) return false;
      const { trailSelectors, trailStatus } = answers;
      if (trailSelectors === undefined || trailStatus === undefined) return undefined;
      const logged = managementEvents(trailSelectors);
      return (
        logged && trailStatus.IsLogging === true && logged === 'All' && !excludedEventSources(trailSelectors)?.length
      );
    }),
  }));

interface TrailSeen {
  readonly TrailARN?: string | undefined;
  readonly KmsKeyId?: string | undefined;
  readonly LogFileValidationEnabled?: boolean | undefined;
}

/** The trail worth asking more about: one that lacks nothing that its description shows. */
const candidate = ({
  multiRegionTrails,
}: {
  readonly multiRegionTrails: readonly TrailSeen[];
}): TrailSeen | undefined =>
  multiRegionTrails.find(({ KmsKeyId, LogFileValidationEnabled }) => KmsKeyId && LogFileValidationEnabled);

/** What an account decides for one region. AWS gives regions no ARN; this one is ours, in the Account service's style. */
export const awsRegion = account
  .single('aws.region', { service: 'ec2', arn: 'arn:{partition}:account:{region}:{account}:region/{region}' })
  .via(ec2)
  .call('ebsDefault', 'GetEbsEncryptionByDefault', () => ({}), {
    required: ['EbsEncryptionByDefault'],
    members: { EbsEncryptionByDefault: true },
  })
  .call('ebsDefaultKey', 'GetEbsDefaultKmsKeyId', () => ({}), { required: ['KmsKeyId'], members: { KmsKeyId: true } })
  .call('snapshotSharing', 'GetSnapshotBlockPublicAccessState', () => ({}), {
    required: ['State'],
    members: { State: true },
  })
  .call('imageSharing', 'GetImageBlockPublicAccessState', () => ({}), {
    required: ['ImageBlockPublicAccessState'],
    members: { ImageBlockPublicAccessState: true },
  })
  .via(cloudwatch)
  .call('kmsCalls', 'GetMetricStatistics', (_answers, { takenAt }) => kmsCallsBefore(takenAt), {
    second: true,
    when: () => false,
    required: ['Datapoints'], // an empty list where nothing was called
    members: { Datapoints: { Sum: true } },
  })
  .via(cloudtrail)
  .pages('organizationTrails', 'DescribeTrails', () => ({ includeShadowTrails: true }), {
    items: 'trailList',
    keep: ({ IsOrganizationTrail }) => IsOrganizationTrail === true,
    members: TRAIL_MEMBERS,
  })
  .depends({
    ebsDefaultKey: {
      stops: 'next-start',
      disabled:
        'New volumes, copies of snapshots and instances that name no key of their own cannot be made in the region.',
      deleted: 'The same, until the region has another default key; what was sealed under the key is lost.',
      page: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
    },
  })
  .fields((t) => ({
    ebsEncryptionByDefault: t.bool(({ ebsDefault }) => ebsDefault.EbsEncryptionByDefault),
    ebsDefaultKey: t.link(
      'aws.kms.key',
      ['state', 'manager', 'deletionDate'],
      ({ ebsDefaultKey }) => ebsDefaultKey.KmsKeyId,
    ),
    ebsDefaultCustody: t.custody(() => ({ ofLink: 'ebsDefaultKey' })),
    snapshotBlockPublicAccess: t.enum(
      ['block-all-sharing', 'block-new-sharing', 'unblocked'],
      ({ snapshotSharing }) => snapshotSharing.State,
    ),
    imageBlockPublicAccess: t.enum(
      ['block-new-sharing', 'unblocked'],
      ({ imageSharing }) => imageSharing.ImageBlockPublicAccessState as 'unblocked' | undefined,
    ),
    kmsCallsInBusiestMinute: t.int(({ kmsCalls }) =>
      Math.max(0, ...(kmsCalls.Datapoints ?? []).map(({ Sum = 0 }) => Math.round(Sum))),
    ),
    secrets: t.within('aws.secretsmanager.secret', 'region', []),
    keys: t.within('aws.kms.key', 'region', ['manager', 'tags']),
    kmsEndpoints: t.within('aws.ec2.vpc-endpoint', 'region', ['available', 'privateDns']),
    trails: t.within('aws.cloudtrail.trail', 'account', [
      'multiRegion',
      'isLogging',
      'managementEvents',
      'excludedEventSources',
      'logGroupArn',
    ]),
    keyEventFilters: t.within('aws.cloudwatch.metric-filter', 'account', ['logGroupArn', 'watches', 'alarmed']),
    keyEventRules: t.within('aws.eventbridge.rule', 'region', ['enabled', 'watches', 'hasTarget']),
    // Its log group, filters and alarms are in that account, where this one cannot look.
    organizationTrailElsewhere: t.bool(({ organizationTrails }, context) =>
      organizationTrails.some(
        ({ TrailARN, CloudWatchLogsLogGroupArn }) =>
          CloudWatchLogsLogGroupArn !== undefined && TrailARN?.split(':')[4] !== context.account,
      ),
    ),
  }));

const MINUTE = 60;
const DAY = 24 * 3600;

/**
 * What the quota for cryptographic operations with symmetric keys counts, minute by minute for a day: 1,440 figures are
 * all that one answer holds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Service-Quota-Integration.html
 */
const kmsCallsBefore = (takenAt: string) => ({
  Namespace: 'AWS/Usage',
  MetricName: 'CallCount',
  Dimensions: [
    { Name: 'Service', Value: 'KMS' },
    { Name: 'Type', Value: 'API' },
    { Name: 'Resource', Value: 'CryptographicOperationsSymmetric' },
    { Name: 'Class', Value: 'None' },
  ],
  StartTime: new Date(Date.parse(takenAt) - DAY * 1000),
  EndTime: new Date(takenAt),
  Period: MINUTE,
  Statistics: ['Sum' as const],
});
