import type {
  GetConnectionsCommandOutput,
  GetCrawlersCommandOutput,
  GetDatabasesCommandOutput,
  GetDataCatalogEncryptionSettingsCommandOutput,
  GetDevEndpointsCommandOutput,
  GetJobsCommandOutput,
  GetMLTransformsCommandOutput,
  GetSecurityConfigurationsCommandOutput,
  SecurityConfiguration,
} from '@aws-sdk/client-glue';
import { keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const EMPTY_REGION = 'eu-central-1';
const DEFAULT_REGION = 'us-west-2';

/** The catalog by region: sealed, empty, open, under the default key; no settings can be read in us-east-1. */
const settings = (region: string) => {
  const sealed = region === REGION;
  const key = sealed ? { SseAwsKmsKeyId: keyArn('good') } : {};
  return {
    DataCatalogEncryptionSettings: {
      EncryptionAtRest: {
        CatalogEncryptionMode: sealed || region === DEFAULT_REGION ? 'SSE-KMS' : 'DISABLED',
        ...key,
      },
      ConnectionPasswordEncryption: {
        ReturnConnectionPasswordEncrypted: sealed,
        ...(sealed ? { AwsKmsKeyId: keyArn('good') } : {}),
      },
    },
  } satisfies Body<GetDataCatalogEncryptionSettingsCommandOutput>;
};

const databases = { DatabaseList: [{ Name: 'sales' }] } satisfies Body<GetDatabasesCommandOutput>;

const connections = {
  ConnectionList: [
    {
      Name: 'strict',
      ConnectionType: 'JDBC',
      ConnectionProperties: { JDBC_ENFORCE_SSL: 'TRUE', PASSWORD: 'not-to-be-stored', USERNAME: 'not-to-be-stored' },
    },
    { Name: 'lax', ConnectionType: 'JDBC', ConnectionProperties: { JDBC_ENFORCE_SSL: 'false' } },
    { Name: 'silent', ConnectionType: 'JDBC', ConnectionProperties: {} },
    { Name: 'kafka', ConnectionType: 'KAFKA', ConnectionProperties: {} },
    { Name: 'kafka-plain', ConnectionType: 'KAFKA', ConnectionProperties: { KAFKA_SSL_ENABLED: 'false' } },
    { Name: 'network', ConnectionType: 'NETWORK' },
  ],
} satisfies Body<GetConnectionsCommandOutput>;

const key = keyArn('good');
const all: SecurityConfiguration['EncryptionConfiguration'] = {
  S3Encryption: [{ S3EncryptionMode: 'SSE-KMS', KmsKeyArn: key }],
  CloudWatchEncryption: { CloudWatchEncryptionMode: 'SSE-KMS', KmsKeyArn: key },
  JobBookmarksEncryption: { JobBookmarksEncryptionMode: 'CSE-KMS', KmsKeyArn: key },
  DataQualityEncryption: { DataQualityEncryptionMode: 'SSE-KMS', KmsKeyArn: key },
};

const configurations = {
  SecurityConfigurations: [
    { Name: 'all', EncryptionConfiguration: all },
    { Name: 's3-own', EncryptionConfiguration: { S3Encryption: [{ S3EncryptionMode: 'SSE-S3' }] } },
    {
      Name: 'off',
      EncryptionConfiguration: {
        S3Encryption: [{ S3EncryptionMode: 'DISABLED' }],
        CloudWatchEncryption: { CloudWatchEncryptionMode: 'DISABLED' },
        JobBookmarksEncryption: { JobBookmarksEncryptionMode: 'DISABLED' },
      },
    },
  ],
} satisfies Body<GetSecurityConfigurationsCommandOutput>;

const named = [
  { Name: 'sealed', SecurityConfiguration: 'all' },
  { Name: 'open', SecurityConfiguration: 'off' },
  { Name: 'none' },
  { Name: 'gone', SecurityConfiguration: 'deleted' },
];

const jobs = {
  Jobs: [
    ...named,
    { Name: 'argument', DefaultArguments: { '--encryption-type': 'sse-s3', '--db-password': 'not-to-be-stored' } },
  ],
} satisfies Body<GetJobsCommandOutput>;

const endpoints = {
  DevEndpoints: named.map(({ Name, ...more }) => ({ EndpointName: Name, ...more })),
} satisfies Body<GetDevEndpointsCommandOutput>;

const crawlers = {
  Crawlers: named.map(({ Name, SecurityConfiguration }) => ({
    Name,
    ...(SecurityConfiguration ? { CrawlerSecurityConfiguration: SecurityConfiguration } : {}),
  })),
} satisfies Body<GetCrawlersCommandOutput>;

const transforms = {
  Transforms: [
    {
      TransformId: 'tfm-1',
      Name: 'sealed',
      TransformEncryption: { MlUserDataEncryption: { MlUserDataEncryptionMode: 'SSE-KMS', KmsKeyId: key } },
    },
    {
      TransformId: 'tfm-2',
      Name: 'open',
      TransformEncryption: { MlUserDataEncryption: { MlUserDataEncryptionMode: 'DISABLED' } },
    },
    { TransformId: 'tfm-3', Name: 'silent' },
  ],
} satisfies Body<GetMLTransformsCommandOutput>;

const denied = refuses('AccessDeniedException');
/** What only the region of the tests has; nothing in the others, and refused in us-east-1. */
const here = (body: object, empty: object) => (_input: object, region: string) =>
  region === 'us-east-1' ? denied : region === REGION ? body : empty;

export const world: World = {
  services: ['glue'],
  regions: [REGION, EMPTY_REGION, DEFAULT_REGION, 'sa-east-1', 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', 'aws/glue': 'Enabled' }),
    'glue:GetDataCatalogEncryptionSettings': (_input, region) => (region === 'us-east-1' ? denied : settings(region)),
    'glue:GetDatabases': (_input, region) => (region === EMPTY_REGION ? { DatabaseList: [] } : databases),
    'glue:GetConnections': (_input, region) =>
      region === 'sa-east-1'
        ? { ConnectionList: connections.ConnectionList.slice(0, 1) }
        : here(connections, { ConnectionList: [] })(_input, region),
    'glue:GetSecurityConfigurations': here(configurations, { SecurityConfigurations: [] }),
    'glue:GetJobs': onlyHere(jobs),
    'glue:GetDevEndpoints': onlyHere(endpoints),
    'glue:GetCrawlers': onlyHere(crawlers),
    'glue:GetMLTransforms': onlyHere(transforms),
  },
};
