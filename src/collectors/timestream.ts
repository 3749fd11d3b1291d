import type * as TIMESTREAM from '@aws-sdk/client-timestream-write';
import { sdk } from '../collect/descriptor.ts';
import { eachTime } from '../model/dependence.ts';

const timestream = sdk<typeof TIMESTREAM>('timestream-write', 'TimestreamWriteClient', { prefix: 'timestream' });

/**
 * Always encrypted; without a key of one's own under aws/timestream.
 * https://docs.aws.amazon.com/timestream/latest/developerguide/API_Database.html
 */
export const database = timestream
  .list(
    'aws.timestream.database',
    'ListDatabases',
    {
      items: 'Databases',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 20] },
      members: { Arn: true, DatabaseName: true, KmsKeyId: true },
    },
    {
      service: 'timestream',
      arn: 'arn:{partition}:timestream:{region}:{account}:database/{id}',
      id: ({ item }) => item.Arn ?? item.DatabaseName,
    },
  )
  .depends({
    kmsKey: eachTime(
      'tables of the database',
      'https://docs.aws.amazon.com/timestream/latest/developerguide/EncryptionAtRest.html',
    ),
  })
  .fields((t) => t.sealed(({ item }) => item.KmsKeyId ?? 'alias/aws/timestream'));
