/** What AWS lets one account ask of one service in one region. */
export interface Quota {
  readonly perSecond: number;
  /** Where AWS keeps a bucket: how many requests may come at once. */
  readonly burst?: number;
  /** All operations that say the same draw on it together; else each has one of its own. */
  readonly shared?: string;
}

const KMS_METADATA: Quota = { perSecond: 2000 };
const KMS_POLICIES: Quota = { perSecond: 1000 };
const KMS_LISTS: Quota = { perSecond: 500 };
const KMS_GRANTS: Quota = { perSecond: 100 };
const KMS_RARE: Quota = { perSecond: 5 };

/** AWS has one figure for the account, and does not tell the two generations apart. */
const API_GATEWAY: Quota = { perSecond: 10, burst: 40, shared: 'api-gateway' };

const ECS_CLUSTERS: Quota = { perSecond: 20, burst: 50, shared: 'ecs, clusters' };
const ECS_TASK_DEFINITIONS: Quota = { perSecond: 20, burst: 50, shared: 'ecs, task definitions' };
const ECS_RESOURCES: Quota = { perSecond: 20, burst: 100, shared: 'ecs, resources of clusters' };

const ONE_A_SECOND: Quota = { perSecond: 1 };

/** By SDK client and operation, `*` for all others; the figures are AWS's defaults, which are the lowest there are. */
export const QUOTAS: Readonly<Record<string, Quota>> = {
  // https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
  'kms:DescribeKey': KMS_METADATA,
  'kms:ListResourceTags': KMS_METADATA,
  'kms:GetKeyPolicy': KMS_POLICIES,
  'kms:GetKeyRotationStatus': KMS_POLICIES,
  'kms:ListAliases': KMS_LISTS,
  'kms:ListKeys': KMS_LISTS,
  'kms:ListGrants': KMS_GRANTS,
  'kms:ListKeyRotations': KMS_GRANTS,
  'kms:DescribeCustomKeyStores': KMS_RARE,
  'kms:GetKeyLastUsage': KMS_RARE,
  // non-mutating actions: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
  'ec2:*': { perSecond: 20, burst: 100 },
  // get, describe and list APIs: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
  'cloudtrail:*': { perSecond: 10, shared: 'cloudtrail' },
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
  'secrets-manager:GetResourcePolicy': { perSecond: 50 },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
  'cloudwatch-logs:DescribeLogGroups': { perSecond: 10 },
  'cloudwatch-logs:DescribeMetricFilters': { perSecond: 5 },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
  'cloudwatch:DescribeAlarmsForMetric': { perSecond: 9 },
  'cloudwatch:GetMetricStatistics': { perSecond: 400 },
  // https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html, API_ListSubscriptions.html
  'sns:ListTopics': { perSecond: 30 },
  'sns:ListSubscriptions': { perSecond: 30 },
  // https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
  'kinesis:ListStreams': { perSecond: 5 },
  'kinesis:DescribeStreamSummary': { perSecond: 20 },
  // the control plane but GetFunction and GetPolicy: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  'lambda:GetPolicy': { perSecond: 15 },
  'lambda:*': { perSecond: 15, shared: 'lambda' },
  // https://docs.aws.amazon.com/securityhub/1.0/APIReference/Welcome.html
  'securityhub:BatchImportFindings': { perSecond: 10, burst: 30 },
  'securityhub:GetFindings': { perSecond: 3, burst: 6 },
  // control plane: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-control-plane.html
  'dynamodb:*': { perSecond: 2500, shared: 'dynamodb' },
  // https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
  'acm:DescribeCertificate': { perSecond: 10 },
  'acm:ListCertificates': { perSecond: 8 },
  'acm:ListTagsForCertificate': { perSecond: 10 },
  // all operations that manage: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
  'api-gateway:*': API_GATEWAY,
  'apigatewayv2:*': API_GATEWAY,
  // all requests of an account: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
  'route-53:*': { perSecond: 5, shared: 'route-53' },
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
  'ecs:DescribeClusters': ECS_CLUSTERS,
  'ecs:ListClusters': ECS_CLUSTERS,
  'ecs:DescribeTaskDefinition': ECS_TASK_DEFINITIONS,
  'ecs:ListTaskDefinitionFamilies': ECS_TASK_DEFINITIONS,
  'ecs:DescribeContainerInstances': ECS_RESOURCES,
  'ecs:ListContainerInstances': ECS_RESOURCES,
  // regions with the lower figures: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
  'sfn:DescribeActivity': { perSecond: 1, burst: 200 },
  'sfn:DescribeStateMachine': { perSecond: 20, burst: 200 },
  'sfn:ListActivities': { perSecond: 5, burst: 100 },
  'sfn:ListStateMachines': { perSecond: 5, burst: 100 },
  // all actions but those that send: https://docs.aws.amazon.com/ses/latest/dg/quotas.html
  'ses:*': ONE_A_SECOND,
  'sesv2:*': ONE_A_SECOND,
};

/**
 * Where AWS says nothing (IAM, S3, SQS, RDS, EFS, ECR, load balancers, Glue, Systems Manager and most others publish no rate for
 * what we ask): our own figure, low enough for the services that are known to throttle early; what they refuse slows us down.
 */
export const UNDOCUMENTED: Quota = { perSecond: 40 };
