import { ssm } from './ssm.ts';

/**
 * Documents of the account, those of AWS and of others left out, in their default version.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetDocument.html
 */
export const document = ssm
  .list(
    'aws.ssm.document',
    'ListDocuments',
    {
      items: 'DocumentIdentifiers',
      input: { Filters: [{ Key: 'Owner', Values: ['Self'] }] },
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 50] },
      members: { Name: true },
      one: (id) => ({ item: { Name: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'ssm',
      secrets: true,
      arn: 'arn:{partition}:ssm:{region}:{account}:document/{id}',
      id: ({ item }) => item.Name,
    },
  )
  .call('content', 'GetDocument', ({ item }) => ({ Name: item.Name }), {
    required: ['Content'],
    members: {},
    judged: { Content: true },
  })
  .fields((t) => ({ secrets: t.secrets(({ content }) => content) }));
