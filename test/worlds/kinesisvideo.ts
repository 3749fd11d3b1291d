import type * as VIDEO from '@aws-sdk/client-kinesis-video';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const stream = (StreamName: string, KmsKeyId: string): VIDEO.StreamInfo => ({
  StreamName,
  StreamARN: `arn:aws:kinesisvideo:${REGION}:${ACCOUNT}:stream/${StreamName}/1780000000000`,
  KmsKeyId,
});

const listed = {
  StreamInfoList: [
    stream('own', keyArn('good')),
    stream('default', 'alias/aws/kinesisvideo'),
    stream('cut-off', keyArn('off')),
    stream('foreign', 'arn:aws:kms:eu-west-1:444455556666:key/theirs'),
  ],
} satisfies VIDEO.ListStreamsOutput;

export const world: World = {
  services: ['kinesisvideo'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/kinesisvideo': 'Enabled' }),
    'kinesis-video:ListStreams': (_input, region) => (region === REGION ? listed : refuses('NotAuthorizedException')),
  },
};
