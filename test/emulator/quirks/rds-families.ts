import type * as RDS from '@aws-sdk/client-rds';

/** The parameter group family of an engine version, as RDS spells it. */
export function familyOf(engine = '', version = ''): string {
  const [major = '', minor = '0'] = version.split('.');
  if (engine.includes('postgres')) return `${engine}${major}`;
  if (engine.startsWith('sqlserver')) return `${engine}-${major}.0`;
  if (engine.startsWith('oracle')) return `${engine}-${major}`;
  return `${engine}${major}.${minor}`;
}

/** Moto's spelling of a family put right: sqlserver-se15.00.4375.4 is sqlserver-se-15.0, oracle-ee19.0.… is oracle-ee-19. */
export function spelled(family: string): string {
  return family
    .replace(/^(sqlserver-[a-z]+)(\d+)\.0.*$/, '$1-$2.0')
    .replace(/\.mysql_aurora\..*$/, '')
    .replace(/^(oracle-[a-z0-9]*[a-z])(\d+)\..*$/, '$1-$2');
}

/** `default.…` names with the family spelled right; other names as they are. */
export function groupName(name = ''): string {
  return name.startsWith('default.') ? `default.${spelled(name.slice('default.'.length))}` : name;
}

const parameter = (
  ParameterName: string,
  ParameterValue: string | undefined,
  AllowedValues: string,
  more: RDS.Parameter = {},
): RDS.Parameter => ({
  ParameterName,
  ParameterValue,
  AllowedValues,
  Source: 'engine-default',
  ApplyType: 'dynamic',
  DataType: 'boolean',
  IsModifiable: true,
  ApplyMethod: 'pending-reboot',
  ...more,
});

const text = { DataType: 'string' } as const;
const fixed = { Source: 'system', IsModifiable: false } as const;

/**
 * The parameters of a family that speak of encryption, with some neighbours, at their defaults. Aurora has them in the cluster's
 * group only, not in the instance's (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithParamGroups.Overview.html).
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html (rds.force_ssl is 1 from PostgreSQL 15),
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html (Aurora: from 17),
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Ciphers.html
 */
export function defaultsOf(family: string, of: 'instance' | 'cluster'): RDS.Parameter[] {
  if (family.startsWith('aurora') && of === 'instance') return [parameter('log_statement_stats', '0', '0,1')];
  if (family.includes('postgres')) return postgres(family);
  if (family.includes('mysql') || family.startsWith('mariadb')) return mysql(family);
  return family.startsWith('sqlserver') ? sqlserver() : [parameter('audit_trail', 'NONE', 'NONE,OS,DB', text)];
}

function postgres(family: string): RDS.Parameter[] {
  const version = Number(/\d+$/.exec(family)?.[0]);
  const forced = version >= (family.startsWith('aurora') ? 17 : 15);
  return [
    parameter('log_connections', '0', '0,1'),
    parameter('rds.force_ssl', forced ? '1' : '0', '0,1', { Source: 'system' }),
    parameter('rds.logical_replication', '0', '0,1', { ApplyType: 'static' }),
    parameter('ssl', '1', '0,1', fixed),
    parameter('ssl_max_protocol_version', undefined, 'TLSv1,TLSv1.1,TLSv1.2,TLSv1.3', text),
    parameter('ssl_min_protocol_version', 'TLSv1.2', 'TLSv1,TLSv1.1,TLSv1.2,TLSv1.3', { ...text, Source: 'system' }),
  ];
}

function mysql(family: string): RDS.Parameter[] {
  const [off, allowed] = family.startsWith('aurora') ? ['OFF', 'ON,OFF'] : ['0', '0,1'];
  return [
    parameter('general_log', undefined, '0,1'),
    parameter('innodb_file_per_table', '1', '0,1', fixed),
    parameter('require_secure_transport', off, allowed),
    parameter('tls_version', undefined, 'TLSv1.2,TLSv1.3', { ...text, ApplyType: 'static' }),
  ];
}

function sqlserver(): RDS.Parameter[] {
  const version = (name: string) =>
    parameter(name, 'default', 'default,enabled,disabled', { ...text, ApplyType: 'static' });
  return [
    parameter('rds.force_ssl', '0', '0,1', { ApplyType: 'static' }),
    parameter('rds.rc4', 'default', 'default,enabled,disabled', { ...text, ApplyType: 'static' }),
    version('rds.tls10'),
    version('rds.tls11'),
    version('rds.tls12'),
  ];
}
