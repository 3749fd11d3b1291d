import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import type { OperationUse } from '../../src/model/collector.ts';
import { ROOT } from '../house/copy.ts';
import { type Client, hasSchemas, hiddenMembers, memberNames, sensitiveMembers } from './sensitive.ts';

/** Stored all the same: AWS marks these although they are no secrets. `operation path`, and why it may be kept. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'rds:DescribeOptionGroups OptionGroupsList.Options.OptionSettings.Value':
    'protocol versions and ciphers of SQL*Net: the settings of all other options, some of them passwords, are stripped',
  'lambda:ListFunctions Functions.Environment.Variables.(key)':
    'names of environment variables, without their values: which function has some is the question',
  'kendra:DescribeIndex ServerSideEncryptionConfiguration.KmsKeyId':
    'the id of a KMS key, which names the key and does not open it',
  's3:GetBucketEncryption ServerSideEncryptionConfiguration.Rules.ApplyServerSideEncryptionByDefault.KMSMasterKeyID':
    'the ARN of a KMS key, which names the key and does not open it: who holds the key of a bucket is the question',
  'apprunner:DescribeService Service.SourceConfiguration.CodeRepository.CodeConfiguration.CodeConfigurationValues.RuntimeEnvironmentSecrets':
    'ARNs of secrets and parameters, never their values: which secret the service needs is the question',
  'apprunner:DescribeService Service.SourceConfiguration.CodeRepository.CodeConfiguration.CodeConfigurationValues.RuntimeEnvironmentSecrets.(key)':
    'names of the variables that the references fill',
  'apprunner:DescribeService Service.SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentSecrets':
    'ARNs of secrets and parameters, never their values: which secret the service needs is the question',
  'apprunner:DescribeService Service.SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentSecrets.(key)':
    'names of the variables that the references fill',
  'ecs:DescribeTaskDefinition taskDefinition.containerDefinitions.repositoryCredentials':
    'the name or ARN of a secret, never its value: which secret the task needs is the question',
};

/** These clients carry no schemas: they are built by an SDK that had none. What they hide in their own logs must do. */
const WITHOUT_SCHEMAS: readonly string[] = [
  'acm-pca',
  'cloudhsm-v2',
  'finspace',
  'lookoutmetrics',
  'lookoutvision',
  'mwaa',
  'osis',
  'payment-cryptography',
  'qconnect',
  'qldb',
  'rolesanywhere',
  'voice-id',
  'wisdom',
];

interface Use extends OperationUse {
  readonly type: string;
}

const uses: readonly Use[] = collectors.flatMap(({ type, list, calls }) =>
  [...(list ? [list] : []), ...calls].map((use) => ({ ...use, type })),
);
const sdks = [...new Set(uses.map(({ sdk }) => sdk))].sort();
const clients = new Map<string, Client>();
for (const sdk of sdks) clients.set(sdk, (await import(`@aws-sdk/client-${sdk}`)) as Client);
const clientOf = (sdk: string): Client => clients.get(sdk) as Client;

/** What a client's package says in its own code. */
function sourceOf(sdk: string): string {
  const folder = join(ROOT, 'node_modules', '@aws-sdk', `client-${sdk}`, 'dist-es', 'models');
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

describe('no stored member is one that AWS marks sensitive', () => {
  const modelled = uses.filter(({ sdk }) => hasSchemas(clientOf(sdk)));
  const found = new Set(
    modelled.flatMap((use) =>
      sensitiveMembers(clientOf(use.sdk), use).map((path) => `${use.sdk}:${use.operation} ${path}`),
    ),
  );
  const hidden = uses
    .filter(({ sdk }) => !hasSchemas(clientOf(sdk)))
    .flatMap(({ sdk, operation, members }) => {
      const names = hiddenMembers(sourceOf(sdk));
      return memberNames(members).flatMap((name) => (names.has(name) ? [`${sdk}:${operation} ${name}`] : []));
    });

  test('but for those named here, each with why', () => {
    expect(modelled.length).toBeGreaterThan(50);
    expect([...found].filter((path) => !Object.hasOwn(EXCEPTIONS, path)).sort()).toEqual([]);
  });

  test('and no exception outlives its cause', () => {
    expect(Object.keys(EXCEPTIONS).filter((path) => !found.has(path) && !hidden.includes(path))).toEqual([]);
  });

  test('clients too old to say are known', () => {
    expect(sdks.filter((sdk) => !hasSchemas(clientOf(sdk)) && !WITHOUT_SCHEMAS.includes(sdk))).toEqual([]);
    expect(sdks.filter((sdk) => hasSchemas(clientOf(sdk)) && WITHOUT_SCHEMAS.includes(sdk))).toEqual([]);
  });

  test('of which nothing is stored under the name of what they hide in logs', () => {
    expect(hidden.filter((path) => !Object.hasOwn(EXCEPTIONS, path))).toEqual([]);
  });
});

describe('the check itself', () => {
  const use = (sdk: string, operation: string, more: Partial<OperationUse>): OperationUse => ({
    sdk,
    client: '',
    operation,
    permission: '',
    required: [],
    members: {},
    ...more,
  });
  const judge = async (asked: OperationUse) =>
    sensitiveMembers((await import(`@aws-sdk/client-${asked.sdk}`)) as Client, asked);

  test.each([
    [use('secrets-manager', 'GetSecretValue', { members: { SecretString: true, Name: true } }), ['SecretString']],
    [use('ssm', 'GetParameters', { at: 'Parameters', members: { Name: true, Value: true } }), ['Parameters.Value']],
    [use('ssm', 'GetParameters', { members: { Parameters: true } }), ['Parameters.Value']],
    [use('rds', 'DescribeDBInstances', { at: 'DBInstances', members: { DBInstanceIdentifier: true } }), []],
    [
      use('lambda', 'GetFunctionConfiguration', { members: { Environment: { Variables: true } } }),
      ['Environment.Variables', 'Environment.Variables.(key)', 'Environment.Variables'],
    ],
    [
      use('lambda', 'GetFunctionConfiguration', { members: { Environment: { Variables: 'keys' } } }),
      ['Environment.Variables.(key)'],
    ],
  ])('%#: finds what is planted', async (asked, paths) => {
    expect(await judge(asked)).toEqual(paths);
  });

  test('a member that AWS does not have is an error, and not clean', async () => {
    await expect(judge(use('ssm', 'GetParameters', { members: { Parametres: true } }))).rejects.toThrow(/Parametres/);
  });

  test('reads what an old client hides', () => {
    expect(hiddenMembers(sourceOf('rolesanywhere'))).toEqual(new Set(['key', 'value', 'tagKeys']));
  });
});
