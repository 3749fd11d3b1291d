import type * as FIREHOSE from '@aws-sdk/client-firehose';
import type * as KINESIS from '@aws-sdk/client-kinesis';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const kinesis = (name: string): string => `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${name}`;
const from = (name: string): Partial<FIREHOSE.DeliveryStreamDescription> => ({
  DeliveryStreamType: 'KinesisStreamAsSource',
  DeliveryStreamEncryptionConfiguration: undefined,
  Source: { KinesisStreamSourceDescription: { KinesisStreamARN: kinesis(name) } },
});

const bucket = (name: string, AWSKMSKeyARN?: string): FIREHOSE.S3DestinationDescription => ({
  RoleARN: 'role',
  BucketARN: `arn:aws:s3:::${name}`,
  BufferingHints: {},
  CompressionFormat: 'GZIP',
  EncryptionConfiguration:
    AWSKMSKeyARN === undefined ? { NoEncryptionConfig: 'NoEncryption' } : { KMSEncryptionConfig: { AWSKMSKeyARN } },
});
const to = (...destinations: FIREHOSE.DestinationDescription[]) => ({ Destinations: destinations });
const s3 = (own: FIREHOSE.S3DestinationDescription): FIREHOSE.DestinationDescription => ({
  DestinationId: 'destinationId-1',
  S3DestinationDescription: own,
  ExtendedS3DestinationDescription: own,
});
const splunk = (staged: FIREHOSE.S3DestinationDescription): FIREHOSE.DestinationDescription => ({
  DestinationId: 'destinationId-1',
  SplunkDestinationDescription: {
    HECEndpoint: 'https://splunk',
    HECToken: 'not stored',
    S3DestinationDescription: staged,
  },
});
const sse = (more: FIREHOSE.DeliveryStreamEncryptionConfiguration) => ({
  DeliveryStreamEncryptionConfiguration: { Status: 'ENABLED' as const, ...more },
});
const under = (KeyARN: string) => sse({ KeyType: 'CUSTOMER_MANAGED_CMK', KeyARN });

const STREAMS: Readonly<Record<string, Partial<FIREHOSE.DeliveryStreamDescription>>> = {
  own: { ...under(keyArn('good')), ...to(s3(bucket('records', keyArn('good')))) },
  'aws-owned': { ...sse({ KeyType: 'AWS_OWNED_CMK' }), ...to(s3(bucket('records'))) },
  open: { ...sse({ Status: 'DISABLED' }), ...to(s3(bucket('plain'))) },
  'never-on': to(splunk(bucket('records', keyArn('aws/s3')))),
  'cut-off': { ...under(keyArn('off')), ...to(splunk(bucket('records', keyArn('good')))) },
  foreign: { ...under('arn:aws:kms:eu-west-1:444455556666:key/theirs'), ...to(s3(bucket('elsewhere'))) },
  'from-sealed': from('sealed'),
  'from-open': from('open'),
  'from-kafka': { DeliveryStreamType: 'MSKAsSource', DeliveryStreamEncryptionConfiguration: undefined },
  'from-database': { DeliveryStreamType: 'DatabaseAsSource', DeliveryStreamEncryptionConfiguration: undefined },
};

const names = [...Object.keys(STREAMS), 'refused'];
const PAGE = 4;

const described = (DeliveryStreamName: string): FIREHOSE.DeliveryStreamDescription => ({
  DeliveryStreamName,
  DeliveryStreamARN: `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/${DeliveryStreamName}`,
  DeliveryStreamStatus: 'ACTIVE',
  DeliveryStreamType: 'DirectPut',
  VersionId: '1',
  HasMoreDestinations: false,
  Destinations: [],
  ...STREAMS[DeliveryStreamName],
});

export const world: World = {
  services: ['firehose'],
  regions: [REGION],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/s3': 'Enabled' }),
    'kinesis:ListStreams': {
      StreamNames: ['sealed', 'open'],
      StreamSummaries: ['sealed', 'open'].map((name) => ({
        StreamName: name,
        StreamARN: kinesis(name),
        StreamStatus: 'ACTIVE',
      })),
      HasMoreStreams: false,
    } satisfies KINESIS.ListStreamsOutput,
    'kinesis:DescribeStreamSummary': ({ StreamARN }) => ({
      StreamDescriptionSummary:
        StreamARN === kinesis('open')
          ? { EncryptionType: 'NONE' }
          : { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
    }),
    's3:ListBuckets': {
      Buckets: ['records', 'plain'].map((Name) => ({ Name, BucketRegion: REGION })),
    },
    's3:GetBucketEncryption': ({ Bucket }) => ({
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault:
              Bucket === 'plain'
                ? { SSEAlgorithm: 'AES256' }
                : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn('good') },
          },
        ],
      },
    }),
    'firehose:ListDeliveryStreams': ({ ExclusiveStartDeliveryStreamName: after }) => {
      const start = after === undefined ? 0 : names.indexOf(String(after)) + 1;
      return {
        DeliveryStreamNames: names.slice(start, start + PAGE),
        HasMoreDeliveryStreams: start + PAGE < names.length,
      } satisfies FIREHOSE.ListDeliveryStreamsOutput;
    },
    'firehose:DescribeDeliveryStream': ({ DeliveryStreamName }) =>
      DeliveryStreamName === 'refused'
        ? refuses('AccessDeniedException')
        : ({
            DeliveryStreamDescription: described(String(DeliveryStreamName)),
          } satisfies FIREHOSE.DescribeDeliveryStreamOutput),
  },
};
