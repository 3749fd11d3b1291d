import type * as SERVERLESS from '@aws-sdk/client-opensearchserverless';
import { sdk } from '../collect/descriptor.ts';
import { undocumented } from '../model/dependence.ts';

const serverless = sdk<typeof SERVERLESS>('opensearchserverless', 'OpenSearchServerlessClient', { prefix: 'aoss' });

/**
 * The key that an encryption policy gave a collection when it was made; `auto` is one that AWS owns.
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-encryption.html
 */
export const collection = serverless
  .list(
    'aws.opensearchserverless.collection',
    'ListCollections',
    {
      items: 'collectionSummaries',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
      members: { id: true, name: true, arn: true, kmsKeyArn: true },
    },
    {
      service: 'opensearchserverless',
      arn: 'arn:{partition}:aoss:{region}:{account}:collection/{id}',
      id: ({ item }) => item.arn ?? item.id,
    },
  )
  .named(({ item }) => item.name)
  .depends({
    kmsKey: undocumented(
      'the collection',
      'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-encryption.html',
    ),
  })
  .fields((t) => t.sealed(({ item }) => (item.kmsKeyArn === 'auto' ? 'aws-owned' : item.kmsKeyArn)));
