import type * as APIGATEWAY from '@aws-sdk/client-api-gateway';
import { sdk } from '../collect/descriptor.ts';

/** Reading is one IAM action for the whole of API Gateway. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
const READ = 'apigateway:GET';
const apigateway = sdk<typeof APIGATEWAY>('api-gateway', 'APIGatewayClient', {
  prefix: 'apigateway',
  permissions: { GetRestApis: READ, GetStages: READ, GetClientCertificates: READ, GetDomainNames: READ },
});

const PAGES = { token: ['position', 'position'], size: ['limit', 500] } as const;

/** What API Gateway shows to back ends. https://docs.aws.amazon.com/apigateway/latest/api/API_ClientCertificate.html */
export const clientCertificate = apigateway
  .list(
    'aws.apigateway.client-certificate',
    'GetClientCertificates',
    { items: 'items', paging: PAGES, members: { clientCertificateId: true, expirationDate: true, tags: true } },
    {
      service: 'apigateway',
      arn: 'arn:{partition}:apigateway:{region}::/clientcertificates/{id}',
      id: ({ item }) => item.clientCertificateId,
    },
  )
  .fields((t) => ({
    expiresAt: t.time(({ item }) => item.expirationDate),
    tags: t.map(({ item }) => item.tags ?? {}),
  }));

/**
 * REST APIs with their stages; stage variables are not kept, and looked at in memory. A stage caches only where a method says so, for itself or for
 * all (`*\/*`).
 * https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html
 */
export const restApi = apigateway
  .list(
    'aws.apigateway.rest-api',
    'GetRestApis',
    { items: 'items', paging: PAGES, members: { id: true, name: true, tags: true } },
    {
      service: 'apigateway',
      arn: 'arn:{partition}:apigateway:{region}::/restapis/{id}',
      id: ({ item }) => item.id,
    },
  )
  .pages('stages', 'GetStages', ({ item }) => ({ restApiId: item.id }), {
    items: 'item',
    members: {
      stageName: true,
      clientCertificateId: true,
      cacheClusterEnabled: true,
      methodSettings: true,
    },
    judged: { variables: true },
  })
  .named(({ item }) => item.name)
  .fields((t) => ({
    stages: t.strings(({ stages }) => stages.map(({ stageName = '' }) => stageName)),
    secrets: t.secrets(({ stages }) => stages, { of: 'stageName' }),
    cachingStages: t.strings(({ stages }) =>
      stages.filter((stage) => cachingMethods(stage).length > 0).map(({ stageName = '' }) => stageName),
    ),
    plainCaches: t.strings(({ stages }) =>
      stages.flatMap((stage) =>
        cachingMethods(stage)
          .filter(([, { cacheDataEncrypted }]) => cacheDataEncrypted !== true)
          .map(([method]) => `${stage.stageName} ${method}`),
      ),
    ),
    stagesWithoutClientCertificate: t.strings(({ stages }) =>
      stages.filter(({ clientCertificateId }) => !clientCertificateId).map(({ stageName = '' }) => stageName),
    ),
    clientCertificates: t.links('aws.apigateway.client-certificate', ['expiresAt'], ({ stages }) => [
      ...new Set(stages.flatMap(({ clientCertificateId }) => clientCertificateId || [])),
    ]),
    tags: t.map(({ item }) => item.tags ?? {}),
  }));

interface Stage {
  readonly stageName?: string | undefined;
  readonly cacheClusterEnabled?: boolean | undefined;
  readonly methodSettings?: Readonly<Record<string, Method>> | undefined;
}
interface Method {
  readonly cachingEnabled?: boolean | undefined;
  readonly cacheDataEncrypted?: boolean | undefined;
}

const cachingMethods = ({ cacheClusterEnabled, methodSettings }: Stage): readonly [string, Method][] =>
  cacheClusterEnabled ? Object.entries(methodSettings ?? {}).filter(([, { cachingEnabled }]) => cachingEnabled) : [];

/**
 * Custom domains of REST, HTTP and WebSocket APIs; this API lists those of all three.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html
 */
export const domainName = apigateway
  .list(
    'aws.apigateway.domain-name',
    'GetDomainNames',
    {
      items: 'items',
      paging: PAGES,
      members: {
        domainName: true,
        domainNameArn: true,
        certificateArn: true,
        regionalCertificateArn: true,
        securityPolicy: true,
        endpointConfiguration: { types: true },
        mutualTlsAuthentication: { truststoreUri: true, truststoreWarnings: true },
        tags: true,
      },
    },
    {
      service: 'apigateway',
      arn: 'arn:{partition}:apigateway:{region}::/domainnames/{id}',
      id: ({ item }) => item.domainNameArn ?? item.domainName,
    },
  )
  .named(({ item }) => item.domainName)
  .fields((t) => ({
    endpointTypes: t.strings(({ item }) => item.endpointConfiguration?.types),
    securityPolicy: t.string(({ item }) => item.securityPolicy),
    mutualTls: t.bool(({ item }) => Boolean(item.mutualTlsAuthentication?.truststoreUri)),
    truststoreWarnings: t.strings(({ item }) => item.mutualTlsAuthentication?.truststoreWarnings ?? []),
    // an edge-optimized domain's is in us-east-1, whatever the region of the domain
    certificate: t.link(
      'aws.acm.certificate',
      [],
      ({ item }) => item.regionalCertificateArn ?? item.certificateArn ?? '',
    ),
    tags: t.map(({ item }) => item.tags ?? {}),
  }));
