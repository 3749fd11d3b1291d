import type * as DYNAMODB from '@aws-sdk/client-dynamodb';
import { keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const kms = (key: string): DYNAMODB.SSEDescription => ({
  Status: 'ENABLED',
  SSEType: 'KMS',
  KMSMasterKeyArn: key.startsWith('arn:') ? key : keyArn(key),
});
const replica = (KMSMasterKeyId?: string): Partial<DYNAMODB.TableDescription> => ({
  SSEDescription: kms('good'),
  Replicas: [
    { RegionName: REGION, ReplicaStatus: 'ACTIVE' },
    { RegionName: 'us-east-1', ReplicaStatus: 'ACTIVE', ...(KMSMasterKeyId === undefined ? {} : { KMSMasterKeyId }) },
  ],
});

const TABLES: Readonly<Record<string, Partial<DYNAMODB.TableDescription>>> = {
  default: {},
  managed: { SSEDescription: kms('aws/dynamodb') },
  own: { SSEDescription: kms('good') },
  leaving: { SSEDescription: { ...kms('good'), Status: 'DISABLING' } },
  'cut-off': {
    TableStatus: 'INACCESSIBLE_ENCRYPTION_CREDENTIALS',
    SSEDescription: { ...kms('off'), InaccessibleEncryptionDateTime: new Date('2026-05-30T00:00:00Z') },
  },
  archived: { TableStatus: 'ARCHIVED', SSEDescription: kms('gone') },
  foreign: { SSEDescription: kms('arn:aws:kms:eu-west-1:444455556666:key/theirs') },
  'replica-own': replica(keyArn('good', 'us-east-1')),
  'replica-bare': replica('regional'),
  'replica-default': replica(),
  'replica-elsewhere': {
    SSEDescription: kms('good'),
    Replicas: [{ RegionName: 'ap-south-1', ReplicaStatus: 'ACTIVE', KMSMasterKeyId: keyArn('good', 'ap-south-1') }],
  },
};

const listed = { TableNames: [...Object.keys(TABLES), 'refused'] } satisfies DYNAMODB.ListTablesOutput;
/** `regional` is a key of the other region only, which a bare id does not say. */
const keysOf = (region: string): readonly string[] => [
  'good',
  'off',
  'aws-dynamodb',
  ...(region === REGION ? [] : ['regional']),
];

const none = { TableNames: [] } satisfies DYNAMODB.ListTablesOutput;

export const world: World = {
  services: ['dynamodb'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/dynamodb': 'Enabled', regional: 'Enabled' }),
    'kms:ListKeys': (_input, region) => ({
      Keys: keysOf(region).map((KeyId) => ({ KeyId, KeyArn: keyArn(KeyId, region) })),
    }),
    'dynamodb:ListTables': (_input, region) => (region === REGION ? listed : none),
    'dynamodb:DescribeTable': ({ TableName }) =>
      TableName === 'refused'
        ? refuses('AccessDeniedException')
        : ({
            Table: { TableStatus: 'ACTIVE', TableSizeBytes: 4096, ...TABLES[String(TableName)] },
          } satisfies DYNAMODB.DescribeTableOutput),
  },
};
