import * as RDS from '@aws-sdk/client-rds';
import { EU, each, type Seeding } from './context.ts';

const GROUPS = [
  { region: EU, name: 'acme-postgres16-open', family: 'postgres16', parameters: { 'rds.force_ssl': '0' } },
  { region: EU, name: 'acme-postgres13-tls', family: 'postgres13', parameters: { 'rds.force_ssl': '1' } },
  {
    region: EU,
    name: 'acme-mysql80-tls',
    family: 'mysql8.0',
    parameters: { require_secure_transport: '1', tls_version: 'TLSv1.2' },
  },
  { region: EU, name: 'acme-mariadb1011-tls', family: 'mariadb10.11', parameters: { require_secure_transport: '1' } },
  {
    region: EU,
    name: 'acme-sqlserver-hardened',
    family: 'sqlserver-se-15.0',
    parameters: { 'rds.force_ssl': '1', 'rds.tls10': 'disabled', 'rds.tls11': 'disabled', 'rds.tls12': 'enabled' },
  },
  {
    region: EU,
    name: 'acme-sqlserver-old-clients',
    family: 'sqlserver-se-15.0',
    parameters: { 'rds.tls10': 'enabled' },
  },
] as const;

const CLUSTER_GROUPS = [
  { region: EU, name: 'acme-aurora-pg15-tls', family: 'aurora-postgresql15', parameters: { 'rds.force_ssl': '1' } },
  {
    region: EU,
    name: 'acme-aurora-mysql8-tls',
    family: 'aurora-mysql8.0',
    parameters: { require_secure_transport: 'ON' },
  },
] as const;

/** Parameter groups that force TLS, that do not, and that let old versions in. */
export async function seedGroups(seeding: Seeding): Promise<void> {
  await seeding.daysAgo(1000);
  await each(GROUPS, (group) => makeGroup(seeding, group));
  await each(CLUSTER_GROUPS, (group) => makeClusterGroup(seeding, group));
}

type Group = (typeof GROUPS)[number] | (typeof CLUSTER_GROUPS)[number];

function changes({ parameters }: Group): RDS.Parameter[] {
  return Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
    ParameterName,
    ParameterValue,
    ApplyMethod: 'pending-reboot',
  }));
}

async function makeGroup(seeding: Seeding, group: Group): Promise<void> {
  const rds = seeding.rds(group.region);
  const DBParameterGroupName = group.name;
  await rds.send(
    new RDS.CreateDBParameterGroupCommand({
      DBParameterGroupName,
      DBParameterGroupFamily: group.family,
      Description: group.name,
    }),
  );
  await rds.send(new RDS.ModifyDBParameterGroupCommand({ DBParameterGroupName, Parameters: changes(group) }));
}

async function makeClusterGroup(seeding: Seeding, group: Group): Promise<void> {
  const rds = seeding.rds(group.region);
  const DBClusterParameterGroupName = group.name;
  await rds.send(
    new RDS.CreateDBClusterParameterGroupCommand({
      DBClusterParameterGroupName,
      DBParameterGroupFamily: group.family,
      Description: group.name,
    }),
  );
  await rds.send(
    new RDS.ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName, Parameters: changes(group) }),
  );
}
