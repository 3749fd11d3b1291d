import type {
  GetCustomModelCommandOutput,
  GetModelCustomizationJobCommandOutput,
  GetModelInvocationLoggingConfigurationCommandOutput,
  ListCustomModelsCommandOutput,
  ListModelCustomizationJobsCommandOutput,
} from '@aws-sdk/client-bedrock';
import type {
  GetAgentCommandOutput,
  GetDataSourceCommandOutput,
  GetPromptCommandOutput,
  ListAgentsCommandOutput,
  ListDataSourcesCommandOutput,
  ListKnowledgeBasesCommandOutput,
  ListPromptsCommandOutput,
} from '@aws-sdk/client-bedrock-agent';
import type { DescribeLogGroupsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { GetBucketEncryptionCommandOutput, ListBucketsCommandOutput } from '@aws-sdk/client-s3';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Out<T> = Omit<T, '$metadata'>;
const AT = new Date('2026-01-01T00:00:00Z');
const arn = (noun: string, name: unknown): string => `arn:aws:bedrock:${REGION}:${ACCOUNT}:${noun}/${name}`;
const BASE = 'arn:aws:bedrock:eu-west-1::foundation-model/x';
const groupArn = (region: string, name: string): string => `arn:aws:logs:${region}:${ACCOUNT}:log-group:${name}:*`;
const isOwn = (id: unknown): boolean => String(id).endsWith('own');

/** By region: both destinations in order; a group without a key; a bucket without encryption; a foreign bucket; nothing. */
const LOGGING: Readonly<Record<string, Out<GetModelInvocationLoggingConfigurationCommandOutput>>> = {
  'eu-west-1': {
    loggingConfig: {
      s3Config: { bucketName: 'sealed' },
      cloudWatchConfig: {
        logGroupName: 'keyed',
        roleArn: 'r',
        largeDataDeliveryS3Config: { bucketName: 'sealed' },
      },
    },
  },
  'eu-west-2': { loggingConfig: { cloudWatchConfig: { logGroupName: 'plain', roleArn: 'r' } } },
  'us-east-1': { loggingConfig: { s3Config: { bucketName: 'open' } } },
  'us-west-2': { loggingConfig: { s3Config: { bucketName: 'theirs' } } },
  'eu-north-1': {},
};

const agents = {
  agentSummaries: ['default', 'own'].map((agentName) => ({
    agentId: agentName,
    agentName,
    agentStatus: 'PREPARED' as const,
    updatedAt: AT,
  })),
} satisfies Out<ListAgentsCommandOutput>;

const agentOf = (agentId: unknown) =>
  ({
    agent: {
      agentId: String(agentId),
      agentName: String(agentId),
      agentArn: arn('agent', agentId),
      agentVersion: 'DRAFT',
      agentStatus: 'PREPARED',
      idleSessionTTLInSeconds: 600,
      agentResourceRoleArn: 'r',
      createdAt: AT,
      updatedAt: AT,
      ...(isOwn(agentId) ? { customerEncryptionKeyArn: keyArn('own') } : {}),
    },
  }) satisfies Out<GetAgentCommandOutput>;

const knowledgeBases = {
  knowledgeBaseSummaries: ['kb', 'gone', 'shut'].map((name) => ({
    knowledgeBaseId: name,
    name,
    status: 'ACTIVE' as const,
    updatedAt: AT,
  })),
} satisfies Out<ListKnowledgeBasesCommandOutput>;

const sourcesOf = (knowledgeBaseId: unknown) =>
  ({
    dataSourceSummaries: ['default', 'own'].map((name) => ({
      knowledgeBaseId: String(knowledgeBaseId),
      dataSourceId: name,
      name,
      status: 'AVAILABLE' as const,
      updatedAt: AT,
    })),
  }) satisfies Out<ListDataSourcesCommandOutput>;

const sourceOf = (id: unknown) =>
  ({
    dataSource: {
      knowledgeBaseId: 'kb',
      dataSourceId: String(id),
      name: String(id),
      status: 'AVAILABLE',
      dataSourceConfiguration: { type: 'S3' },
      createdAt: AT,
      updatedAt: AT,
      ...(isOwn(id) ? { serverSideEncryptionConfiguration: { kmsKeyArn: keyArn('own') } } : {}),
    },
  }) satisfies Out<GetDataSourceCommandOutput>;

const promptOf = (name: string) => ({
  id: name,
  name,
  arn: arn('prompt', name),
  version: 'DRAFT',
  createdAt: AT,
  updatedAt: AT,
});

/** Answers of one region: elsewhere only the logging of invocations is set up. */
const here =
  (answer: (input: Readonly<Record<string, unknown>>) => object, empty: object) =>
  (input: Readonly<Record<string, unknown>>, region: string) =>
    region === REGION ? answer(input) : empty;

export const world: World = {
  services: ['bedrock'],
  regions: [...Object.keys(LOGGING), 'ap-south-1'],
  answers: {
    ...playKeys({ own: 'Enabled' }),
    's3:ListBuckets': {
      Buckets: ['sealed', 'open'].map((Name) => ({ Name, BucketRegion: REGION })),
    } satisfies Out<ListBucketsCommandOutput>,
    's3:GetBucketEncryption': ({ Bucket }) =>
      Bucket === 'open'
        ? refuses('ServerSideEncryptionConfigurationNotFoundError')
        : ({
            ServerSideEncryptionConfiguration: {
              Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
            },
          } satisfies Out<GetBucketEncryptionCommandOutput>),
    'cloudwatch-logs:DescribeLogGroups': (_input, region) =>
      ({
        logGroups: [
          { logGroupName: 'plain', arn: groupArn(region, 'plain') },
          { logGroupName: 'keyed', arn: groupArn(region, 'keyed'), kmsKeyId: keyArn('own') },
        ],
      }) satisfies Out<DescribeLogGroupsCommandOutput>,
    'bedrock:GetModelInvocationLoggingConfiguration': (_input, region) =>
      LOGGING[region] ?? refuses('AccessDeniedException'),
    'bedrock:ListCustomModels': here(
      () =>
        ({
          modelSummaries: ['default', 'own'].map((modelName) => ({
            modelArn: arn('custom-model', modelName),
            modelName,
            creationTime: AT,
            baseModelArn: BASE,
            baseModelName: 'x',
          })),
        }) satisfies Out<ListCustomModelsCommandOutput>,
      { modelSummaries: [] },
    ),
    'bedrock:GetCustomModel': ({ modelIdentifier }) =>
      ({
        modelArn: String(modelIdentifier),
        modelName: 'x',
        creationTime: AT,
        ...(isOwn(modelIdentifier) ? { modelKmsKeyArn: keyArn('own') } : {}),
      }) satisfies Out<GetCustomModelCommandOutput>,
    'bedrock:ListModelCustomizationJobs': here(
      () =>
        ({
          modelCustomizationJobSummaries: ['default', 'own'].map((jobName) => ({
            jobArn: arn('model-customization-job', jobName),
            jobName,
            baseModelArn: BASE,
            status: 'Completed' as const,
            creationTime: AT,
          })),
        }) satisfies Out<ListModelCustomizationJobsCommandOutput>,
      { modelCustomizationJobSummaries: [] },
    ),
    'bedrock:GetModelCustomizationJob': ({ jobIdentifier }) =>
      ({
        jobArn: String(jobIdentifier),
        jobName: 'x',
        outputModelName: 'x',
        roleArn: 'r',
        creationTime: AT,
        baseModelArn: BASE,
        trainingDataConfig: {},
        validationDataConfig: { validators: [] },
        outputDataConfig: { s3Uri: 's3://models/x' },
        ...(isOwn(jobIdentifier) ? { outputModelKmsKeyArn: keyArn('own') } : {}),
      }) satisfies Out<GetModelCustomizationJobCommandOutput>,
    'bedrock-agent:ListAgents': here(() => agents, { agentSummaries: [] }),
    'bedrock-agent:GetAgent': ({ agentId }) => agentOf(agentId),
    'bedrock-agent:ListKnowledgeBases': here(() => knowledgeBases, { knowledgeBaseSummaries: [] }),
    'bedrock-agent:ListDataSources': ({ knowledgeBaseId: id }) =>
      id === 'kb' ? sourcesOf(id) : refuses(id === 'gone' ? 'ResourceNotFoundException' : 'AccessDeniedException'),
    'bedrock-agent:GetDataSource': ({ dataSourceId }) => sourceOf(dataSourceId),
    'bedrock-agent:ListPrompts': here(
      () => ({ promptSummaries: ['default', 'own'].map(promptOf) }) satisfies Out<ListPromptsCommandOutput>,
      { promptSummaries: [] },
    ),
    'bedrock-agent:GetPrompt': ({ promptIdentifier }) =>
      ({
        ...promptOf(String(promptIdentifier)),
        ...(isOwn(promptIdentifier) ? { customerEncryptionKeyArn: keyArn('own') } : {}),
      }) satisfies Out<GetPromptCommandOutput>,
  },
};
