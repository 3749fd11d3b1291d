import type { Collector } from '../../../model/collector.ts';
import { sealedBucket } from '../bucket.ts';
import { att, type Json, plain, ref, sub, when } from '../cfn.ts';
import { readPolicies } from '../functions.ts';
import { definition } from './machine.ts';
import { CONDITIONS, PARAMETERS } from './parameters.ts';
import { roles } from './roles.ts';

/** What is kept as long as the reports are; plans and the counts of each day stay. */
const DATED = ['snapshots', 'findings', 'summaries', 'reports', 'links', 'executions'];

/** Seconds: as long as Lambda lets a function run. */
const TIMEOUT = 900;

const lambda = (suffix: string, role: string, memory: number, variables: Json = {}): Json =>
  plain('AWS::Lambda::Function', {
    FunctionName: sub(`#{AWS::StackName}-${suffix}`),
    Runtime: 'nodejs22.x',
    Architectures: ['arm64'],
    Handler: 'index.fleet',
    Code: { S3Bucket: ref('CodeBucket'), S3Key: ref('CodeKey') },
    Role: att(role),
    Timeout: TIMEOUT,
    MemorySize: memory,
    EphemeralStorage: { Size: 2_048 },
    LoggingConfig: { LogGroup: ref('Logs') },
    KmsKeyArn: when('HasKey', ref('KmsKeyArn')),
    Environment: { Variables: { SEALSCAN_STORE: sub('s3://#{Store}'), ...variables } },
  });

const functions = (): Json => ({
  Logs: plain(
    'AWS::Logs::LogGroup',
    {
      LogGroupName: sub('/aws/lambda/#{AWS::StackName}'),
      RetentionInDays: 30,
      KmsKeyId: when('HasKey', ref('KmsKeyArn')),
    },
    { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' },
  ),
  Planner: lambda('plan', 'PlannerRole', 1_024, {
    SEALSCAN_OU: ref('OrganizationalUnit'),
    SEALSCAN_ROLE: ref('RoleName'),
    SEALSCAN_EXTERNAL_ID: ref('ExternalId'),
    SEALSCAN_SERVICES: ref('Services'),
    SEALSCAN_REGIONS: ref('Regions'),
    SEALSCAN_FORMATS: ref('Formats'),
  }),
  Worker: lambda('work', 'WorkerRole', 2_048),
  Reducer: lambda('reduce', 'ReducerRole', 3_008),
});

const machine = (): Json => ({
  Machine: plain('AWS::StepFunctions::StateMachine', {
    StateMachineName: ref('AWS::StackName'),
    StateMachineType: 'STANDARD',
    RoleArn: att('MachineRole'),
    EncryptionConfiguration: when('HasKey', { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: ref('KmsKeyArn') }),
    DefinitionString: sub(definition()),
  }),
  Runs: plain('AWS::Scheduler::Schedule', {
    ScheduleExpression: ref('Schedule'),
    FlexibleTimeWindow: { Mode: 'OFF' },
    KmsKeyArn: when('HasKey', ref('KmsKeyArn')),
    Target: { Arn: ref('Machine'), RoleArn: att('ScheduleRole'), Input: '{}' },
  }),
});

const alarm = (metric: string, description: string): Json =>
  plain('AWS::CloudWatch::Alarm', {
    AlarmDescription: description,
    Namespace: 'AWS/States',
    MetricName: metric,
    Dimensions: [{ Name: 'StateMachineArn', Value: ref('Machine') }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: when('HasTopic', [ref('TopicArn')]),
  });

const alarms = (): Json => ({
  FailedAlarm: alarm('ExecutionsFailed', 'A run failed or is incomplete; the execution and report.html say why.'),
  TimedOutAlarm: alarm('ExecutionsTimedOut', 'A run did not end within a day.'),
  AbortedAlarm: alarm('ExecutionsAborted', 'Somebody stopped a run.'),
});

const output = (Value: Json, Description: string): Json => ({ Description, Value });

/** The template of docs/fleet.md, section Step Functions. */
export function fleetTemplate(collectors: readonly Collector[]): Json {
  const reads = readPolicies(collectors, plain);
  const store = sealedBucket('Store', plain, DATED);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'sealscan: all accounts of an organization, each night. Deploy it with CAPABILITY_IAM.',
    Parameters: PARAMETERS,
    Conditions: CONDITIONS,
    Resources: { ...store, ...reads, ...roles(reads), ...functions(), ...machine(), ...alarms() },
    Outputs: {
      StoreBucket: output(ref('Store'), 'Holds plans, snapshots, findings and reports; report.html is the latest run.'),
      StateMachine: output(ref('Machine'), 'Starts a run when it is executed with the input {}.'),
      WorkerRole: output(att('WorkerRole'), 'Whom the roles of the other accounts trust.'),
    },
  };
}
