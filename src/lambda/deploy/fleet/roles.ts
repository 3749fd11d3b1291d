import {
  enteringStatement,
  organizationStatement,
  planningStatement,
  sealingStatement,
  storeStatements,
} from '../../../permissions.ts';
import { att, type Json, plain, policy, ref, sub, trusted, when } from '../cfn.ts';

const allow = (Action: readonly string[], Resource: unknown): Json => ({ Effect: 'Allow', Action, Resource });

const role = (service: string, statements: readonly unknown[], more: Json = {}): Json =>
  plain('AWS::IAM::Role', {
    AssumeRolePolicyDocument: trusted(service),
    ...more,
    Policies: [{ PolicyName: 'own', PolicyDocument: policy(statements) }],
  });

/** What every function needs: the store, its logs, and the key if there is one. */
const own = (): readonly unknown[] => [
  ...storeStatements<unknown>(att('Store'), sub('#{Store.Arn}/*')),
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], att('Logs')),
  when('HasKey', sealingStatement<unknown>(ref('KmsKeyArn'))),
];

const MACHINE = 'arn:#{AWS::Partition}:states:#{AWS::Region}:#{AWS::AccountId}';

/** A distributed map starts executions of the machine that it is in, by name since the machine names its role. */
const machineStatements = (): readonly unknown[] => [
  allow(['lambda:InvokeFunction'], [att('Planner'), att('Worker'), att('Reducer')]),
  allow(['s3:GetObject'], sub('#{Store.Arn}/plans/*')),
  allow(
    ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
    sub('#{Store.Arn}/executions/*'),
  ),
  allow(['states:StartExecution'], sub(`${MACHINE}:stateMachine:#{AWS::StackName}`)),
  allow(
    ['states:DescribeExecution', 'states:RedriveExecution', 'states:StopExecution'],
    [sub(`${MACHINE}:execution:#{AWS::StackName}:*`), sub(`${MACHINE}:execution:#{AWS::StackName}/*`)],
  ),
  when('HasKey', sealingStatement<unknown>(ref('KmsKeyArn'))),
];

/**
 * One role a kind of step: who plans reads the organization, who collects enters accounts, who judges sees the store alone.
 * @param reads policies of what is read, for the account of the stack, which is entered without a role
 */
export const roles = (reads: Json): Json => ({
  PlannerRole: role('lambda.amazonaws.com', [planningStatement(), organizationStatement(), ...own()]),
  WorkerRole: role(
    'lambda.amazonaws.com',
    [enteringStatement<unknown>(sub('arn:#{AWS::Partition}:iam::*:role/#{RoleName}')), ...own()],
    { ManagedPolicyArns: Object.keys(reads).map(ref) },
  ),
  ReducerRole: role('lambda.amazonaws.com', own()),
  MachineRole: role('states.amazonaws.com', machineStatements()),
  ScheduleRole: role('scheduler.amazonaws.com', [allow(['states:StartExecution'], ref('Machine'))]),
});
