import type {
  DescribeDataQualityJobDefinitionCommandOutput,
  DescribeDomainCommandOutput,
  DescribeEndpointConfigCommandOutput,
  DescribeFeatureGroupCommandOutput,
  DescribeModelBiasJobDefinitionCommandOutput,
  DescribeModelExplainabilityJobDefinitionCommandOutput,
  DescribeModelQualityJobDefinitionCommandOutput,
  DescribeNotebookInstanceCommandOutput,
  DescribeTrainingJobCommandOutput,
  ListDomainsCommandOutput,
  ListEndpointConfigsCommandOutput,
  ListFeatureGroupsCommandOutput,
  ListModelBiasJobDefinitionsCommandOutput,
  ListNotebookInstancesCommandOutput,
  ListTrainingJobsCommandOutput,
} from '@aws-sdk/client-sagemaker';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Out<T> = Omit<T, '$metadata'>;
const CREATED = new Date('2026-01-01T00:00:00Z');
const arn = (noun: string, name: unknown): string => `arn:aws:sagemaker:${REGION}:${ACCOUNT}:${noun}/${name}`;

/** What each resource names as its key, by its name: nothing, the account's own, AWS's, or another account's. */
const KEYS: Readonly<Record<string, string | undefined>> = {
  own: keyArn('own'),
  bare: 'own',
  default: keyArn('aws/elasticfilesystem'),
  empty: '',
  foreign: 'arn:aws:kms:eu-west-1:444455556666:key/theirs',
};
const key = (name: unknown) => {
  const KmsKeyId = KEYS[String(name)];
  return KmsKeyId === undefined ? {} : { KmsKeyId };
};

const notebooks = {
  NotebookInstances: ['none', 'empty', 'own', 'bare', 'default', 'foreign', 'denied'].map((name) => ({
    NotebookInstanceName: name,
    NotebookInstanceArn: arn('notebook-instance', name),
  })),
} satisfies Out<ListNotebookInstancesCommandOutput>;

const endpointConfigs = {
  EndpointConfigs: ['none', 'own'].map((name) => ({
    EndpointConfigName: name,
    EndpointConfigArn: arn('endpoint-config', name),
    CreationTime: CREATED,
  })),
} satisfies Out<ListEndpointConfigsCommandOutput>;

const featureGroups = {
  FeatureGroupSummaries: ['none', 'own', 'online-only'].map((name) => ({
    FeatureGroupName: name,
    FeatureGroupArn: arn('feature-group', name),
    CreationTime: CREATED,
  })),
} satisfies Out<ListFeatureGroupsCommandOutput>;

const online = { OnlineStoreConfig: { EnableOnlineStore: true, SecurityConfig: { KmsKeyId: keyArn('own') } } };
const offline = (name: unknown) => ({
  OfflineStoreConfig: { S3StorageConfig: { S3Uri: 's3://features/x', ...key(name) } },
});

const jobs = {
  none: { ResourceConfig: { InstanceCount: 1 } },
  both: { ResourceConfig: { InstanceCount: 2, VolumeKmsKeyId: keyArn('own') }, ...output('own') },
  'volume-only': { ResourceConfig: { InstanceCount: 1, VolumeKmsKeyId: keyArn('own') }, ...output('empty') },
  'output-only': {
    ResourceConfig: {
      InstanceGroups: [
        { InstanceGroupName: 'a', InstanceType: 'ml.m5.large', InstanceCount: 1 },
        { InstanceGroupName: 'b', InstanceType: 'ml.m5.large', InstanceCount: 3 },
      ],
    },
    EnableInterContainerTrafficEncryption: true,
    ...output('own'),
  },
  serverless: output('own'),
} satisfies Readonly<Record<string, Partial<DescribeTrainingJobCommandOutput>>>;

function output(name: string) {
  return { OutputDataConfig: { S3OutputPath: 's3://models/x', ...key(name) } };
}

const trainingJobs = {
  TrainingJobSummaries: Object.keys(jobs).map((name) => ({
    TrainingJobName: name,
    TrainingJobArn: arn('training-job', name),
    CreationTime: CREATED,
    TrainingJobStatus: 'Completed' as const,
  })),
} satisfies Out<ListTrainingJobsCommandOutput>;

const definitions = (noun: string) =>
  ({
    JobDefinitionSummaries: ['open', 'said-off', 'encrypted'].map((name) => ({
      MonitoringJobDefinitionName: name,
      MonitoringJobDefinitionArn: arn(noun, name),
      CreationTime: CREATED,
      EndpointName: 'endpoint',
    })),
  }) satisfies Out<ListModelBiasJobDefinitionsCommandOutput>;

const NETWORKS: Readonly<Record<string, object>> = {
  'said-off': { NetworkConfig: { EnableInterContainerTrafficEncryption: false } },
  encrypted: { NetworkConfig: { EnableInterContainerTrafficEncryption: true } },
};
const OUTPUTS = { MonitoringOutputs: [] };
const INPUT = { EndpointInput: { EndpointName: 'endpoint', LocalPath: '/opt/ml' }, GroundTruthS3Input: {} };
const definition = (name: unknown) => ({
  JobDefinitionArn: arn('job-definition', name),
  JobDefinitionName: String(name),
  CreationTime: CREATED,
  RoleArn: `arn:aws:iam::${ACCOUNT}:role/monitor`,
  JobResources: {
    ClusterConfig: {
      InstanceCount: 1,
      InstanceType: 'ml.m5.large' as const,
      VolumeSizeInGB: 20,
      VolumeKmsKeyId: keyArn('own'),
    },
  },
  ...NETWORKS[String(name)],
});

export const world: World = {
  services: ['sagemaker'],
  regions: [REGION],
  answers: {
    ...playKeys({ own: 'Enabled', 'aws/elasticfilesystem': 'Enabled' }),
    'sagemaker:ListNotebookInstances': notebooks,
    'sagemaker:DescribeNotebookInstance': ({ NotebookInstanceName: name }) =>
      name === 'denied'
        ? refuses('AccessDeniedException')
        : ({
            NotebookInstanceArn: arn('notebook-instance', name),
            ...key(name),
          } satisfies Out<DescribeNotebookInstanceCommandOutput>),
    'sagemaker:ListEndpointConfigs': endpointConfigs,
    'sagemaker:DescribeEndpointConfig': ({ EndpointConfigName: name }) =>
      ({
        EndpointConfigName: String(name),
        EndpointConfigArn: arn('endpoint-config', name),
        ProductionVariants: [],
        CreationTime: CREATED,
        ...key(name),
      }) satisfies Out<DescribeEndpointConfigCommandOutput>,
    'sagemaker:ListFeatureGroups': featureGroups,
    'sagemaker:DescribeFeatureGroup': ({ FeatureGroupName: name }) =>
      ({
        FeatureGroupName: String(name),
        FeatureGroupArn: arn('feature-group', name),
        RecordIdentifierFeatureName: 'id',
        EventTimeFeatureName: 'at',
        FeatureDefinitions: [],
        CreationTime: CREATED,
        NextToken: '',
        ...(name === 'online-only' ? online : offline(name)),
      }) satisfies Out<DescribeFeatureGroupCommandOutput>,
    'sagemaker:ListTrainingJobs': trainingJobs,
    'sagemaker:DescribeTrainingJob': ({ TrainingJobName: name }) =>
      ({
        TrainingJobName: String(name),
        TrainingJobArn: arn('training-job', name),
        ModelArtifacts: { S3ModelArtifacts: 's3://models/x/model.tar.gz' },
        TrainingJobStatus: 'Completed',
        SecondaryStatus: 'Completed',
        StoppingCondition: {},
        CreationTime: CREATED,
        ...jobs[name as keyof typeof jobs],
      }) satisfies Out<DescribeTrainingJobCommandOutput>,
    'sagemaker:ListDataQualityJobDefinitions': definitions('data-quality-job-definition'),
    'sagemaker:DescribeDataQualityJobDefinition': ({ JobDefinitionName: name }) =>
      ({
        ...definition(name),
        DataQualityAppSpecification: { ImageUri: 'image' },
        DataQualityJobInput: INPUT,
        DataQualityJobOutputConfig: OUTPUTS,
      }) satisfies Out<DescribeDataQualityJobDefinitionCommandOutput>,
    'sagemaker:ListModelExplainabilityJobDefinitions': definitions('model-explainability-job-definition'),
    'sagemaker:DescribeModelExplainabilityJobDefinition': ({ JobDefinitionName: name }) =>
      ({
        ...definition(name),
        ModelExplainabilityAppSpecification: { ImageUri: 'image', ConfigUri: 's3://config/x' },
        ModelExplainabilityJobInput: INPUT,
        ModelExplainabilityJobOutputConfig: OUTPUTS,
      }) satisfies Out<DescribeModelExplainabilityJobDefinitionCommandOutput>,
    'sagemaker:ListModelBiasJobDefinitions': definitions('model-bias-job-definition'),
    'sagemaker:DescribeModelBiasJobDefinition': ({ JobDefinitionName: name }) =>
      ({
        ...definition(name),
        ModelBiasAppSpecification: { ImageUri: 'image', ConfigUri: 's3://config/x' },
        ModelBiasJobInput: INPUT,
        ModelBiasJobOutputConfig: OUTPUTS,
      }) satisfies Out<DescribeModelBiasJobDefinitionCommandOutput>,
    'sagemaker:ListModelQualityJobDefinitions': definitions('model-quality-job-definition'),
    'sagemaker:DescribeModelQualityJobDefinition': ({ JobDefinitionName: name }) =>
      ({
        ...definition(name),
        ModelQualityAppSpecification: { ImageUri: 'image' },
        ModelQualityJobInput: INPUT,
        ModelQualityJobOutputConfig: OUTPUTS,
      }) satisfies Out<DescribeModelQualityJobDefinitionCommandOutput>,
    'sagemaker:ListDomains': {
      Domains: ['default', 'own'].map((name) => ({
        DomainId: `d-${name}`,
        DomainArn: arn('domain', `d-${name}`),
        DomainName: name,
      })),
    } satisfies Out<ListDomainsCommandOutput>,
    'sagemaker:DescribeDomain': ({ DomainId }) =>
      ({
        DomainId: String(DomainId),
        ...(DomainId === 'd-own' ? { KmsKeyId: keyArn('own') } : {}),
      }) satisfies Out<DescribeDomainCommandOutput>,
  },
};
