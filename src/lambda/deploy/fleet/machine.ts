import type { Json } from '../cfn.ts';

const DAY = 86_400;
/** A little longer than the functions have, so that it is Lambda that says so. */
const STEP_SECONDS = 930;

const JITTER = { BackoffRate: 2, MaxDelaySeconds: 300, JitterStrategy: 'FULL' };

/**
 * In order: what is refused again, credentials that ended and are renewed, too many functions at once, and all else.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
const RETRY = [
  { ErrorEquals: ['InputError', 'Refused'], MaxAttempts: 0 },
  { ErrorEquals: ['CredentialsEnded'], IntervalSeconds: 30, MaxAttempts: 6, ...JITTER },
  { ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 5, MaxAttempts: 12, ...JITTER },
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 3, ...JITTER },
];

const call = (name: string, Payload: Json, next: Json): Json => ({
  Type: 'Task',
  Resource: 'arn:#{AWS::Partition}:states:::lambda:invoke',
  Parameters: { FunctionName: `#{${name}.Arn}`, Payload },
  TimeoutSeconds: STEP_SECONDS,
  Retry: RETRY,
  OutputPath: '$.Payload',
  ...next,
});

/**
 * Every item of a list, each in an execution of its own. None makes the whole fail: what could not be read is unknown in the
 * reports, who was not judged stands there too, and both are told at the end. Results go to the bucket, since those of a
 * large organization are more than a state may hand on, and `ResultPath` keeps what the planner said.
 */
const each = (list: string, item: Json, StartAt: string, States: Json, Next: string): Json => ({
  Type: 'Map',
  ItemReader: {
    Resource: 'arn:#{AWS::Partition}:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSON' },
    Parameters: { 'Bucket.$': '$.bucket', 'Key.$': list },
  },
  ItemSelector: { ...item, 'date.$': '$.date' },
  MaxConcurrency: '#{Concurrency}',
  ToleratedFailurePercentage: 100,
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt, States },
  ResultWriter: {
    Resource: 'arn:#{AWS::Partition}:states:::s3:putObject',
    Parameters: { Bucket: '#{Store}', Prefix: 'executions' },
  },
  ResultPath: null,
  Next,
});

const END = { End: true };

/** The shard contract as a state machine; `#{Name}` stands for what the template knows. */
const MACHINE = {
  Comment: 'sealscan reads the accounts of an organization, judges each, and rolls up.',
  StartAt: 'Plan',
  TimeoutSeconds: DAY,
  States: {
    Plan: call('Planner', { 'plan.$': '$' }, { Next: 'Shards' }),
    Shards: each(
      '$.shards',
      { 'shard.$': '$$.Map.Item.Value' },
      'Collect',
      {
        Collect: call(
          'Worker',
          { 'collect.$': '$.shard', 'date.$': '$.date' },
          { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'GiveUp' }], ...END },
        ),
        GiveUp: call('Worker', { 'giveUp.$': '$.shard', 'date.$': '$.date', 'error.$': '$.error' }, END),
      },
      'Accounts',
    ),
    Accounts: each(
      '$.accounts',
      { 'account.$': '$$.Map.Item.Value.account' },
      'Judge',
      { Judge: call('Reducer', { 'reduceAccount.$': '$.account', 'date.$': '$.date' }, END) },
      'Organization',
    ),
    Organization: call('Reducer', { reduceOrganization: true, 'date.$': '$.date' }, { Next: 'IsComplete' }),
    IsComplete: {
      Type: 'Choice',
      Choices: [{ Variable: '$.complete', BooleanEquals: true, Next: 'Complete' }],
      Default: 'Incomplete',
    },
    Complete: { Type: 'Succeed' },
    Incomplete: {
      Type: 'Fail',
      Error: 'Incomplete',
      Cause: 'The reports are written, and not all was read: report.html says of which accounts, and why.',
    },
  },
};

/** Text of the definition. A parameter that is a number stands in it as one. */
export const definition = (): string =>
  JSON.stringify(MACHINE, null, 2).replaceAll('"#{Concurrency}"', '#{Concurrency}');
