import type * as MWAA from '@aws-sdk/client-mwaa';
import { sdk } from '../collect/descriptor.ts';
import { undocumented } from '../model/dependence.ts';

const mwaa = sdk<typeof MWAA>('mwaa', 'MWAAClient', { prefix: 'airflow' });

/**
 * Airflow environments; their options are not kept. "By default, Amazon MWAA uses an AWS-owned KMS key."
 * https://docs.aws.amazon.com/mwaa/latest/userguide/encryption-at-rest.html
 */
export const environment = mwaa
  .list(
    'aws.mwaa.environment',
    'ListEnvironments',
    {
      items: 'Environments',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 25] },
      members: {},
      one: (id) => ({ item: id.slice(id.lastIndexOf('/') + 1) }),
    },
    {
      service: 'mwaa',
      arn: 'arn:{partition}:airflow:{region}:{account}:environment/{id}',
      id: ({ item }) => item,
    },
  )
  .call('detail', 'GetEnvironment', ({ item }) => ({ Name: item }), {
    at: 'Environment',
    members: { KmsKey: true, Tags: true },
  })
  .depends({
    kmsKey: undocumented(
      'the metadata database, queues and logs',
      'https://docs.aws.amazon.com/mwaa/latest/userguide/encryption-at-rest.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ detail }) => detail.KmsKey || 'aws-owned'),
    tags: t.map(({ detail }) => detail.Tags ?? {}),
  }));
