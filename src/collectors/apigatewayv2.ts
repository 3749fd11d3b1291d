import type * as APIGATEWAYV2 from '@aws-sdk/client-apigatewayv2';
import { sdk } from '../collect/descriptor.ts';

const READ = 'apigateway:GET';
const apigateway = sdk<typeof APIGATEWAYV2>('apigatewayv2', 'ApiGatewayV2Client', {
  prefix: 'apigateway',
  permissions: { GetApis: READ, GetIntegrations: READ },
});

const PAGES = { token: ['NextToken', 'NextToken'] } as const;

/**
 * HTTP and WebSocket APIs with their integrations; URIs and parameters of these are not kept, since they may hold secrets.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html
 */
export const api = apigateway
  .list(
    'aws.apigatewayv2.api',
    'GetApis',
    { items: 'Items', paging: PAGES, members: { ApiId: true, Name: true, ProtocolType: true, Tags: true } },
    {
      service: 'apigatewayv2',
      arn: 'arn:{partition}:apigateway:{region}::/apis/{id}',
      id: ({ item }) => item.ApiId,
    },
  )
  .pages('integrations', 'GetIntegrations', ({ item }) => ({ ApiId: item.ApiId }), {
    items: 'Items',
    paging: PAGES,
    members: { IntegrationId: true, ConnectionType: true, TlsConfig: { ServerNameToVerify: true } },
  })
  .named(({ item }) => item.Name)
  .fields((t) => ({
    protocol: t.enum(['HTTP', 'WEBSOCKET'], ({ item }) => item.ProtocolType),
    privateIntegrations: t.strings(({ integrations }) =>
      integrations.filter(isPrivate).map(({ IntegrationId = '' }) => IntegrationId),
    ),
    // "If you specify a TLS configuration, private integration traffic uses the HTTPS protocol."
    plainPrivateIntegrations: t.strings(({ integrations }) =>
      integrations
        .filter((integration) => isPrivate(integration) && integration.TlsConfig === undefined)
        .map(({ IntegrationId = '' }) => IntegrationId),
    ),
    tags: t.map(({ item }) => item.Tags ?? {}),
  }));

const isPrivate = ({ ConnectionType }: { readonly ConnectionType?: string | undefined }): boolean =>
  ConnectionType === 'VPC_LINK';
