import type * as SERVERLESS from '@aws-sdk/client-opensearchserverless';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const collection = (name: string, kmsKeyArn?: string): SERVERLESS.CollectionSummary => ({
  id: `id-${name}`,
  name,
  arn: `arn:aws:aoss:${REGION}:${ACCOUNT}:collection/id-${name}`,
  status: 'ACTIVE',
  ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
});

const listed = {
  collectionSummaries: [
    collection('own', keyArn('good')),
    collection('default', 'auto'),
    collection('cut-off', keyArn('off')),
    collection('foreign', 'arn:aws:kms:eu-west-1:444455556666:key/theirs'),
    collection('silent'),
  ],
} satisfies SERVERLESS.ListCollectionsResponse;

export const world: World = {
  services: ['opensearchserverless'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled' }),
    'opensearchserverless:ListCollections': (_input, region) =>
      region === REGION ? listed : refuses('AccessDeniedException'),
  },
};
