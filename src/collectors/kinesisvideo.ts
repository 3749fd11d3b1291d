import type * as VIDEO from '@aws-sdk/client-kinesis-video';
import { sdk } from '../collect/descriptor.ts';
import { eachTime } from '../model/dependence.ts';

const video = sdk<typeof VIDEO>('kinesis-video', 'KinesisVideoClient', { prefix: 'kinesisvideo' });

/**
 * Always encrypted; "if no key ID is specified, the default, Kinesis Video-managed key (aws/kinesisvideo) is used".
 * https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_StreamInfo.html
 */
export const stream = video
  .list(
    'aws.kinesisvideo.stream',
    'ListStreams',
    {
      items: 'StreamInfoList',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 10_000] },
      members: { StreamName: true, StreamARN: true, KmsKeyId: true },
    },
    {
      service: 'kinesisvideo',
      arn: 'arn:{partition}:kinesisvideo:{region}:{account}:stream/{id}',
      id: ({ item }) => item.StreamARN,
    },
  )
  .named(({ item }) => item.StreamName)
  .depends({
    kmsKey: eachTime(
      'fragments of the stream',
      'https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/how-kms.html',
    ),
  })
  .fields((t) => t.sealed(({ item }) => item.KmsKeyId ?? 'alias/aws/kinesisvideo'));
