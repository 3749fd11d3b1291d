import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import * as RDS from '@aws-sdk/client-rds';
import { EU, each, keyOf, type Seeding, tags } from './context.ts';
import { role } from './policies.ts';
import { CLUSTERS, type Database, INSTANCES } from './rds-databases.ts';
import { seedGroups } from './rds-groups.ts';

/** Databases of every engine, sealed or not, forcing TLS or not. */
export async function seedDatabases(seeding: Seeding): Promise<void> {
  await seedGroups(seeding);
  await each(CLUSTERS, (cluster) => makeCluster(seeding, cluster));
  await each(INSTANCES, (instance) => makeInstance(seeding, instance));
  await globalDatabases(seeding);
  await proxies(seeding);
}

function sealed(seeding: Seeding, { region, key }: Database): { StorageEncrypted: boolean; KmsKeyId?: string } {
  if (key === 'none' || key === 'aws') return { StorageEncrypted: key === 'aws' };
  return { StorageEncrypted: true, KmsKeyId: key.startsWith('arn:') ? key : keyOf(seeding, region, key) };
}

const MASTER = { MasterUsername: 'acmeadmin', MasterUserPassword: 'not-a-password-1' };

export async function makeCluster(seeding: Seeding, database: Database): Promise<void> {
  const { name: DBClusterIdentifier, region, age, engine: Engine, version: EngineVersion, group } = database;
  await seeding.daysAgo(age);
  const input = {
    DBClusterIdentifier,
    Engine,
    EngineVersion,
    DBClusterParameterGroupName: group,
    ...MASTER,
    ...sealed(seeding, database),
  };
  await seeding.rds(region).send(new RDS.CreateDBClusterCommand(input));
}

export async function makeInstance(seeding: Seeding, database: Database): Promise<void> {
  const {
    name: DBInstanceIdentifier,
    region,
    age,
    engine: Engine,
    version: EngineVersion,
    group,
    cluster,
    more,
  } = database;
  await seeding.daysAgo(age);
  const common = {
    DBInstanceIdentifier,
    Engine,
    EngineVersion,
    Tags: tags({ team: DBInstanceIdentifier.split('-')[0] ?? '' }),
    ...more,
  };
  const alone = {
    DBInstanceClass: 'db.m6g.large',
    AllocatedStorage: 100,
    DBParameterGroupName: group,
    ...MASTER,
    ...sealed(seeding, database),
  };
  const input = cluster
    ? { ...common, DBInstanceClass: 'db.r6g.large', DBClusterIdentifier: cluster }
    : { ...common, ...alone };
  await seeding.rds(region).send(new RDS.CreateDBInstanceCommand(input));
}

async function globalDatabases(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(320);
  await each(
    [
      { GlobalClusterIdentifier: 'acme-global-catalog', Engine: 'aurora-mysql', StorageEncrypted: false },
      { GlobalClusterIdentifier: 'acme-global-identity', Engine: 'aurora-mysql', StorageEncrypted: true },
    ],
    (input) => seeding.rds(EU).send(new RDS.CreateGlobalClusterCommand(input)),
  );
}

async function proxies(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(110);
  const { Subnets } = await seeding.ec2(EU).send(new DescribeSubnetsCommand({}));
  const VpcSubnetIds = Subnets?.slice(0, 2).map((subnet) => subnet.SubnetId ?? '');
  const Auth = [
    {
      AuthScheme: 'SECRETS' as const,
      SecretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders/prod/db',
    },
  ];
  await each(
    [
      { DBProxyName: 'orders-proxy', RequireTLS: true },
      { DBProxyName: 'catalog-proxy', RequireTLS: false },
    ],
    (proxy) =>
      seeding.rds(EU).send(
        new RDS.CreateDBProxyCommand({
          ...proxy,
          EngineFamily: 'POSTGRESQL',
          Auth,
          RoleArn: role('rds-proxy'),
          VpcSubnetIds,
        }),
      ),
  );
}
