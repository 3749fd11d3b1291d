import type * as DAX from '@aws-sdk/client-dax';
import { sdk } from '../collect/descriptor.ts';
import type { Custody } from '../model/custody.ts';

const dax = sdk<typeof DAX>('dax', 'DAXClient');

/**
 * A cluster has no choice of keys: KMS manages a single default one for DAX.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html
 */
const CUSTODY: Readonly<Record<string, Custody>> = {
  ENABLED: 'aws-managed',
  ENABLING: 'aws-managed',
  DISABLED: 'none',
  DISABLING: 'none',
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_Cluster.html */
export const cluster = dax
  .list(
    'aws.dax.cluster',
    'DescribeClusters',
    {
      items: 'Clusters',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: {
        ClusterName: true,
        ClusterArn: true,
        SSEDescription: { Status: true },
        ClusterEndpointEncryptionType: true,
      },
      one: (id) => ({ input: { ClusterNames: [id.slice(id.lastIndexOf('/') + 1)] } }),
    },
    {
      service: 'dax',
      arn: 'arn:{partition}:dax:{region}:{account}:cache/{id}',
      id: ({ item }) => item.ClusterArn ?? item.ClusterName,
    },
  )
  .fields((t) => ({
    custody: t.custody(({ item }) => CUSTODY[item.SSEDescription?.Status ?? '']),
    endpointEncryption: t.enum(['NONE', 'TLS'], ({ item }) => item.ClusterEndpointEncryptionType),
  }));
