import { onlyTls, sealedBucket } from './bucket.ts';
import { att, home, type Json, policy, ref, sub, when } from './cfn.ts';

const FOURTEEN_DAYS = 1_209_600;
/** Longer than six runs of the function: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY = 1_800;

export const state = (): Json => sealedBucket('State', home, ['runs', 'news']);

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
