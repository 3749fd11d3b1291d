import type * as APPSYNC from '@aws-sdk/client-appsync';
import { sdk } from '../collect/descriptor.ts';

const appsync = sdk<typeof APPSYNC>('appsync', 'AppSyncClient');

/**
 * GraphQL APIs. Their caches are not asked about: AppSync encrypts all of them, at rest and in transit.
 * https://docs.aws.amazon.com/appsync/latest/APIReference/API_GraphqlApi.html
 */
export const graphqlApi = appsync
  .list(
    'aws.appsync.graphql-api',
    'ListGraphqlApis',
    {
      items: 'graphqlApis',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 25] },
      members: {
        apiId: true,
        name: true,
        arn: true,
        authenticationType: true,
        additionalAuthenticationProviders: { authenticationType: true },
        tags: true,
      },
    },
    {
      service: 'appsync',
      arn: 'arn:{partition}:appsync:{region}:{account}:apis/{id}',
      id: ({ item }) => item.arn ?? item.apiId,
    },
  )
  .named(({ item }) => item.name)
  .fields((t) => ({
    /** The default first. */
    authenticationTypes: t.strings(({ item }) => {
      const others = (item.additionalAuthenticationProviders ?? []).map(({ authenticationType }) => authenticationType);
      const all = [item.authenticationType, ...others].filter((type) => type !== undefined);
      return all.length === others.length + 1 ? all : undefined;
    }),
    tags: t.map(({ item }) => item.tags ?? {}),
  }));
