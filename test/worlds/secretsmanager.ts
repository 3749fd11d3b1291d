import type { DescribeTaskDefinitionCommandOutput } from '@aws-sdk/client-ecs';
import type { ListEventSourceMappingsCommandOutput, ListFunctionsCommandOutput } from '@aws-sdk/client-lambda';
import type * as RDS from '@aws-sdk/client-rds';
import type { ListSecretsCommandOutput, SecretListEntry } from '@aws-sdk/client-secrets-manager';
import { ACCOUNT, playKeys, playNobody, REGION, refuses, TAKEN_AT } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const DAY = 24 * 3600 * 1000;
const ago = (days: number): Date => new Date(Date.parse(TAKEN_AT) - days * DAY);
export const secretArn = (name: string): string => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-AbCdEf`;
const functionArn = (name: string, account = ACCOUNT): string => `arn:aws:lambda:${REGION}:${account}:function:${name}`;

const secret = (Name: string, more: SecretListEntry = {}): SecretListEntry => ({
  ARN: secretArn(Name),
  Name,
  CreatedDate: ago(400),
  LastChangedDate: ago(1),
  ...more,
});
const rotatedBy = (RotationLambdaARN: string): SecretListEntry => ({
  RotationEnabled: true,
  RotationLambdaARN,
  RotationRules: { AutomaticallyAfterDays: 30 },
  LastRotatedDate: ago(3),
  NextRotationDate: ago(-27),
});
const deleted = { DeletedDate: ago(2) };

const Auth = [{ AuthScheme: 'SECRETS', SecretArn: secretArn('pooled') }] satisfies RDS.UserAuthConfigInfo[];

/** Rotation by functions that are there, gone and elsewhere, and deleted secrets that something names or nothing. */
export const world: World = {
  services: ['secretsmanager', 'lambda', 'ecs', 'rds', 'docdb', 'redshift', 'redshiftserverless'], // whoever names one here
  answers: {
    ...playNobody('aws.secretsmanager.secret'),
    ...playKeys({ 'aws/secretsmanager': 'Enabled' }),
    'secrets-manager:ListSecrets': {
      SecretList: [
        secret('rotates', rotatedBy(`${functionArn('rotate')}:live`)),
        secret('orphaned', rotatedBy(functionArn('removed'))),
        secret('rotated-elsewhere', rotatedBy(functionArn('rotate', '444455556666'))),
        secret('managed', { RotationEnabled: true, OwningService: 'rds', NextRotationDate: ago(-3) }),
        secret('forgotten', deleted),
        ...['database', 'cluster', 'pooled', 'task', 'stream', 'warehouse', 'namespace', 'documents'].map((name) =>
          secret(name, deleted),
        ),
      ],
    } satisfies Body<ListSecretsCommandOutput>,
    'secrets-manager:GetResourcePolicy': refuses('AccessDeniedException'),
    'lambda:ListFunctions': {
      Functions: [{ FunctionName: 'rotate', FunctionArn: functionArn('rotate'), PackageType: 'Zip' }],
    } satisfies Body<ListFunctionsCommandOutput>,
    'lambda:ListEventSourceMappings': {
      EventSourceMappings: [
        {
          UUID: 'from-broker',
          SourceAccessConfigurations: [
            { Type: 'BASIC_AUTH', URI: secretArn('stream') },
            { Type: 'VPC_SUBNET', URI: 'subnet:subnet-1' },
          ],
        },
      ],
    } satisfies Body<ListEventSourceMappingsCommandOutput>,
    'ecs:ListTaskDefinitionFamilies': { families: ['web'] },
    'ecs:DescribeTaskDefinition': {
      taskDefinition: {
        family: 'web',
        revision: 3,
        containerDefinitions: [
          {
            name: 'web',
            secrets: [
              { name: 'PASSWORD', valueFrom: `${secretArn('task')}:password::` },
              { name: 'USER', valueFrom: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/user` },
            ],
          },
          { name: 'sidecar' },
        ],
      },
    } satisfies Body<DescribeTaskDefinitionCommandOutput>,
    'rds:DescribeDBInstances': {
      DBInstances: [
        {
          DBInstanceIdentifier: 'orders',
          DBInstanceArn: `arn:aws:rds:${REGION}:${ACCOUNT}:db:orders`,
          Engine: 'postgres',
          MasterUserSecret: { SecretArn: secretArn('database') },
        },
      ],
    } satisfies Body<RDS.DescribeDBInstancesCommandOutput>,
    'rds:DescribeDBClusters': {
      DBClusters: [
        {
          DBClusterIdentifier: 'shop',
          DBClusterArn: `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:shop`,
          Engine: 'aurora-postgresql',
          MasterUserSecret: { SecretArn: secretArn('cluster') },
        },
        {
          DBClusterIdentifier: 'papers',
          DBClusterArn: `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:papers`,
          Engine: 'docdb',
          MasterUserSecret: { SecretArn: secretArn('documents') },
        },
      ],
    } satisfies Body<RDS.DescribeDBClustersCommandOutput>,
    'rds:DescribeDBProxies': {
      DBProxies: [{ DBProxyName: 'pool', DBProxyArn: `arn:aws:rds:${REGION}:${ACCOUNT}:db-proxy:prx-1`, Auth }],
    } satisfies Body<RDS.DescribeDBProxiesCommandOutput>,
    'redshift:DescribeClusters': {
      Clusters: [{ ClusterIdentifier: 'dwh', MasterPasswordSecretArn: secretArn('warehouse') }],
    },
    'redshift-serverless:ListNamespaces': {
      namespaces: [
        {
          namespaceName: 'reports',
          namespaceArn: `arn:aws:redshift-serverless:${REGION}:${ACCOUNT}:namespace/1`,
          adminPasswordSecretArn: secretArn('namespace'),
        },
      ],
    },
  },
};
