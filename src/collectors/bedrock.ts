import type * as BEDROCK from '@aws-sdk/client-bedrock';
import { sdk } from '../collect/descriptor.ts';
import { undocumented, writing } from '../model/dependence.ts';

const bedrock = sdk<typeof BEDROCK>('bedrock', 'BedrockClient');

const PAGES = { token: ['nextToken', 'nextToken'], size: ['maxResults', 1000] } as const;

/**
 * Models that the account made; shared ones are their owner's matter. Without a key of the customer's an AWS-owned one:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-custom-job.html
 */
export const customModel = bedrock
  .list(
    'aws.bedrock.custom-model',
    'ListCustomModels',
    { items: 'modelSummaries', input: { isOwned: true }, paging: PAGES, members: { modelArn: true, modelName: true } },
    {
      service: 'bedrock',
      arn: 'arn:{partition}:bedrock:{region}:{account}:custom-model/{id}',
      id: ({ item }) => item.modelArn,
    },
  )
  .call('details', 'GetCustomModel', ({ item }) => ({ modelIdentifier: item.modelArn }), {
    required: ['modelArn'],
    members: { modelKmsKeyArn: true },
  })
  .named(({ item }) => item.modelName)
  .depends({
    kmsKey: undocumented(
      'the artifacts of the model',
      'https://docs.aws.amazon.com/bedrock/latest/userguide/data-encryption.html',
    ),
  })
  .fields((t) => ({ ...t.sealed(({ details }) => details.modelKmsKeyArn ?? 'aws-owned') }));

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetModelCustomizationJob.html */
export const customizationJob = bedrock
  .list(
    'aws.bedrock.customization-job',
    'ListModelCustomizationJobs',
    { items: 'modelCustomizationJobSummaries', paging: PAGES, members: { jobArn: true, jobName: true } },
    {
      service: 'bedrock',
      arn: 'arn:{partition}:bedrock:{region}:{account}:model-customization-job/{id}',
      id: ({ item }) => item.jobArn,
    },
  )
  .call('details', 'GetModelCustomizationJob', ({ item }) => ({ jobIdentifier: item.jobArn }), {
    required: ['jobArn'],
    members: { outputModelKmsKeyArn: true },
  })
  .named(({ item }) => item.jobName)
  .depends({
    kmsKey: writing('models', 'https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-custom-job.html'),
  })
  .fields((t) => ({ ...t.sealed(({ details }) => details.outputModelKmsKeyArn ?? 'aws-owned') }));

interface Logging {
  readonly s3Config?: { readonly bucketName: string | undefined } | undefined;
  readonly cloudWatchConfig?: LogsConfig | undefined;
}
interface LogsConfig {
  readonly logGroupName: string | undefined;
  readonly largeDataDeliveryS3Config?: { readonly bucketName: string | undefined } | undefined;
}

const bucketsOf = ({ s3Config, cloudWatchConfig }: Logging): string[] => [
  ...new Set(
    [s3Config?.bucketName, cloudWatchConfig?.largeDataDeliveryS3Config?.bucketName].filter(
      (name) => name !== undefined && name !== '',
    ) as string[],
  ),
];

/**
 * Where a region logs what its models are asked and answer; AWS gives this setting no ARN. Nothing set up is an answer
 * without members.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetModelInvocationLoggingConfiguration.html
 */
export const invocationLogging = bedrock
  .single('aws.bedrock.invocation-logging', {
    service: 'bedrock',
    arn: 'arn:{partition}:bedrock:{region}:{account}:model-invocation-logging-configuration',
  })
  .call('logging', 'GetModelInvocationLoggingConfiguration', () => ({}), {
    members: {
      loggingConfig: {
        s3Config: { bucketName: true },
        cloudWatchConfig: { logGroupName: true, largeDataDeliveryS3Config: { bucketName: true } },
      },
    },
  })
  .depends({
    logGroup: {
      stops: 'at-once',
      disabled: 'Invocations are no longer logged there.',
      deleted: 'Invocations are no longer logged there, and the log is lost.',
      page: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html',
    },
    buckets: {
      stops: 'at-once',
      disabled: 'Invocations are no longer logged there.',
      deleted: 'Invocations are no longer logged there, and the log is lost.',
      page: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html',
    },
  })
  .fields((t) => ({
    /** A configuration without a destination logs nothing. */
    isOn: t.bool(({ logging: { loggingConfig: set } }) => (set?.s3Config ?? set?.cloudWatchConfig) !== undefined),
    buckets: t.links('aws.s3.bucket', ['algorithm'], ({ logging }) => bucketsOf(logging.loggingConfig ?? {})),
    logGroup: t.link(
      'aws.cloudwatch.log-group',
      ['hasKey'],
      ({ logging }) => logging.loggingConfig?.cloudWatchConfig?.logGroupName ?? '',
    ),
  }));
