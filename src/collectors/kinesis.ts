import type * as KINESIS from '@aws-sdk/client-kinesis';
import { sdk } from '../collect/descriptor.ts';

const kinesis = sdk<typeof KINESIS>('kinesis', 'KinesisClient');

interface Summary {
  readonly EncryptionType?: string | undefined;
  readonly KeyId?: string | undefined;
}

const seal = ({ EncryptionType, KeyId }: Summary): string | undefined =>
  EncryptionType === 'NONE' ? 'none' : EncryptionType && KeyId;

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescriptionSummary.html */
export const stream = kinesis
  .list(
    'aws.kinesis.stream',
    'ListStreams',
    {
      items: 'StreamSummaries',
      paging: { token: ['NextToken', 'NextToken'], size: ['Limit', 100] },
      members: { StreamName: true, StreamARN: true },
      one: (id) => ({ item: { StreamARN: id, StreamName: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'kinesis',
      arn: 'arn:{partition}:kinesis:{region}:{account}:stream/{id}',
      id: ({ item }) => item.StreamARN,
    },
  )
  .call('summary', 'DescribeStreamSummary', ({ item }) => ({ StreamARN: item.StreamARN }), {
    at: 'StreamDescriptionSummary',
    members: { EncryptionType: true, KeyId: true },
  })
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled:
        'Producers cannot put and consumers cannot get records, once the data key that Kinesis holds for minutes runs out; records age on meanwhile.',
      deleted: 'Records in the stream are lost for ever.',
      page: 'https://docs.aws.amazon.com/streams/latest/dev/what-is-sse.html',
    },
  })
  .fields((t) => ({
    encrypted: t.bool(({ summary: { EncryptionType } }) => EncryptionType && EncryptionType !== 'NONE'),
    ...t.sealed(({ summary }) => seal(summary)),
  }));
