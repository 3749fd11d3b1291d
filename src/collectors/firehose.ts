import type * as FIREHOSE from '@aws-sdk/client-firehose';
import { sdk } from '../collect/descriptor.ts';
import { loggingIn, writing } from '../model/dependence.ts';

const firehose = sdk<typeof FIREHOSE>('firehose', 'FirehoseClient');

const S3 = { BucketARN: true, EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: true } } } as const;
const STAGED = { S3DestinationDescription: S3 } as const;
const SECRET = { SecretsManagerConfiguration: { SecretARN: true, Enabled: true } } as const;

interface Bucket {
  readonly BucketARN?: string | undefined;
  readonly EncryptionConfiguration?:
    | { readonly KMSEncryptionConfig?: { readonly AWSKMSKeyARN?: string | undefined } | undefined }
    | undefined;
}

interface Staged {
  readonly S3DestinationDescription?: Bucket | undefined;
  readonly S3BackupDescription?: Bucket | undefined;
}

/** S3 itself, where the others stage what they deliver, and backups. AWS tells S3 in two members; the extended one is read. */
function bucketsOf(destinations: readonly object[] | undefined): readonly Bucket[] {
  return (destinations ?? []).flatMap((destination) =>
    Object.values(destination as Readonly<Record<string, Bucket & Staged>>).flatMap((own) =>
      [own.BucketARN ? own : undefined, own.S3DestinationDescription, own.S3BackupDescription].flatMap(
        (bucket) => bucket ?? [],
      ),
    ),
  );
}

interface Login {
  readonly SecretsManagerConfiguration?:
    | { readonly SecretARN?: string | undefined; readonly Enabled?: boolean | undefined }
    | undefined;
}

/** Of destinations that log in, and of a database that is the source. */
const secretsOf = (destinations: readonly object[] | undefined, source: Login | undefined): readonly string[] =>
  [...(destinations ?? []).flatMap((one) => Object.values(one as Readonly<Record<string, Login>>)), source ?? {}]
    .map(({ SecretsManagerConfiguration: configuration }) => configuration)
    .flatMap((configuration) => (configuration?.Enabled && configuration.SecretARN) || []);

const keyOf = (bucket: Bucket): string | undefined => bucket.EncryptionConfiguration?.KMSEncryptionConfig?.AWSKMSKeyARN;

interface Sse {
  readonly Status?: string | undefined;
  readonly KeyType?: string | undefined;
  readonly KeyARN?: string | undefined;
}

/** What the stream itself stores; without a word of it, encryption was never turned on. */
function seal(sse: Sse | undefined): string | undefined {
  if (sse?.Status === undefined || OFF.includes(sse.Status)) return 'none';
  return sse.KeyType === 'AWS_OWNED_CMK' ? 'aws-owned' : sse.KeyARN;
}

/** While encryption is being turned on, or if that failed, records may still be written in plain. */
const OFF: readonly string[] = ['DISABLED', 'DISABLING', 'ENABLING', 'ENABLING_FAILED'];

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamDescription.html */
export const deliveryStream = firehose
  .list(
    'aws.firehose.delivery-stream',
    'ListDeliveryStreams',
    {
      items: 'DeliveryStreamNames',
      paging: {
        token: ['ExclusiveStartDeliveryStreamName', 'DeliveryStreamNames'],
        more: 'HasMoreDeliveryStreams',
        size: ['Limit', 10_000],
      },
      members: {},
      one: (id) => ({ item: id.slice(id.lastIndexOf('/') + 1) }),
    },
    {
      service: 'firehose',
      arn: 'arn:{partition}:firehose:{region}:{account}:deliverystream/{id}',
      id: ({ item }) => item,
    },
  )
  .call('stream', 'DescribeDeliveryStream', ({ item }) => ({ DeliveryStreamName: item }), {
    at: 'DeliveryStreamDescription',
    members: {
      DeliveryStreamType: true,
      DeliveryStreamEncryptionConfiguration: { Status: true, KeyType: true, KeyARN: true },
      Source: {
        KinesisStreamSourceDescription: { KinesisStreamARN: true },
        MSKSourceDescription: { MSKClusterARN: true },
        DatabaseSourceDescription: { DatabaseSourceAuthenticationConfiguration: SECRET },
      },
      Destinations: {
        ExtendedS3DestinationDescription: { ...S3, S3BackupDescription: S3 },
        RedshiftDestinationDescription: { ...STAGED, ...SECRET, S3BackupDescription: S3 },
        ElasticsearchDestinationDescription: STAGED,
        AmazonopensearchserviceDestinationDescription: STAGED,
        AmazonOpenSearchServerlessDestinationDescription: STAGED,
        SplunkDestinationDescription: { ...STAGED, ...SECRET },
        HttpEndpointDestinationDescription: { ...STAGED, ...SECRET },
        SnowflakeDestinationDescription: { ...STAGED, ...SECRET },
        IcebergDestinationDescription: STAGED,
      },
    },
  })
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled: 'Records can neither be put nor delivered; those that wait are kept for 24 hours, then dropped.',
      deleted: 'Records that wait are lost, and none can be put until another key is named.',
      page: 'https://docs.aws.amazon.com/firehose/latest/dev/encryption.html',
    },
    destinationKeys: writing('delivered records', 'https://docs.aws.amazon.com/firehose/latest/dev/encryption.html'),
    destinationBuckets: {
      stops: 'at-once',
      disabled: 'Records cannot be delivered there, and are dropped after 24 hours.',
      deleted: 'Records cannot be delivered there until another key is named.',
      page: 'https://docs.aws.amazon.com/firehose/latest/dev/retry.html',
    },
    namedSecrets: loggingIn(
      'not-documented',
      'https://docs.aws.amazon.com/firehose/latest/dev/using-secrets-manager.html',
    ),
    sourceStream: {
      stops: 'at-once',
      disabled: 'Nothing can be read from the source stream.',
      deleted: 'Nothing can be read from the source stream, and what is in it is lost.',
      page: 'https://docs.aws.amazon.com/firehose/latest/dev/encryption.html',
    },
  })
  .fields((t) => ({
    streamType: t.enum(
      ['DatabaseAsSource', 'DirectPut', 'KinesisStreamAsSource', 'MSKAsSource'],
      ({ stream }) => stream.DeliveryStreamType,
    ),
    sourceStream: t.link(
      'aws.kinesis.stream',
      ['encrypted'],
      ({ stream }) => stream.Source?.KinesisStreamSourceDescription?.KinesisStreamARN ?? '',
    ),
    ...t.sealed(({ stream }) => seal(stream.DeliveryStreamEncryptionConfiguration)),
    destinationKeys: t.links('aws.kms.key', ['state', 'manager'], ({ stream }) =>
      bucketsOf(stream.Destinations).flatMap((bucket) => keyOf(bucket) ?? []),
    ),
    // Where a destination names no key, the bucket's default applies.
    destinationBuckets: t.links('aws.s3.bucket', ['algorithm'], ({ stream }) =>
      bucketsOf(stream.Destinations).flatMap((bucket) => (keyOf(bucket) === undefined ? (bucket.BucketARN ?? []) : [])),
    ),
    namedSecrets: t.links('aws.secretsmanager.secret', [], ({ stream }) =>
      secretsOf(
        stream.Destinations,
        stream.Source?.DatabaseSourceDescription?.DatabaseSourceAuthenticationConfiguration,
      ),
    ),
  }));
