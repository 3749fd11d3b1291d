import type * as SAGEMAKER from '@aws-sdk/client-sagemaker';
import { sdk } from '../collect/descriptor.ts';
import { scratch, writing } from '../model/dependence.ts';

const sagemaker = sdk<typeof SAGEMAKER>('sagemaker', 'SageMakerClient');

const PAGES = { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] } as const;
const arn = (noun: string): string => `arn:{partition}:sagemaker:{region}:{account}:${noun}/{id}`;

interface Resources {
  readonly InstanceCount?: number | undefined;
  readonly InstanceGroups?: readonly { readonly InstanceCount?: number | undefined }[] | undefined;
}

/** A serverless job says nothing of instances; no traffic between them crosses a network of the account. */
const instancesOf = (resources: Resources | undefined): number =>
  resources?.InstanceGroups
    ? resources.InstanceGroups.reduce((sum, { InstanceCount }) => sum + (InstanceCount ?? 0), 0)
    : (resources?.InstanceCount ?? 1);

/**
 * Training jobs, finished ones too: what they wrote is still there.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html
 */
export const trainingJob = sagemaker
  .list(
    'aws.sagemaker.training-job',
    'ListTrainingJobs',
    { items: 'TrainingJobSummaries', paging: PAGES, members: { TrainingJobName: true, TrainingJobArn: true } },
    { service: 'sagemaker', arn: arn('training-job'), id: ({ item }) => item.TrainingJobArn },
  )
  .call('details', 'DescribeTrainingJob', ({ item }) => ({ TrainingJobName: item.TrainingJobName }), {
    required: ['TrainingJobArn'],
    members: {
      OutputDataConfig: { KmsKeyId: true },
      ResourceConfig: { InstanceCount: true, InstanceGroups: { InstanceCount: true }, VolumeKmsKeyId: true },
      EnableInterContainerTrafficEncryption: true,
    },
  })
  .depends({
    volumeKey: scratch('https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html'),
    outputKey: writing('model artifacts', 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html'),
  })
  .fields((t) => ({
    hasVolumes: t.bool(({ details }) => details.ResourceConfig !== undefined),
    instances: t.int(({ details }) => instancesOf(details.ResourceConfig)),
    volumeKey: t.link(
      'aws.kms.key',
      ['state', 'manager'],
      ({ details }) => details.ResourceConfig?.VolumeKmsKeyId ?? '',
    ),
    outputKey: t.link('aws.kms.key', ['state', 'manager'], ({ details }) => details.OutputDataConfig?.KmsKeyId ?? ''),
    // a flag that is off unless it is set: API_CreateTrainingJob
    trafficEncrypted: t.bool(({ details }) => details.EnableInterContainerTrafficEncryption ?? false),
  }));

const JOB_DEFINITIONS = {
  items: 'JobDefinitionSummaries',
  paging: PAGES,
  members: { MonitoringJobDefinitionName: true, MonitoringJobDefinitionArn: true },
} as const;
interface Definition {
  readonly item: {
    readonly MonitoringJobDefinitionName: string | undefined;
    readonly MonitoringJobDefinitionArn: string | undefined;
  };
}
const definition = (noun: string) => ({
  service: 'sagemaker',
  arn: arn(noun),
  id: ({ item }: Definition) => item.MonitoringJobDefinitionArn,
});
const named = ({ item }: Definition) => ({ JobDefinitionName: item.MonitoringJobDefinitionName });

const DETAILS = {
  required: ['JobDefinitionArn'],
  members: {
    NetworkConfig: { EnableInterContainerTrafficEncryption: true },
    JobResources: { ClusterConfig: { VolumeKmsKeyId: true } },
  },
} as const;
interface Details {
  readonly details: {
    readonly NetworkConfig?: { readonly EnableInterContainerTrafficEncryption?: boolean | undefined } | undefined;
    readonly JobResources:
      | { readonly ClusterConfig: { readonly VolumeKmsKeyId?: string | undefined } | undefined }
      | undefined;
  };
}

/** Off unless it is set. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MonitoringNetworkConfig.html */
const trafficEncrypted = ({ details }: Details): boolean =>
  details.NetworkConfig?.EnableInterContainerTrafficEncryption ?? false;
const volumeKey = ({ details }: Details): string => details.JobResources?.ClusterConfig?.VolumeKmsKeyId ?? '';

export const dataQualityJob = sagemaker
  .list(
    'aws.sagemaker.data-quality-job-definition',
    'ListDataQualityJobDefinitions',
    JOB_DEFINITIONS,
    definition('data-quality-job-definition'),
  )
  .call('details', 'DescribeDataQualityJobDefinition', named, DETAILS)
  .depends({ volumeKey: scratch('https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html') })
  .fields((t) => ({
    trafficEncrypted: t.bool(trafficEncrypted),
    volumeKey: t.link('aws.kms.key', ['state', 'manager'], volumeKey),
  }));

export const explainabilityJob = sagemaker
  .list(
    'aws.sagemaker.model-explainability-job-definition',
    'ListModelExplainabilityJobDefinitions',
    JOB_DEFINITIONS,
    definition('model-explainability-job-definition'),
  )
  .call('details', 'DescribeModelExplainabilityJobDefinition', named, DETAILS)
  .depends({ volumeKey: scratch('https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html') })
  .fields((t) => ({
    trafficEncrypted: t.bool(trafficEncrypted),
    volumeKey: t.link('aws.kms.key', ['state', 'manager'], volumeKey),
  }));

export const modelBiasJob = sagemaker
  .list(
    'aws.sagemaker.model-bias-job-definition',
    'ListModelBiasJobDefinitions',
    JOB_DEFINITIONS,
    definition('model-bias-job-definition'),
  )
  .call('details', 'DescribeModelBiasJobDefinition', named, DETAILS)
  .depends({ volumeKey: scratch('https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html') })
  .fields((t) => ({
    trafficEncrypted: t.bool(trafficEncrypted),
    volumeKey: t.link('aws.kms.key', ['state', 'manager'], volumeKey),
  }));

export const modelQualityJob = sagemaker
  .list(
    'aws.sagemaker.model-quality-job-definition',
    'ListModelQualityJobDefinitions',
    JOB_DEFINITIONS,
    definition('model-quality-job-definition'),
  )
  .call('details', 'DescribeModelQualityJobDefinition', named, DETAILS)
  .depends({ volumeKey: scratch('https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html') })
  .fields((t) => ({
    trafficEncrypted: t.bool(trafficEncrypted),
    volumeKey: t.link('aws.kms.key', ['state', 'manager'], volumeKey),
  }));
