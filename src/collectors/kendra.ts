import type * as KENDRA from '@aws-sdk/client-kendra';
import { sdk } from '../collect/descriptor.ts';
import { undocumented } from '../model/dependence.ts';

const kendra = sdk<typeof KENDRA>('kendra', 'KendraClient');

/** Without a key of the customer's an AWS-owned one: https://docs.aws.amazon.com/kendra/latest/dg/encryption-at-rest.html */
export const index = kendra
  .list(
    'aws.kendra.index',
    'ListIndices',
    {
      items: 'IndexConfigurationSummaryItems',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: { Id: true, Name: true },
    },
    { service: 'kendra', arn: 'arn:{partition}:kendra:{region}:{account}:index/{id}', id: ({ item }) => item.Id },
  )
  .call('details', 'DescribeIndex', ({ item }) => ({ Id: item.Id }), {
    required: ['Id'],
    members: { ServerSideEncryptionConfiguration: { KmsKeyId: true } },
  })
  .named(({ item }) => item.Name)
  .depends({
    kmsKey: undocumented('the index', 'https://docs.aws.amazon.com/kendra/latest/dg/encryption-at-rest.html'),
  })
  .fields((t) => ({
    ...t.sealed(({ details }) => details.ServerSideEncryptionConfiguration?.KmsKeyId ?? 'aws-owned'),
  }));
