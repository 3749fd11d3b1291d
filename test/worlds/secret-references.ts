import type * as CODEBUILD from '@aws-sdk/client-codebuild';
import type * as DMS from '@aws-sdk/client-database-migration-service';
import type * as GLUE from '@aws-sdk/client-glue';
import type * as KAFKA from '@aws-sdk/client-kafka';
import type { ListSecretsCommandOutput, SecretListEntry } from '@aws-sdk/client-secrets-manager';
import { ACCOUNT, keyArn, playKeys, playNobody, REGION, refuses, TAKEN_AT } from '../collectors/play.ts';
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

/** Deleted secrets, and whatever names them in each of the ways in which a secret can be named. */
export const world: World = {
  services: ['secretsmanager', 'dms', 'glue', 'msk', 'codebuild'],
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
  },
};
