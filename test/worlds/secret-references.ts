import type * as APPRUNNER from '@aws-sdk/client-apprunner';
import type * as BEDROCK from '@aws-sdk/client-bedrock-agent';
import type * as CODEBUILD from '@aws-sdk/client-codebuild';
import type * as DMS from '@aws-sdk/client-database-migration-service';
import type * as DATASYNC from '@aws-sdk/client-datasync';
import type * as ECS from '@aws-sdk/client-ecs';
import type * as FIREHOSE from '@aws-sdk/client-firehose';
import type * as GLUE from '@aws-sdk/client-glue';
import type * as KAFKA from '@aws-sdk/client-kafka';
import type * as QUICKSIGHT from '@aws-sdk/client-quicksight';
import type { DescribeDBInstancesCommandOutput } from '@aws-sdk/client-rds';
import type { ListSecretsCommandOutput, SecretListEntry } from '@aws-sdk/client-secrets-manager';
import type * as TRANSFER from '@aws-sdk/client-transfer';
import { ACCOUNT, type Answers, keyArn, playKeys, playNobody, REGION, refuses, TAKEN_AT } from '../collectors/play.ts';
import type { World } from '../worlds.ts';
import { secretArn } from './secretsmanager.ts';

type Body<T> = Omit<T, '$metadata'>;

/** As people write an ARN who never saw the six characters at its end. */
const partial = (name: string): string => secretArn(name).slice(0, -'-AbCdEf'.length);

/** What names a secret, by the secret that it names: none names `forgotten`. */
export const NAMED = {
  'oracle/user': 'oracle',
  'oracle/asm': 'oracle',
  'postgres-login': 'postgres',
  'tail-a1b2c3': 'mysql',
  'glue-by-id': 'warehouse',
  'glue-kafka': 'stream',
  'glue-saas': 'saas',
  AmazonMSK_alice: 'scram',
  'build/by-name': 'builds',
  'build/by-arn': 'builds',
  'build/by-partial-arn': 'builds',
  'build/registry': 'builds',
  'build/source': 'builds',
  'build/second': 'builds',
  'build/account': 'github',
  'task-registry': 'web',
  'task-log': 'web',
  'task-files': 'web',
  'stream-redshift': 'stream',
  'stream-splunk': 'stream',
  'stream-source': 'changes',
  'partner-user': 'partner',
  'partner-mail': 'partner',
  'storage-own': 'own',
  'storage-made': 'made',
  'storage-sealed': 'sealed',
  dashboards: 'dashboards',
  'image-token': 'from-image',
  'code-token': 'from-code',
  wiki: 'wiki',
  domain: 'directory',
} as const;

const secret = (Name: string): SecretListEntry => ({
  ARN: secretArn(Name),
  Name,
  KmsKeyId: keyArn('good'),
  CreatedDate: new Date(Date.parse(TAKEN_AT) - 400 * 24 * 3600 * 1000),
  DeletedDate: new Date(TAKEN_AT),
});

const endpoint = (name: string, EngineName: string, more: Partial<DMS.Endpoint>): DMS.Endpoint => ({
  EndpointIdentifier: name,
  EndpointArn: `arn:aws:dms:${REGION}:${ACCOUNT}:endpoint:${name}`,
  EngineName,
  SslMode: 'verify-full',
  KmsKeyId: keyArn('good'),
  ...more,
});

const scramArn = `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/scram/1b2c3d4e-0000-4000-8000-000000000000-1`;

const project: CODEBUILD.Project = {
  name: 'builds',
  source: { type: 'GITHUB', auth: { type: 'SECRETS_MANAGER', resource: secretArn('build/source') } },
  secondarySources: [
    { type: 'GITHUB', auth: { type: 'SECRETS_MANAGER', resource: secretArn('build/second') } },
    { type: 'GITHUB', auth: { type: 'CODECONNECTIONS', resource: 'arn:aws:codeconnections:::connection/1' } },
  ],
  environment: {
    type: 'LINUX_CONTAINER',
    image: 'registry.example.com/build:1',
    computeType: 'BUILD_GENERAL1_SMALL',
    registryCredential: { credential: 'build/registry', credentialProvider: 'SECRETS_MANAGER' },
    environmentVariables: [
      { name: 'USER', type: 'SECRETS_MANAGER', value: 'build/by-name:user' },
      { name: 'PASSWORD', type: 'SECRETS_MANAGER', value: 'build/by-name:password:AWSCURRENT' },
      { name: 'TOKEN', type: 'SECRETS_MANAGER', value: `${secretArn('build/by-arn')}:token::a1b2` },
      { name: 'CODE', type: 'SECRETS_MANAGER', value: `${partial('build/by-partial-arn')}:code` },
      { name: 'PARAMETER', type: 'PARAMETER_STORE', value: 'not-to-be-stored' },
      { name: 'PLAIN', type: 'PLAINTEXT', value: 'forgotten' },
      { name: 'UNSAID', value: 'not-to-be-stored' },
    ],
  },
};

const tasks: Answers = {
  'ecs:ListTaskDefinitionFamilies': { families: ['web'] },
  'ecs:DescribeTaskDefinition': {
    taskDefinition: {
      family: 'web',
      revision: 1,
      containerDefinitions: [
        {
          name: 'web',
          repositoryCredentials: { credentialsParameter: 'task-registry' },
          logConfiguration: {
            logDriver: 'splunk',
            secretOptions: [
              { name: 'token', valueFrom: secretArn('task-log') },
              { name: 'url', valueFrom: 'forgotten' }, // without an ARN it is a parameter
            ],
          },
        },
      ],
      volumes: [
        {
          name: 'files',
          fsxWindowsFileServerVolumeConfiguration: {
            fileSystemId: 'fs-1',
            rootDirectory: 'share',
            authorizationConfig: { credentialsParameter: secretArn('task-files'), domain: 'example.com' },
          },
        },
      ],
    },
  } satisfies Body<ECS.DescribeTaskDefinitionCommandOutput>,
  'apprunner:ListServices': {
    ServiceSummaryList: ['from-image', 'from-code'].map((ServiceName) => ({
      ServiceName,
      ServiceArn: `arn:aws:apprunner:${REGION}:${ACCOUNT}:service/${ServiceName}/1`,
    })),
  } satisfies Body<APPRUNNER.ListServicesCommandOutput>,
  'apprunner:DescribeService': ({ ServiceArn }) => {
    const RuntimeEnvironmentSecrets = {
      TOKEN: `${secretArn(String(ServiceArn).includes('from-image') ? 'image-token' : 'code-token')}:token::`,
      LEVEL: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/level`,
    };
    const CodeConfigurationValues = { Runtime: 'NODEJS_22' as const, RuntimeEnvironmentSecrets };
    const configuration = { RuntimeEnvironmentSecrets, RuntimeEnvironmentVariables: { PLAIN: 'not-to-be-stored' } };
    return {
      Service: {
        SourceConfiguration: String(ServiceArn).includes('from-image')
          ? {
              ImageRepository: {
                ImageIdentifier: 'image',
                ImageRepositoryType: 'ECR' as const,
                ImageConfiguration: configuration,
              },
            }
          : {
              CodeRepository: {
                RepositoryUrl: 'https://example.com',
                SourceCodeVersion: { Type: 'BRANCH' as const, Value: 'main' },
                CodeConfiguration: { ConfigurationSource: 'API' as const, CodeConfigurationValues },
              },
            },
      } satisfies Partial<APPRUNNER.Service>,
    };
  },
};

const login = (name: string, Enabled = true) => ({
  SecretsManagerConfiguration: { SecretARN: secretArn(name), Enabled },
});
const bucket = {
  RoleARN: '',
  BucketARN: 'arn:aws:s3:::staged',
  BufferingHints: {},
  CompressionFormat: 'GZIP' as const,
  EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' as const },
};
const streams: Answers = {
  'firehose:ListDeliveryStreams': { DeliveryStreamNames: ['stream', 'changes'], HasMoreDeliveryStreams: false },
  'firehose:DescribeDeliveryStream': ({ DeliveryStreamName: name }) => ({
    DeliveryStreamDescription: {
      DeliveryStreamType: 'DirectPut',
      ...(name === 'stream'
        ? {
            Destinations: [
              {
                DestinationId: '1',
                RedshiftDestinationDescription: {
                  RoleARN: '',
                  ClusterJDBCURL: '',
                  CopyCommand: { DataTableName: 'clicks' },
                  S3DestinationDescription: bucket,
                  ...login('stream-redshift'),
                },
                SplunkDestinationDescription: login('stream-splunk'),
                HttpEndpointDestinationDescription: login('forgotten', false),
              },
            ],
          }
        : {
            Source: {
              DatabaseSourceDescription: { DatabaseSourceAuthenticationConfiguration: login('stream-source') },
            },
            Destinations: [],
          }),
    } satisfies Partial<FIREHOSE.DeliveryStreamDescription>,
  }),
};

const locationArn = (name: string): string => `arn:aws:datasync:${REGION}:${ACCOUNT}:location/${name}`;
const configs: Readonly<Record<string, Partial<DATASYNC.DescribeLocationObjectStorageResponse>>> = {
  own: { CustomSecretConfig: { SecretArn: secretArn('storage-own') } },
  made: { ManagedSecretConfig: { SecretArn: secretArn('storage-made') } },
  sealed: { CmkSecretConfig: { SecretArn: secretArn('storage-sealed'), KmsKeyArn: keyArn('good') } },
};
const movers: Answers = {
  'transfer:ListConnectors': {
    Connectors: [{ ConnectorId: 'partner', Arn: `arn:aws:transfer:${REGION}:${ACCOUNT}:connector/partner` }],
  } satisfies Body<TRANSFER.ListConnectorsCommandOutput>,
  'transfer:DescribeConnector': {
    Connector: {
      Arn: `arn:aws:transfer:${REGION}:${ACCOUNT}:connector/partner`,
      EgressType: 'SERVICE_MANAGED',
      Status: 'ACTIVE',
      SftpConfig: { UserSecretId: 'partner-user' },
      As2Config: { EncryptionAlgorithm: 'AES256_CBC', BasicAuthSecretId: secretArn('partner-mail') },
    },
  } satisfies Body<TRANSFER.DescribeConnectorCommandOutput>,
  'datasync:ListLocations': {
    Locations: Object.keys(configs).map((name) => ({
      LocationArn: locationArn(name),
      LocationUri: `object-storage://${name}`,
    })),
  } satisfies Body<DATASYNC.ListLocationsCommandOutput>,
  'datasync:DescribeLocationObjectStorage': ({ LocationArn }) => ({
    LocationArn,
    ServerProtocol: 'HTTPS',
    ...configs[String(LocationArn).split('/').at(-1) ?? ''],
  }),
};

const others: Answers = {
  'quicksight:ListDataSources': {
    DataSources: [
      { DataSourceId: 'dashboards', Name: 'dashboards', Type: 'MYSQL', SecretArn: secretArn('dashboards') },
    ],
  } satisfies Partial<QUICKSIGHT.ListDataSourcesResponse>,
  'bedrock-agent:ListKnowledgeBases': {
    knowledgeBaseSummaries: [
      { knowledgeBaseId: 'KB', name: 'knowledge', status: 'ACTIVE', updatedAt: new Date(TAKEN_AT) },
    ],
  } satisfies Body<BEDROCK.ListKnowledgeBasesCommandOutput>,
  'bedrock-agent:ListDataSources': {
    dataSourceSummaries: [
      { knowledgeBaseId: 'KB', dataSourceId: 'DS', name: 'wiki', status: 'AVAILABLE', updatedAt: new Date(TAKEN_AT) },
    ],
  } satisfies Body<BEDROCK.ListDataSourcesCommandOutput>,
  'bedrock-agent:GetDataSource': {
    dataSource: {
      dataSourceConfiguration: {
        type: 'CONFLUENCE',
        confluenceConfiguration: {
          sourceConfiguration: {
            hostUrl: 'https://wiki.example.com',
            hostType: 'SAAS',
            authType: 'BASIC',
            credentialsSecretArn: secretArn('wiki'),
          },
        },
      },
    } satisfies Partial<BEDROCK.DataSource>,
  },
  'rds:DescribeDBInstances': {
    DBInstances: [
      {
        DBInstanceIdentifier: 'directory',
        DBInstanceArn: `arn:aws:rds:${REGION}:${ACCOUNT}:db:directory`,
        Engine: 'sqlserver-se',
        DomainMemberships: [{ FQDN: 'example.com', AuthSecretArn: secretArn('domain') }],
      },
    ],
  } satisfies Body<DescribeDBInstancesCommandOutput>,
};

/** Deleted secrets, and whatever names them in each of the ways in which a secret can be named. */
export const world: World = {
  services: ['secretsmanager'],
  answers: {
    ...playNobody('aws.secretsmanager.secret'),
    ...playKeys({ good: 'Enabled', 'aws/s3': 'Enabled', 'aws/dms': 'Enabled' }),
    'secrets-manager:ListSecrets': {
      // `tail` and `tail-a1b2c3`: the name of one ends as the ARN of the other may
      SecretList: [...Object.keys(NAMED), 'tail', 'forgotten'].map(secret),
    } satisfies Body<ListSecretsCommandOutput>,
    'database-migration-service:DescribeEndpoints': {
      Endpoints: [
        endpoint('oracle', 'oracle', {
          OracleSettings: {
            SecretsManagerSecretId: 'oracle/user',
            SecretsManagerOracleAsmSecretId: partial('oracle/asm'),
          },
        }),
        endpoint('postgres', 'postgres', {
          PostgreSQLSettings: { SecretsManagerSecretId: secretArn('postgres-login') },
        }),
        endpoint('mysql', 'mysql', { MySQLSettings: { SecretsManagerSecretId: partial('tail-a1b2c3') } }),
      ],
    } satisfies DMS.DescribeEndpointsResponse,
    'database-migration-service:DescribeCertificates': { Certificates: [] } satisfies DMS.DescribeCertificatesResponse,
    'glue:GetConnections': {
      ConnectionList: [
        { Name: 'warehouse', ConnectionType: 'JDBC', ConnectionProperties: { SECRET_ID: 'glue-by-id' } },
        {
          Name: 'stream',
          ConnectionType: 'KAFKA',
          ConnectionProperties: { KAFKA_SASL_SCRAM_SECRETS_ARN: secretArn('glue-kafka') },
        },
        {
          Name: 'saas',
          ConnectionType: 'SALESFORCE',
          AuthenticationConfiguration: { SecretArn: secretArn('glue-saas'), KmsKeyArn: keyArn('good') },
        },
      ],
    } satisfies GLUE.GetConnectionsResponse,
    'kafka:ListClustersV2': {
      ClusterInfoList: [
        {
          ClusterName: 'scram',
          ClusterArn: scramArn,
          ClusterType: 'PROVISIONED',
          Provisioned: {
            BrokerNodeGroupInfo: { ClientSubnets: [], InstanceType: 'kafka.m7g.large' },
            NumberOfBrokerNodes: 3,
            ClientAuthentication: { Sasl: { Scram: { Enabled: true } } },
          },
        },
      ],
    } satisfies KAFKA.ListClustersV2Response,
    'kafka:ListScramSecrets': ({ ClusterArn }) =>
      ClusterArn === scramArn
        ? ({ SecretArnList: [secretArn('AmazonMSK_alice')] } satisfies KAFKA.ListScramSecretsResponse)
        : refuses('NotFoundException'),
    'codebuild:ListProjects': { projects: ['builds'] },
    'codebuild:BatchGetProjects': { projects: [project] } satisfies Body<CODEBUILD.BatchGetProjectsCommandOutput>,
    'codebuild:ListSourceCredentials': {
      sourceCredentialsInfos: [
        {
          arn: `arn:aws:codebuild:${REGION}:${ACCOUNT}:token/github`,
          serverType: 'GITHUB',
          authType: 'SECRETS_MANAGER',
          resource: secretArn('build/account'),
        },
        {
          arn: `arn:aws:codebuild:${REGION}:${ACCOUNT}:token/bitbucket`,
          serverType: 'BITBUCKET',
          authType: 'CODECONNECTIONS',
          resource: `arn:aws:codeconnections:${REGION}:${ACCOUNT}:connection/1`,
        },
      ],
    } satisfies Body<CODEBUILD.ListSourceCredentialsCommandOutput>,
    'codebuild:ListReportGroups': refuses('AccessDeniedException'),
    ...tasks,
    ...streams,
    ...movers,
    ...others,
  },
};
