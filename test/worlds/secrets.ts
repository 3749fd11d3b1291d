import { gzipSync } from 'node:zlib';
import type { ListAppsCommandOutput, ListBranchesCommandOutput } from '@aws-sdk/client-amplify';
import type { DescribeJobDefinitionsCommandOutput } from '@aws-sdk/client-batch';
import type { DescribeStacksCommandOutput, Stack } from '@aws-sdk/client-cloudformation';
import type { GetPipelineDefinitionCommandOutput, ListPipelinesCommandOutput } from '@aws-sdk/client-data-pipeline';
import type {
  DescribeInstanceAttributeCommandOutput,
  DescribeInstancesCommandOutput,
  DescribeLaunchTemplateVersionsCommandOutput,
} from '@aws-sdk/client-ec2';
import type { GetConnectionCommandOutput, GetConnectionsCommandOutput } from '@aws-sdk/client-glue';
import type {
  DescribeNotebookInstanceLifecycleConfigCommandOutput,
  ListNotebookInstanceLifecycleConfigsCommandOutput,
} from '@aws-sdk/client-sagemaker';
import type { DescribeStateMachineCommandOutput, ListStateMachinesCommandOutput } from '@aws-sdk/client-sfn';
import type { GetDocumentCommandOutput, ListDocumentsCommandOutput } from '@aws-sdk/client-ssm';
import { ACCOUNT, onlyHere, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

/** One for each place; the test looks for them in all that a scan leaves behind. */
export const PLANTED = {
  userData: 'planted-UserData-4f1e',
  packed: 'planted-Packed-9ac3',
  template: 'planted-Template-07de',
  stack: 'planted-Output-b26f',
  parameter: 'planted-Parameter-5a90',
  document: 'planted-Document-e3d8',
  definition: 'planted-Definition-61bb',
  script: 'planted-Script-c7f2',
  connection: 'planted-Connection-8e44',
  job: 'planted-Job-2d19',
  app: 'planted-App-f5a6',
  branch: 'planted-Branch-30c9',
  pipeline: 'planted-Pipeline-96e7',
} as const;

const CREATED = new Date('2026-01-01T00:00:00Z');
const denied = refuses('AccessDeniedException');
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const nameIn = (id: unknown): string => String(id).split(/[:/]/).at(-1) ?? '';
const named = (input: Readonly<Record<string, unknown>>): string =>
  nameIn(Object.values(input).find((value) => typeof value === 'string' && value !== 'userData'));
/** An answer by the name that the request gives; `denied` is refused. */
const byName = (body: (name: string) => object) => (input: Readonly<Record<string, unknown>>) =>
  named(input) === 'denied' ? denied : body(named(input));

const instances = {
  Reservations: [
    {
      Instances: (['plain', 'leaky', 'packed', 'broken', 'denied'] as const).map((InstanceId) => ({
        InstanceId,
        State: { Name: 'running' as const },
      })),
    },
    { Instances: [{ InstanceId: 'gone', State: { Name: 'terminated' } }] },
  ],
} satisfies Body<DescribeInstancesCommandOutput>;

const packed = gzipSync(`#cloud-config\nwrite_files:\n  - path: /etc/app\n    content: "password=${PLANTED.packed}"\n`);
const userData: Readonly<Record<string, string | undefined>> = {
  leaky: base64(`#!/bin/bash\nset -e\nexport DB_PASSWORD=${PLANTED.userData}\n`),
  packed: base64(packed),
  broken: base64(packed.subarray(0, 30)),
};
const attribute = (InstanceId: string) =>
  ({
    InstanceId,
    UserData: userData[InstanceId] ? { Value: userData[InstanceId] } : {},
  }) satisfies Body<DescribeInstanceAttributeCommandOutput>;

/** Version 1 of `changed` still holds what its default no longer does. */
const template = (LaunchTemplateId: string, VersionNumber: number, script = '') => ({
  LaunchTemplateId,
  LaunchTemplateName: LaunchTemplateId,
  VersionNumber,
  LaunchTemplateData: script ? { UserData: base64(script) } : {},
});
const FETCHES = '#!/bin/bash\nPASSWORD=$(aws secretsmanager get-secret-value --secret-id db --query SecretString)\n';
const versions = {
  clean: [template('clean', 1, FETCHES)],
  changed: [template('changed', 2, FETCHES), template('changed', 1, `#!/bin/bash\nPASSWORD=${PLANTED.template}\n`)],
} as const;
const templates = (id: unknown) =>
  ({
    LaunchTemplateVersions: id
      ? [...versions[id as keyof typeof versions]]
      : [versions.clean[0], versions.changed[0], template('denied', 1)],
  }) satisfies Body<DescribeLaunchTemplateVersionsCommandOutput>;

const stack = (StackName: string, more: Partial<Stack>): Stack => ({
  StackName,
  StackId: arn('cloudformation', `stack/${StackName}/11111111-2222-3333-4444-555555555555`),
  CreationTime: CREATED,
  StackStatus: 'CREATE_COMPLETE',
  Tags: [{ Key: 'team', Value: 'a' }],
  ...more,
});
const stacks = {
  Stacks: [
    stack('masked', {
      Outputs: [{ OutputKey: 'DbPasswordArn', OutputValue: arn('secretsmanager', 'secret:db-AbCdEf') }],
      Parameters: [{ ParameterKey: 'DbPassword', ParameterValue: '****' }],
    }),
    stack('shown', {
      Outputs: [{ OutputKey: 'DbPassword', OutputValue: PLANTED.stack }],
      Parameters: [
        { ParameterKey: 'DbPassword', ParameterValue: PLANTED.parameter },
        { ParameterKey: 'Stage', ParameterValue: 'prod' },
      ],
    }),
    stack('bare', {}),
  ],
} satisfies Body<DescribeStacksCommandOutput>;

const documents = {
  DocumentIdentifiers: ['clean', 'leaky', 'denied'].map((Name) => ({ Name })),
} satisfies Body<ListDocumentsCommandOutput>;
const contents: Readonly<Record<string, string>> = {
  clean: '{"schemaVersion":"2.2","parameters":{"Password":{"type":"String","default":"{{ssm-secure:db}}"}}}',
  leaky: `schemaVersion: '2.2'\nmainSteps:\n  - action: aws:runShellScript\n    inputs:\n      runCommand:\n        - mysql --user app --password '${PLANTED.document}'\n`,
};
const document = (Name: string) => ({ Name, Content: contents[Name] }) satisfies Body<GetDocumentCommandOutput>;

const machines = {
  stateMachines: ['clean', 'leaky', 'denied'].map((name) => ({
    name,
    stateMachineArn: arn('states', `stateMachine:${name}`),
    type: 'STANDARD' as const,
    creationDate: CREATED,
  })),
} satisfies Body<ListStateMachinesCommandOutput>;
const definitions: Readonly<Record<string, object>> = {
  clean: { Type: 'Task', Parameters: { 'Password.$': '$.password', SecretId: 'db' } },
  leaky: { Type: 'Task', Parameters: { Password: PLANTED.definition } },
};
const machine = (name: string, withData: boolean) =>
  ({
    name,
    stateMachineArn: arn('states', `stateMachine:${name}`),
    definition: withData ? JSON.stringify({ StartAt: 'Call', States: { Call: definitions[name] } }) : '',
    roleArn: `arn:aws:iam::${ACCOUNT}:role/machine`,
    type: 'STANDARD',
    creationDate: CREATED,
  }) satisfies Body<DescribeStateMachineCommandOutput>;

const lifecycles = {
  NotebookInstanceLifecycleConfigs: ['clean', 'leaky', 'denied'].map((name) => ({
    NotebookInstanceLifecycleConfigName: name,
    NotebookInstanceLifecycleConfigArn: arn('sagemaker', `notebook-instance-lifecycle-config/${name}`),
  })),
} satisfies Body<ListNotebookInstanceLifecycleConfigsCommandOutput>;
const lifecycle = (name: string) =>
  ({
    NotebookInstanceLifecycleConfigName: name,
    OnStart: [
      { Content: base64(name === 'leaky' ? `#!/bin/bash\nexport TOKEN='${PLANTED.script}'\n` : '#!/bin/bash\n') },
    ],
  }) satisfies Body<DescribeNotebookInstanceLifecycleConfigCommandOutput>;

const connections = {
  ConnectionList: ['clean', 'leaky', 'denied'].map((Name) => ({ Name, ConnectionType: 'JDBC' as const })),
} satisfies Body<GetConnectionsCommandOutput>;
const connection = (Name: string) =>
  ({
    Connection: {
      Name,
      ConnectionProperties:
        Name === 'leaky'
          ? { USERNAME: 'app', PASSWORD: PLANTED.connection }
          : { SECRET_ID: 'prod/db', ENCRYPTED_PASSWORD: 'ciphertext-of-the-catalog-1' },
    },
  }) satisfies Body<GetConnectionCommandOutput>;

const definition = (name: string) => ({ jobDefinitionName: name, revision: 1, type: 'container' });
const jobs = {
  jobDefinitions: [
    {
      ...definition('clean'),
      jobDefinitionArn: arn('batch', 'job-definition/clean:1'),
      containerProperties: {
        image: 'app:1',
        secrets: [{ name: 'DB_PASSWORD', valueFrom: arn('ssm', 'parameter/db') }],
        environment: [{ name: 'MODE', value: 'prod' }],
      },
      tags: { team: 'a' },
    },
    {
      ...definition('leaky'),
      jobDefinitionArn: arn('batch', 'job-definition/leaky:3'),
      eksProperties: {
        podProperties: { containers: [{ image: 'app:1', env: [{ name: 'DB_PASSWORD', value: PLANTED.job }] }] },
      },
    },
  ],
} satisfies Body<DescribeJobDefinitionsCommandOutput>;

const app = (name: string, environmentVariables: Record<string, string>) => ({
  appId: name,
  appArn: arn('amplify', `apps/${name}`),
  name,
  description: '',
  repository: 'https://github.com/example/app',
  platform: 'WEB' as const,
  createTime: CREATED,
  updateTime: CREATED,
  environmentVariables,
  defaultDomain: 'example.com',
  enableBranchAutoBuild: true,
  enableBasicAuth: true,
  basicAuthCredentials: base64('user:planted-basic-auth'),
});
const apps = {
  apps: [
    app('clean', { MODE: 'prod' }),
    app('leaky', { API_KEY: PLANTED.app }),
    app('branchy', {}),
    app('denied', { MODE: 'prod' }),
  ],
} satisfies Body<ListAppsCommandOutput>;
const branches = (name: string) =>
  ({
    branches: [
      {
        branchArn: arn('amplify', `apps/${name}/branches/main`),
        branchName: 'main',
        description: '',
        stage: 'PRODUCTION',
        displayName: 'main',
        enableNotification: false,
        createTime: CREATED,
        updateTime: CREATED,
        environmentVariables: name === 'branchy' ? { API_SECRET: PLANTED.branch } : {},
        enableAutoBuild: true,
        customDomains: [],
        framework: 'React',
        activeJobId: '1',
        totalNumberOfJobs: '1',
        enableBasicAuth: false,
        ttl: '5',
        enablePullRequestPreview: false,
      },
    ],
  }) satisfies Body<ListBranchesCommandOutput>;

const pipelines = {
  pipelineIdList: ['clean', 'leaky', 'denied'].map((name) => ({ id: `df-${name}`, name })),
} satisfies Body<ListPipelinesCommandOutput>;
const pipeline = (id: string) =>
  ({
    pipelineObjects: [
      {
        id: 'Database',
        name: 'Database',
        fields: [{ key: '*password', stringValue: id === 'df-leaky' ? PLANTED.pipeline : '#{*myPassword}' }],
      },
    ],
  }) satisfies Body<GetPipelineDefinitionCommandOutput>;

/** Content that only `--secrets` reads. */
export const world: World = {
  services: ['amplify', 'batch', 'cloudformation', 'datapipeline', 'ec2', 'glue', 'sagemaker', 'ssm', 'stepfunctions'],
  regions: [REGION, 'us-east-1'],
  secrets: true,
  answers: {
    'ec2:DescribeInstances': onlyHere(instances),
    'ec2:DescribeInstanceAttribute': ({ InstanceId }) =>
      InstanceId === 'denied' ? denied : attribute(String(InstanceId)),
    'ec2:DescribeLaunchTemplateVersions': ({ LaunchTemplateId: id }, region) =>
      region !== REGION || id === 'denied' ? denied : templates(id),
    'cloudformation:DescribeStacks': onlyHere(stacks),
    'ssm:ListDocuments': onlyHere(documents),
    'ssm:GetDocument': byName(document),
    'sfn:ListStateMachines': onlyHere(machines),
    'sfn:DescribeStateMachine': ({ stateMachineArn, includedData }) => {
      const name = nameIn(stateMachineArn);
      return name === 'denied' && includedData === 'ALL_DATA' ? denied : machine(name, includedData === 'ALL_DATA');
    },
    'sagemaker:ListNotebookInstanceLifecycleConfigs': onlyHere(lifecycles),
    'sagemaker:DescribeNotebookInstanceLifecycleConfig': byName(lifecycle),
    'glue:GetConnections': onlyHere(connections),
    'glue:GetConnection': byName(connection),
    'batch:DescribeJobDefinitions': onlyHere(jobs),
    'amplify:ListApps': onlyHere(apps),
    'amplify:ListBranches': ({ appId }) => (appId === 'denied' ? denied : branches(String(appId))),
    'data-pipeline:ListPipelines': onlyHere(pipelines),
    'data-pipeline:GetPipelineDefinition': ({ pipelineId }) =>
      pipelineId === 'df-denied' ? denied : pipeline(String(pipelineId)),
  },
};
