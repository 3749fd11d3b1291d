import type {
  GetClientCertificatesCommandOutput,
  GetDomainNamesCommandOutput,
  GetRestApisCommandOutput,
  GetStagesCommandOutput,
} from '@aws-sdk/client-api-gateway';
import { ACCOUNT, onlyHere, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const apis = {
  items: ['good', 'plain', 'idle', 'empty', 'denied'].map((name) => ({ id: `id${name}`, name })),
} satisfies Body<GetRestApisCommandOutput>;

const stages: Readonly<Record<string, Body<GetStagesCommandOutput>>> = {
  idgood: {
    item: [
      {
        stageName: 'prod',
        clientCertificateId: 'fresh',
        cacheClusterEnabled: true,
        methodSettings: {
          '*/*': { cachingEnabled: true, cacheDataEncrypted: true },
          'pets/POST': { cachingEnabled: false, cacheDataEncrypted: false },
        },
        variables: { backendKey: 'not-to-be-stored' },
      },
    ],
  },
  idplain: {
    item: [
      {
        stageName: 'prod',
        clientCertificateId: 'old',
        cacheClusterEnabled: true,
        methodSettings: { 'pets/GET': { cachingEnabled: true, cacheDataEncrypted: false } },
      },
      { stageName: 'dev', variables: { backendPassword: 'not-to-be-stored' } },
    ],
  },
  // settings without a cache behind them
  ididle: {
    item: [{ stageName: 'prod', methodSettings: { '*/*': { cachingEnabled: true, cacheDataEncrypted: false } } }],
  },
  idempty: { item: [] },
};

const certificates = {
  items: [
    { clientCertificateId: 'fresh', expirationDate: new Date('2027-05-01T00:00:00Z'), tags: { team: 'a' } },
    { clientCertificateId: 'old', expirationDate: new Date('2026-06-10T00:00:00Z') },
  ],
} satisfies Body<GetClientCertificatesCommandOutput>;

const certificate = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`;
const mutual = (...truststoreWarnings: string[]) => ({
  mutualTlsAuthentication: { truststoreUri: 's3://trust/store.pem', truststoreWarnings },
});

const domains = {
  items: [
    {
      domainName: 'old.example.com',
      certificateArn: certificate.replace(REGION, 'us-east-1'),
      endpointConfiguration: { types: ['EDGE'] },
      securityPolicy: 'TLS_1_0',
    },
    {
      domainName: 'machines.example.com',
      domainNameArn: `arn:aws:apigateway:${REGION}::/domainnames/machines.example.com`,
      regionalCertificateArn: certificate,
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
      ...mutual(),
    },
    {
      domainName: 'warned.example.com',
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
      ...mutual('Truststore contains an expired certificate'),
    },
    {
      domainName: 'quantum.example.com',
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
    },
  ],
} satisfies Body<GetDomainNamesCommandOutput>;

export const world: World = {
  services: ['apigateway'],
  regions: [REGION, 'us-east-1'],
  answers: {
    'api-gateway:GetRestApis': onlyHere(apis),
    'api-gateway:GetStages': ({ restApiId }) => stages[String(restApiId)] ?? refuses('AccessDeniedException'),
    'api-gateway:GetClientCertificates': onlyHere(certificates),
    'api-gateway:GetDomainNames': onlyHere(domains),
  },
};
