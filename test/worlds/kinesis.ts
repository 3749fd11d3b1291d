import type * as KINESIS from '@aws-sdk/client-kinesis';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const KEYS: Readonly<Record<string, string | undefined>> = {
  own: keyArn('good'),
  default: 'alias/aws/kinesis',
  'cut-off': keyArn('off'),
  foreign: 'arn:aws:kms:eu-west-1:444455556666:key/theirs',
  open: undefined,
};
const arn = (name: string): string => `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${name}`;

const described = (StreamName: string): KINESIS.StreamDescriptionSummary => {
  const KeyId = KEYS[StreamName];
  return {
    StreamName,
    StreamARN: arn(StreamName),
    StreamStatus: 'ACTIVE',
    RetentionPeriodHours: 24,
    StreamCreationTimestamp: new Date('2026-01-01T00:00:00Z'),
    EnhancedMonitoring: [],
    OpenShardCount: 1,
    ...(KeyId === undefined ? { EncryptionType: 'NONE' } : { EncryptionType: 'KMS', KeyId }),
  };
};

/** Two pages: the second starts where the first ended. */
const pages: readonly (readonly string[])[] = [Object.keys(KEYS), ['refused']];

export const world: World = {
  services: ['kinesis'],
  regions: [REGION],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/kinesis': 'Enabled' }),
    'kinesis:ListStreams': ({ NextToken }) => {
      const names = pages[NextToken === undefined ? 0 : 1] ?? [];
      return {
        StreamNames: [...names],
        StreamSummaries: names.map((name) => ({ StreamName: name, StreamARN: arn(name), StreamStatus: 'ACTIVE' })),
        HasMoreStreams: NextToken === undefined,
        ...(NextToken === undefined ? { NextToken: 'second' } : {}),
      } satisfies KINESIS.ListStreamsOutput;
    },
    'kinesis:DescribeStreamSummary': ({ StreamARN }) => {
      const name = String(StreamARN).split('/')[1] ?? '';
      return name === 'refused'
        ? refuses('AccessDeniedException')
        : ({ StreamDescriptionSummary: described(name) } satisfies KINESIS.DescribeStreamSummaryOutput);
    },
  },
};
