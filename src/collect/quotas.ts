/** What AWS lets one account ask of one service in one region. */
export interface Quota {
  readonly perSecond: number;
  /** Where AWS keeps a bucket: how many requests may come at once. */
  readonly burst?: number;
  /** All operations that match draw on it together; else each has one of its own. */
  readonly isShared?: true;
}

const KMS_METADATA: Quota = { perSecond: 2000 };
const KMS_POLICIES: Quota = { perSecond: 1000 };
const KMS_LISTS: Quota = { perSecond: 500 };

/**
 * By SDK client and operation, `*` for all others; the figures are AWS's defaults, which are the lowest there are.
 *
 * - kms: https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
 * - ec2, non-mutating actions: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 * - cloudtrail, get, describe and list APIs: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 * - secrets-manager: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
 * - cloudwatch-logs: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 * - sns: https://docs.aws.amazon.com/general/latest/gr/sns.html
 * - kinesis: https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
 * - lambda, all control plane requests but GetFunction and GetPolicy: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * - securityhub: https://docs.aws.amazon.com/securityhub/1.0/APIReference/Welcome.html
 * - dynamodb, control plane: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 */
export const QUOTAS: Readonly<Record<string, Quota>> = {
  'kms:DescribeKey': KMS_METADATA,
  'kms:ListResourceTags': KMS_METADATA,
  'kms:GetKeyPolicy': KMS_POLICIES,
  'kms:GetKeyRotationStatus': KMS_POLICIES,
  'kms:ListAliases': KMS_LISTS,
  'kms:ListKeys': KMS_LISTS,
  'kms:ListGrants': { perSecond: 100 },
  'kms:GetKeyLastUsage': { perSecond: 5 },
  'ec2:*': { perSecond: 20, burst: 100 },
  'cloudtrail:*': { perSecond: 10, isShared: true },
  'secrets-manager:GetResourcePolicy': { perSecond: 50 },
  'cloudwatch-logs:DescribeLogGroups': { perSecond: 10 },
  'sns:ListTopics': { perSecond: 30 },
  'kinesis:ListStreams': { perSecond: 5 },
  'kinesis:DescribeStreamSummary': { perSecond: 20 },
  'lambda:*': { perSecond: 15, isShared: true },
  'securityhub:BatchImportFindings': { perSecond: 10, burst: 30 },
  'securityhub:GetFindings': { perSecond: 3, burst: 6 },
  'dynamodb:*': { perSecond: 2500, isShared: true },
};

/** Where AWS says nothing: low enough for the services that are known to throttle early; what they refuse slows us down. */
export const UNDOCUMENTED: Quota = { perSecond: 40 };
