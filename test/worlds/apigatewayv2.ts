import type { GetApisCommandOutput, GetIntegrationsCommandOutput } from '@aws-sdk/client-apigatewayv2';
import { onlyHere, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const api = (Name: string, ProtocolType: 'HTTP' | 'WEBSOCKET') => ({
  ApiId: `id${Name}`,
  Name,
  ProtocolType,
  RouteSelectionExpression: '$request.method',
  Tags: { Name },
});

const apis = {
  Items: [
    api('good', 'HTTP'),
    api('plain', 'HTTP'),
    api('public', 'HTTP'),
    api('socket', 'WEBSOCKET'),
    api('denied', 'HTTP'),
  ],
} satisfies Body<GetApisCommandOutput>;

const privateTo = (IntegrationId: string, ServerNameToVerify?: string) => ({
  IntegrationId,
  ConnectionType: 'VPC_LINK' as const,
  IntegrationUri: 'http://backend/?key=not-to-be-stored',
  ...(ServerNameToVerify ? { TlsConfig: { ServerNameToVerify } } : {}),
});

const integrations: Readonly<Record<string, Body<GetIntegrationsCommandOutput>>> = {
  idgood: { Items: [privateTo('i1', 'backend.example.com')] },
  idplain: { Items: [privateTo('i2', 'backend.example.com'), privateTo('i3')] },
  idpublic: { Items: [{ IntegrationId: 'i4', ConnectionType: 'INTERNET' }] },
  idsocket: { Items: [privateTo('i5')] },
};

export const world: World = {
  services: ['apigatewayv2'],
  regions: [REGION, 'us-east-1'],
  answers: {
    'apigatewayv2:GetApis': onlyHere(apis),
    'apigatewayv2:GetIntegrations': ({ ApiId }) => integrations[String(ApiId)] ?? refuses('AccessDeniedException'),
  },
};
