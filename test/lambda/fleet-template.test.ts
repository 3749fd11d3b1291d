import validate from 'asl-validator';
import { describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { neededFor } from '../../src/live.ts';
import { permissionsOf } from '../../src/permissions.ts';
import { type Json, shippedDefinition, template } from './fleet-definition.ts';

const { Parameters, Conditions, Resources, Outputs } = template;
const ofType = (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === type);

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Every object below a value. */
function* objectsIn(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const child of Object.values(value)) yield* objectsIn(child);
}

const NAMES = {
  'AWS::Partition': 'aws',
  'Planner.Arn': 'arn:aws:lambda:eu-west-1:123456789012:function:sealscan-plan',
  'Worker.Arn': 'arn:aws:lambda:eu-west-1:123456789012:function:sealscan-work',
  'Reducer.Arn': 'arn:aws:lambda:eu-west-1:123456789012:function:sealscan-reduce',
  Store: 'store',
  Concurrency: '100',
};
const definition = JSON.parse(shippedDefinition(NAMES)) as Json;
const states = [...objectsIn(definition)].filter((object) => typeof object['Type'] === 'string');

/** Actions of a role -> what they are allowed on. */
const allowedTo = (role: string): ReadonlyMap<string, string> =>
  new Map(
    [...objectsIn(Resources[role]?.Properties['Policies'])]
      .filter((object) => object['Effect'] === 'Allow')
      .flatMap((object) => {
        const { Action, Resource } = object as unknown as Statement;
        return [Action].flat().map((action) => [action, JSON.stringify(Resource)] as const);
      }),
  );

describe('the definition', () => {
  test('is one that Step Functions takes, and a broken one is not', () => {
    expect(validate(definition, { checkPaths: true, checkArn: true }).errorsText()).toBe('');
    const broken = JSON.parse(JSON.stringify(definition).replace('"Next":"Accounts"', '"Next":"Nowhere"'));
    expect(validate(broken).isValid).toBe(false);
  });

  test('a shard that fails for good is given up, and fails nothing else', () => {
    const collect = states.find(({ Catch }) => Catch !== undefined);
    expect(collect?.['Catch']).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'GiveUp' }]);
    const maps = states.filter(({ Type }) => Type === 'Map');
    expect(maps.map(({ ToleratedFailurePercentage }) => ToleratedFailurePercentage)).toEqual([100, 100]);
    expect(maps.every(({ ResultWriter, ResultPath }) => ResultWriter && ResultPath === null)).toBe(true); // results have no room in a state
  });

  test('every step is tried again with jitter, but what is refused', () => {
    const tasks = states.filter(({ Type }) => Type === 'Task');
    expect(tasks).toHaveLength(5);
    for (const { Retry } of tasks) {
      const [refused, ...others] = Retry as readonly Json[];
      expect(refused).toEqual({ ErrorEquals: ['InputError', 'Refused'], MaxAttempts: 0 });
      expect(others.map(({ ErrorEquals }) => ErrorEquals)).toContainEqual(['CredentialsEnded']);
      expect(others.at(-1)?.['ErrorEquals']).toEqual(['States.ALL']);
      expect(
        others.every(({ JitterStrategy, MaxAttempts }) => JitterStrategy === 'FULL' && Number(MaxAttempts) > 1),
      ).toBe(true);
    }
  });

  test('a run that is not complete ends as a failure, which an alarm tells of', () => {
    const fails = states.filter(({ Type }) => Type === 'Fail');
    expect(fails.map(({ Error: name }) => name)).toEqual(['Incomplete']);
    const metrics = ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties['MetricName']);
    expect(metrics).toEqual(['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted']);
  });
});

describe('the template', () => {
  test('refers to nothing that it does not have, and has nothing that nobody refers to', () => {
    const names = new Set([...Object.keys(Parameters), ...Object.keys(Resources)]);
    const found = [...objectsIn(template)].flatMap((object) => {
      if (typeof object['Ref'] === 'string') return [object['Ref']];
      if (Array.isArray(object['Fn::GetAtt'])) return [String(object['Fn::GetAtt'][0])];
      const text = object['Fn::Sub'];
      return typeof text === 'string' ? [...text.matchAll(/\$\{([^}]+)\}/g)].map(([, name = '']) => name) : [];
    });
    const isKnown = (name: string): boolean => name.startsWith('AWS::') || names.has(name.split('.')[0] ?? '');
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((name) => !isKnown(name))).toEqual([]);
    const conditions = [...objectsIn({ Resources, Outputs })].flatMap((object) =>
      Array.isArray(object['Fn::If']) ? [String(object['Fn::If'][0])] : [],
    );
    expect([...new Set(conditions)].sort()).toEqual(Object.keys(Conditions).sort());
    const used = new Set([...found.map((name) => name.split('.')[0]), 'KmsKeyArn', 'TopicArn']);
    expect(Object.keys(Parameters).filter((name) => !used.has(name))).toEqual([]);
  });

  test('who plans reads the organization, who collects enters accounts by the role, and who judges sees the store alone', () => {
    const planner = allowedTo('PlannerRole');
    const collecting = allowedTo('WorkerRole');
    const reducer = allowedTo('ReducerRole');
    const store = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];
    const logs = ['logs:CreateLogStream', 'logs:PutLogEvents'];
    const seal = ['kms:Decrypt', 'kms:GenerateDataKey'];
    expect([...reducer.keys()].sort()).toEqual([...store, ...logs, ...seal].sort());
    expect([...collecting.keys()].filter((action) => !reducer.has(action))).toEqual(['sts:AssumeRole']);
    expect(collecting.get('sts:AssumeRole')).toMatch(
      /^\{"Fn::Sub":"arn:[^:]+::Partition\}:iam::\*:role\/\$\{RoleName\}"\}$/,
    );
    const only = [...planner].filter(([action]) => !reducer.has(action));
    expect(only.map(([action]) => action.split(':')[0]).filter((service) => service === 'organizations')).toHaveLength(
      4,
    );
    expect(only.filter(([action]) => !/^(?:organizations|account|ec2|sts):(?:List|Describe|Get)/.test(action))).toEqual(
      [],
    );
    for (const own of [planner, collecting, reducer])
      for (const action of [...store, ...logs]) expect(own.get(action)).not.toBe('"*"');
  });

  test('who collects reads what a scan reads, within the size of a policy', () => {
    const policies = ofType('AWS::IAM::ManagedPolicy');
    const actions = policies.flatMap(([, { Properties }]) =>
      [...objectsIn(Properties)].flatMap(({ Action }) => Action ?? []),
    );
    expect(actions.sort()).toEqual(permissionsOf(neededFor([], collectors)));
    for (const [, { Properties }] of policies)
      expect(JSON.stringify(Properties['PolicyDocument']).length).toBeLessThan(6_144);
    expect(Resources['WorkerRole']?.Properties['ManagedPolicyArns']).toEqual(policies.map(([Ref]) => ({ Ref })));
  });

  test('the state machine does what its definition needs, in this stack', () => {
    const machine = allowedTo('MachineRole');
    expect([...machine.keys()].filter((action) => action.startsWith('states:')).sort()).toEqual(
      ['Describe', 'Redrive', 'Start', 'Stop'].map((verb) => `states:${verb}Execution`),
    );
    expect([...machine.values()].filter((resource) => resource === '"*"')).toEqual([]);
    expect(machine.get('lambda:InvokeFunction')).not.toContain('*');
  });

  test('keeps runs sealed, versioned, not public, and over TLS only', () => {
    const bucket = Resources['Store']?.Properties;
    expect(JSON.stringify(bucket)).toContain('"SSEAlgorithm":"aws:kms"');
    expect(JSON.stringify(bucket)).not.toContain('AES256');
    expect(bucket?.['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
    expect(Object.values(bucket?.['PublicAccessBlockConfiguration'] ?? {})).toEqual([true, true, true, true]);
    expect(JSON.stringify(Resources['StorePolicy'])).toContain('"aws:SecureTransport":"false"');
    for (const name of ['Logs', 'Machine', 'Runs', 'Planner', 'Worker', 'Reducer'])
      expect(JSON.stringify(Resources[name]?.Properties), name).toContain('"HasKey"');
  });
});
