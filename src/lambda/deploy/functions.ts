import type { Collector } from '../../model/collector.ts';
import {
  lambdaStatements,
  permissionsOf,
  sealingStatement,
  securityHubStatement,
  signingStatement,
  topicStatement,
} from '../../permissions.ts';
import { att, home, type Json, type Make, policy, ref, sub, trusted, when } from './cfn.ts';

/** A managed policy takes 6,144 characters. */
const MOST_POLICY = 6_000;

export function readPolicies(collectors: readonly Collector[], make: Make): Json {
  const parts: string[][] = [[]];
  for (const action of permissionsOf(collectors)) {
    const last = parts.at(-1) ?? [];
    if (JSON.stringify([...last, action]).length + 200 > MOST_POLICY) parts.push([action]);
    else last.push(action);
  }
  const made = parts.map((Action, index) => [
    `Reads${index + 1}`,
    make('AWS::IAM::ManagedPolicy', {
      Description: 'What sealscan reads',
      PolicyDocument: policy([{ Sid: 'SealscanReads', Effect: 'Allow', Action, Resource: '*' }]),
    }),
  ]);
  return Object.fromEntries(made);
}

export const role = (reads: Json): Json =>
  home('AWS::IAM::Role', {
    AssumeRolePolicyDocument: trusted('lambda.amazonaws.com'),
    ManagedPolicyArns: Object.keys(reads).map(ref),
    Policies: [
      {
        PolicyName: 'own',
        PolicyDocument: policy([
          ...lambdaStatements<unknown>({
            bucket: att('State'),
            objects: sub('#{State.Arn}/*'),
            queue: att('Events'),
            deadLetters: att('DeadLetters'),
            logs: sub(
              'arn:#{AWS::Partition}:logs:#{AWS::Region}:#{AWS::AccountId}:log-group:/aws/lambda/#{AWS::StackName}-*:*',
            ),
          }),
          when('HasTopic', topicStatement<unknown>(ref('TopicArn'))),
          when('HasWebhookKey', signingStatement<unknown>(ref('WebhookKeyArn'))),
          when('HasKey', sealingStatement<unknown>(ref('KmsKeyArn'))),
          when('HasSecurityHub', securityHubStatement()),
        ]),
      },
    ],
  });

const EVENTS_TIMEOUT = 300;
const SCAN_TIMEOUT = 900;

const lambda = (suffix: string, timeout: number, memory: number, concurrency: number): Json =>
  home(
    'AWS::Lambda::Function',
    {
      FunctionName: sub(`#{AWS::StackName}-${suffix}`),
      Runtime: 'nodejs22.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Code: { S3Bucket: ref('CodeBucket'), S3Key: ref('CodeKey') },
      Role: att('Role'),
      Timeout: timeout,
      MemorySize: memory,
      ReservedConcurrentExecutions: concurrency,
      KmsKeyArn: when('HasKey', ref('KmsKeyArn')),
      Environment: {
        Variables: {
          SEALSCAN_STATE: sub('s3://#{State}'),
          SEALSCAN_SEND_TO: {
            'Fn::Join': [
              ',',
              [
                's3',
                when('HasSecurityHub', 'security-hub'),
                when('HasTopic', ref('TopicArn')),
                when('HasWebhook', ref('WebhookUrl')),
              ],
            ],
          },
          SEALSCAN_WEBHOOK_KEY: ref('WebhookKeyArn'),
          SEALSCAN_SERVICES: ref('Services'),
          SEALSCAN_REGIONS: ref('Regions'),
        },
      },
    },
    { DependsOn: [`${suffix === 'scan' ? 'Scan' : 'Check'}Logs`] },
  );

const logs = (suffix: string): Json =>
  home(
    'AWS::Logs::LogGroup',
    {
      LogGroupName: sub(`/aws/lambda/#{AWS::StackName}-${suffix}`),
      RetentionInDays: 30,
      KmsKeyId: when('HasKey', ref('KmsKeyArn')),
    },
    { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' },
  );

export const functions = (): Json => ({
  CheckLogs: logs('check'),
  ScanLogs: logs('scan'),
  Check: lambda('check', EVENTS_TIMEOUT, 2_048, 2),
  Scan: lambda('scan', SCAN_TIMEOUT, 3_008, 1),
  CheckEvents: home('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: att('Events'),
    FunctionName: ref('Check'),
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 5,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
  }),
  ScanFailures: home('AWS::Lambda::EventInvokeConfig', {
    FunctionName: ref('Scan'),
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnFailure: { Destination: att('DeadLetters') } },
  }),
  ScheduleRole: home('AWS::IAM::Role', {
    AssumeRolePolicyDocument: trusted('scheduler.amazonaws.com'),
    Policies: [
      {
        PolicyName: 'invoke',
        PolicyDocument: policy([{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: att('Scan') }]),
      },
    ],
  }),
  WholeScan: home('AWS::Scheduler::Schedule', {
    ScheduleExpression: ref('Schedule'),
    FlexibleTimeWindow: { Mode: 'OFF' },
    KmsKeyArn: when('HasKey', ref('KmsKeyArn')),
    Target: { Arn: att('Scan'), RoleArn: att('ScheduleRole'), Input: '{"scan":true}' },
  }),
});
