import type * as TIMESTREAM from '@aws-sdk/client-timestream-write';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const database = (DatabaseName: string, KmsKeyId: string): TIMESTREAM.Database => ({
  DatabaseName,
  Arn: `arn:aws:timestream:${REGION}:${ACCOUNT}:database/${DatabaseName}`,
  KmsKeyId,
});

const listed = {
  Databases: [
    database('own', keyArn('good')),
    database('default', keyArn('aws/timestream')),
    database('cut-off', keyArn('off')),
    database('foreign', 'arn:aws:kms:eu-west-1:444455556666:key/theirs'),
  ],
} satisfies TIMESTREAM.ListDatabasesResponse;

export const world: World = {
  services: ['timestream'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/timestream': 'Enabled' }),
    'timestream-write:ListDatabases': (_input, region) =>
      region === REGION ? listed : refuses('AccessDeniedException'),
  },
};
