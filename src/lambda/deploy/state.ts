import { att, home, type Json, policy, ref, sub, when } from './cfn.ts';

const FOURTEEN_DAYS = 1_209_600;
/** Longer than six runs of the function: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY = 1_800;

const NOT_TLS = { Bool: { 'aws:SecureTransport': 'false' } };

const onlyTls = (actions: string, resource: unknown): Json => ({
  Sid: 'OnlyTls',
  Effect: 'Deny',
  Principal: '*',
  Action: actions,
  Resource: resource,
  Condition: NOT_TLS,
});

/** What is sealed by a key that a caller brought along (SSE-C) nobody else opens again. */
const NO_FOREIGN_KEYS: Json = {
  Sid: 'NoKeysOfCallers',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:PutObject',
  Resource: sub('#{State.Arn}/*'),
  Condition: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
};

export const state = (): Json => ({
  State: home(
    'AWS::S3::Bucket',
    {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: when(
              'HasKey',
              { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ref('KmsKeyArn') },
              { SSEAlgorithm: 'aws:kms' },
            ),
          },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          { Id: 'runs', Status: 'Enabled', Prefix: 'runs/', ExpirationInDays: ref('ReportDays') },
          { Id: 'news', Status: 'Enabled', Prefix: 'news/', ExpirationInDays: ref('ReportDays') },
          {
            Id: 'earlier',
            Status: 'Enabled',
            NoncurrentVersionExpiration: { NoncurrentDays: 7 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    },
    { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
  ),
  StatePolicy: home('AWS::S3::BucketPolicy', {
    Bucket: ref('State'),
    PolicyDocument: policy([onlyTls('s3:*', [att('State'), sub('#{State.Arn}/*')]), NO_FOREIGN_KEYS]),
  }),
});

const sealedQueue = (more: Json): Json =>
  home('AWS::SQS::Queue', {
    MessageRetentionPeriod: FOURTEEN_DAYS,
    KmsMasterKeyId: when('HasKey', ref('KmsKeyArn')),
    SqsManagedSseEnabled: when('HasKey', ref('AWS::NoValue'), true),
    ...more,
  });

const letIn = (Sid: string, Service: string, queue: string, source: unknown): Json => ({
  Sid,
  Effect: 'Allow',
  Principal: { Service },
  Action: 'sqs:SendMessage',
  Resource: att(queue),
  Condition: { ArnLike: { 'aws:SourceArn': source } },
});

const RULES = sub('arn:#{AWS::Partition}:events:#{AWS::Region}:#{AWS::AccountId}:rule/#{AWS::StackName}-*');

export const queues = (): Json => ({
  DeadLetters: sealedQueue({}),
  Events: sealedQueue({
    VisibilityTimeout: VISIBILITY,
    RedrivePolicy: { deadLetterTargetArn: att('DeadLetters'), maxReceiveCount: 5 },
  }),
  QueuePolicy: home('AWS::SQS::QueuePolicy', {
    Queues: [ref('Events')],
    PolicyDocument: policy([
      onlyTls('sqs:*', att('Events')),
      letIn('FromRules', 'events.amazonaws.com', 'Events', RULES),
    ]),
  }),
  DeadLettersPolicy: home('AWS::SQS::QueuePolicy', {
    Queues: [ref('DeadLetters')],
    PolicyDocument: policy([
      onlyTls('sqs:*', att('DeadLetters')),
      letIn('FromRules', 'events.amazonaws.com', 'DeadLetters', RULES),
    ]),
  }),
  DeadLettersAlarm: home('AWS::CloudWatch::Alarm', {
    AlarmDescription: 'Events or scans failed for good; docs/lambda.md says how to replay them.',
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: att('DeadLetters', 'QueueName') }],
    Statistic: 'Maximum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: when('HasTopic', [ref('TopicArn')]),
  }),
});
