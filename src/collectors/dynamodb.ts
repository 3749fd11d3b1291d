import type * as DYNAMODB from '@aws-sdk/client-dynamodb';
import { sdk } from '../collect/descriptor.ts';
import type { FieldContext } from '../model/field.ts';

const dynamodb = sdk<typeof DYNAMODB>('dynamodb', 'DynamoDBClient');

/** What a table is under when KMS seals it and no key is named: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SSESpecification.html */
const DEFAULT_KEY = 'alias/aws/dynamodb';

interface Sse {
  readonly Status?: string | undefined;
  readonly SSEType?: string | undefined;
  readonly KMSMasterKeyArn?: string | undefined;
}

/**
 * Every table is encrypted; without a description, or where KMS is (being) switched off, under a key that AWS owns.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
 */
function seal(sse: Sse | undefined): string | undefined {
  if (sse === undefined || sse.SSEType === 'AES256') return 'aws-owned';
  return sse.Status === 'DISABLED' || sse.Status === 'DISABLING' ? 'aws-owned' : sse.KMSMasterKeyArn;
}

interface Replica {
  readonly RegionName?: string | undefined;
  readonly KMSMasterKeyId?: string | undefined;
}

/** The key of a replica is one of the replica's region; an id or an alias alone would read as one of the table's. */
function keyOf({ RegionName, KMSMasterKeyId = DEFAULT_KEY }: Replica, { partition, account }: FieldContext): string {
  if (KMSMasterKeyId.startsWith('arn:')) return KMSMasterKeyId;
  const name = KMSMasterKeyId.startsWith('alias/') ? KMSMasterKeyId : `key/${KMSMasterKeyId}`;
  return `arn:${partition}:kms:${RegionName}:${account}:${name}`;
}

const elsewhere = <R extends Replica>(replicas: readonly R[] | undefined, region: string): readonly R[] =>
  (replicas ?? []).filter(({ RegionName }) => RegionName !== region);

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html */
export const table = dynamodb
  .list(
    'aws.dynamodb.table',
    'ListTables',
    {
      items: 'TableNames',
      paging: { token: ['ExclusiveStartTableName', 'LastEvaluatedTableName'], size: ['Limit', 100] },
      members: {},
      one: (id) => ({ item: id.slice(id.lastIndexOf('/') + 1) }),
    },
    {
      service: 'dynamodb',
      arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{id}',
      id: ({ item }) => item,
    },
  )
  .call('table', 'DescribeTable', ({ item }) => ({ TableName: item }), {
    at: 'Table',
    members: {
      TableStatus: true,
      TableSizeBytes: true,
      SSEDescription: { Status: true, SSEType: true, KMSMasterKeyArn: true, InaccessibleEncryptionDateTime: true },
      Replicas: { RegionName: true, ReplicaStatus: true, KMSMasterKeyId: true },
    },
  })
  .depends({
    kmsKey: {
      stops: 'soon',
      disabled:
        'Within minutes the table answers no more; after seven days DynamoDB archives it into a backup that needs the key as well.',
      deleted: 'The table, its streams and its backups are lost for ever.',
      page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html',
    },
    replicaKeys: {
      stops: 'soon',
      disabled: 'Within minutes the replica answers no more and falls out of replication.',
      deleted: 'The replica is lost for ever; replicas under other keys are not.',
      page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html',
    },
  })
  .fields((t) => ({
    bytes: t.optional(t.int(({ table }) => table.TableSizeBytes)),
    status: t.enum(
      [
        'ACTIVE',
        'ARCHIVED',
        'ARCHIVING',
        'CREATING',
        'DELETING',
        'INACCESSIBLE_ENCRYPTION_CREDENTIALS',
        'REPLICATION_NOT_AUTHORIZED',
        'UPDATING',
      ],
      ({ table: { TableStatus } }) => TableStatus,
    ),
    sseStatus: t.optional(
      t.enum(
        ['DISABLED', 'DISABLING', 'ENABLED', 'ENABLING', 'UPDATING'],
        ({ table: { SSEDescription } }) => SSEDescription?.Status,
      ),
    ),
    ...t.sealed(({ table: { SSEDescription } }) => seal(SSEDescription)),
    inaccessibleSince: t.optional(
      t.time(({ table: { SSEDescription } }) => SSEDescription?.InaccessibleEncryptionDateTime),
    ),
    replicas: t.structs({ region: 'string', status: 'string' }, ({ table: { Replicas } }, { region }) =>
      elsewhere(Replicas, region).map(({ RegionName = '', ReplicaStatus = '' }) => ({
        region: RegionName,
        status: ReplicaStatus,
      })),
    ),
    // A table that KMS does not seal has replicas that KMS does not seal: the type of encryption is the same everywhere.
    replicaKeys: t.links('aws.kms.key', ['state', 'manager'], ({ table: { SSEDescription, Replicas } }, context) =>
      seal(SSEDescription) === 'aws-owned'
        ? []
        : elsewhere(Replicas, context.region).map((each) => keyOf(each, context)),
    ),
  }));
