import type * as MEMORYDB from '@aws-sdk/client-memorydb';
import { sdk } from '../collect/descriptor.ts';
import { restoring, undocumented } from '../model/dependence.ts';

const memorydb = sdk<typeof MEMORYDB>('memorydb', 'MemoryDBClient');

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Always encrypted; without a key of one's own under one that the service manages. https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html */
const seal = ({ KmsKeyId }: { readonly KmsKeyId?: string | undefined }): string => KmsKeyId || 'aws-owned';

/** https://docs.aws.amazon.com/memorydb/latest/APIReference/API_Cluster.html */
export const cluster = memorydb
  .list(
    'aws.memorydb.cluster',
    'DescribeClusters',
    {
      items: 'Clusters',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 50] },
      members: { Name: true, ARN: true, KmsKeyId: true, TLSEnabled: true },
      one: (id) => ({ input: { ClusterName: nameIn(id) } }),
    },
    {
      service: 'memorydb',
      arn: 'arn:{partition}:memorydb:{region}:{account}:cluster/{id}',
      id: ({ item }) => item.ARN ?? item.Name,
    },
  )
  .depends({
    kmsKey: undocumented(
      'its log and snapshots on disk',
      'https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => seal(item)),
    tls: t.bool(({ item }) => item.TLSEnabled),
  }));

/** https://docs.aws.amazon.com/memorydb/latest/APIReference/API_Snapshot.html */
export const snapshot = memorydb
  .list(
    'aws.memorydb.snapshot',
    'DescribeSnapshots',
    {
      items: 'Snapshots',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 50] },
      members: { Name: true, ARN: true, KmsKeyId: true },
      one: (id) => ({ input: { SnapshotName: nameIn(id) } }),
    },
    {
      service: 'memorydb',
      arn: 'arn:{partition}:memorydb:{region}:{account}:snapshot/{id}',
      id: ({ item }) => item.ARN ?? item.Name,
    },
  )
  .depends({ kmsKey: restoring('https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html') })
  .fields((t) => t.sealed(({ item }) => seal(item)));
