import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { collectors } from '../../src/collectors/registry.ts';
import { neededFor } from '../../src/live.ts';
import { permissionsOf } from '../../src/permissions.ts';
import { ROOT } from '../house/copy.ts';

type Json = Readonly<Record<string, unknown>>;
interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: readonly string[];
  readonly Properties: Json;
}
interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

const text = readFileSync(join(ROOT, 'deploy/lambda.yaml'), 'utf8');
// CloudFormation reads YAML 1.1, where an unquoted `no` is false
const template = parse(text, { version: '1.1' }) as {
  readonly Parameters: Readonly<Record<string, Json>>;
  readonly Conditions: Json;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, Json>>;
};
const { Parameters, Conditions, Resources, Outputs } = template;
const ofType = (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === type);

/** Every object below a value. */
function* objectsIn(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const child of Object.values(value)) yield* objectsIn(child);
}

const statementsIn = (value: unknown): Statement[] =>
  [...objectsIn(value)].filter((object) => 'Effect' in object) as unknown as Statement[];

describe('the template', () => {
  test('refers to nothing that it does not have', () => {
    const names = new Set([...Object.keys(Parameters), ...Object.keys(Resources)]);
    const known = (name: string): boolean => name.startsWith('AWS::') || names.has(name.split('.')[0] ?? '');
    const found = [...objectsIn(template)].flatMap((object) => {
      if (typeof object['Ref'] === 'string') return [object['Ref']];
      if (Array.isArray(object['Fn::GetAtt'])) return [String(object['Fn::GetAtt'][0])];
      if (typeof object['Fn::Sub'] === 'string')
        return [...object['Fn::Sub'].matchAll(/\$\{([^}]+)\}/g)].map(([, name = '']) => name);
      return Array.isArray(object['DependsOn']) ? (object['DependsOn'] as string[]) : [];
    });
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((name) => !known(name))).toEqual([]);
    const conditions = [...objectsIn({ Resources, Outputs, Conditions })].flatMap((object) => [
      ...(typeof object['Condition'] === 'string' ? [object['Condition']] : []),
      ...(Array.isArray(object['Fn::If']) ? [String(object['Fn::If'][0])] : []),
    ]);
    expect(conditions.filter((name) => !Object.hasOwn(Conditions, name))).toEqual([]);
    const used = JSON.stringify({ Resources, Conditions });
    expect(
      Object.keys(Parameters).filter((name) => !used.includes(`"${name}"`) && !used.includes(`\${${name}}`)),
    ).toEqual([]);
  });

  test('away from home it makes rules and the role that forwards, and nothing that refers to what is not there', () => {
    const away = Object.entries(Resources).filter(([, { Condition }]) => Condition !== 'IsHome');
    expect(new Set(away.map(([, { Type }]) => Type))).toEqual(new Set(['AWS::Events::Rule', 'AWS::IAM::Role']));
    const made = new Set([...away.map(([name]) => name), ...Object.keys(Parameters)]);
    const shown = away.flatMap(([, { Properties }]) => [
      ...objectsIn(JSON.parse(JSON.stringify(Properties), chosen(false))),
    ]);
    const refs = shown.flatMap((object) => [object['Ref'], (object['Fn::GetAtt'] as string[] | undefined)?.[0]]);
    expect(refs.filter((name) => typeof name === 'string' && !name.startsWith('AWS::') && !made.has(name))).toEqual([]);
  });

  test('grants what is read and what the functions use, and no more', () => {
    const roles = [...ofType('AWS::IAM::Role'), ...ofType('AWS::IAM::ManagedPolicy')];
    const allowed = roles
      .flatMap(([, { Properties }]) => statementsIn(Properties))
      .filter(({ Action }) => Action !== 'sts:AssumeRole');
    const read = allowed.filter(({ Sid }) => Sid === 'SealscanReads');
    expect(read.flatMap(({ Action }) => Action).sort()).toEqual(permissionsOf(neededFor([], collectors)));
    const actions = allowed.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    const anywhere = allowed.filter(({ Resource, Sid }) => Resource === '*' && Sid !== 'SealscanReads');
    expect(anywhere.map(({ Sid }) => Sid)).toEqual(['SealscanSendsToSecurityHub']); // which has no resources
    for (const [, { Properties }] of ofType('AWS::IAM::ManagedPolicy'))
      expect(JSON.stringify(Properties['PolicyDocument']).length).toBeLessThan(6_144);
  });

  test('whoever assumes a role but Lambda does so for this account', () => {
    const trusts = ofType('AWS::IAM::Role').map(
      ([, { Properties }]) => statementsIn(Properties['AssumeRolePolicyDocument'])[0],
    );
    expect(trusts.map((trust) => JSON.stringify(trust?.Principal)).sort()).toEqual(
      ['events', 'lambda', 'scheduler'].map((name) => `{"Service":"${name}.amazonaws.com"}`),
    );
    expect(trusts.filter((trust) => trust?.Condition).length).toBe(2);
  });

  test('keeps the state as sealscan asks of others: sealed, versioned, not public, over TLS only', () => {
    const [, bucket] = ofType('AWS::S3::Bucket')[0] ?? [];
    const said = JSON.stringify(bucket?.Properties);
    expect(said).toContain('"SSEAlgorithm":"aws:kms"');
    expect(said).not.toContain('AES256');
    expect(bucket?.Properties['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
    expect(Object.values(bucket?.Properties['PublicAccessBlockConfiguration'] ?? {})).toEqual([true, true, true, true]);
    const policies = [...ofType('AWS::S3::BucketPolicy'), ...ofType('AWS::SQS::QueuePolicy')];
    expect(policies).toHaveLength(3);
    for (const [name, { Properties }] of policies) {
      const tls = statementsIn(Properties).find(({ Sid }) => Sid === 'OnlyTls');
      expect(tls, name).toMatchObject({
        Effect: 'Deny',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });

  test('seals queues and logs, limits the functions, and loses nothing that fails', () => {
    for (const [name, { Properties }] of ofType('AWS::SQS::Queue'))
      expect(JSON.stringify(Properties), name).toMatch(/"SqsManagedSseEnabled".*|"KmsMasterKeyId".*/);
    for (const [name, { Properties }] of ofType('AWS::Logs::LogGroup'))
      expect(Properties['RetentionInDays'], name).toBe(30);
    for (const [name, { Properties }] of ofType('AWS::Lambda::Function'))
      expect(Properties['ReservedConcurrentExecutions'], name).toBeGreaterThan(0);
    expect(Resources['Events']?.Properties['RedrivePolicy']).toMatchObject({ maxReceiveCount: 5 });
    const timeout = Number(Resources['Check']?.Properties['Timeout']);
    expect(timeout).toBeGreaterThan(0);
    expect(Resources['Events']?.Properties['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * timeout);
    expect(Resources['ScanFailures']?.Properties['DestinationConfig']).toEqual({
      OnFailure: { Destination: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } },
    });
    expect(Resources['CheckEvents']?.Properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
  });

  test('its rules take every service that is read, within the size that EventBridge takes', () => {
    const patterns = ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties['EventPattern'] as Json);
    for (const pattern of patterns) expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2_048);
    const sources = patterns.flatMap(({ detail }) => (detail as { eventSource: string[] }).eventSource);
    expect(new Set(sources).size).toBe(sources.length);
    for (const name of ['kms', 's3', 'ec2', 'rds', 'ssm', 'secretsmanager', 'cloudtrail', 'monitoring', 'amazonmq'])
      expect(sources).toContain(`${name}.amazonaws.com`);
  });
});

/** What a condition leaves of an `Fn::If`. */
const chosen = (isHome: boolean) => (_: string, value: unknown) => {
  const choice = (value as { 'Fn::If'?: readonly unknown[] } | null)?.['Fn::If'];
  return choice?.[0] === 'IsHome' ? choice[isHome ? 1 : 2] : value;
};
