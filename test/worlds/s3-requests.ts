import type { Dimension } from '@aws-sdk/client-cloudwatch';
import type {
  GetBucketEncryptionCommandOutput,
  ListBucketMetricsConfigurationsCommandOutput,
  ListBucketsCommandOutput,
} from '@aws-sdk/client-s3';
import { REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

/** Buckets without a Bucket Key, whose requests CloudWatch counts or does not. */
export const world: World = {
  services: ['s3'],
  deep: true,
  answers: {
    's3:ListBuckets': {
      Buckets: ['counted', 'uncounted', 'refused'].map((Name) => ({ Name, BucketRegion: REGION })),
    } satisfies Body<ListBucketsCommandOutput>,
    's3:GetBucketEncryption': {
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: false }],
      },
    } satisfies Body<GetBucketEncryptionCommandOutput>,
    's3:GetBucketPolicy': refuses('NoSuchBucketPolicy'),
    's3:GetPublicAccessBlock': refuses('NoSuchPublicAccessBlockConfiguration'),
    's3:GetBucketReplication': refuses('ReplicationConfigurationNotFoundError'),
    's3:GetBucketVersioning': {},
    's3:GetBucketTagging': refuses('NoSuchTagSet'),
    's3:ListBucketMetricsConfigurations': ({ Bucket }) =>
      ({
        IsTruncated: false,
        ...(Bucket === 'uncounted' ? {} : { MetricsConfigurationList: [{ Id: 'all' }] }),
      }) satisfies Body<ListBucketMetricsConfigurationsCommandOutput>,
    'cloudwatch:GetMetricStatistics': ({ Dimensions }) =>
      (Dimensions as Dimension[])[0]?.Value === 'counted'
        ? { Datapoints: [{ Sum: 700 }, { Sum: 41 }] }
        : refuses('AccessDenied'),
  },
};
