import { nameIn, PAGES, rds } from './rds-storage.ts';

const TLS_REQUIRED = ['yes', 'no', 'not-by-parameter'] as const;
type TlsRequired = (typeof TLS_REQUIRED)[number];
const PROTOCOL = ['enabled', 'disabled', 'default', 'not-by-parameter'] as const;

/** The parameter by which a family makes clients use TLS, and its default where AWS documents one. */
interface Forcing {
  readonly parameter: string;
  readonly byDefault: 'yes' | 'no' | undefined;
  /** What it means that the family has no such parameter; undefined where AWS says that it has. */
  readonly withoutIt?: 'no';
}

const FORCE_SSL = 'rds.force_ssl';
const SECURE_TRANSPORT = 'require_secure_transport';
const OLD_TLS = ['rds.tls10', 'rds.tls11'] as const;

const yes = (condition: boolean): 'yes' | 'no' => (condition ? 'yes' : 'no');

/**
 * Defaults as AWS documents them, by family; a family that is not listed here has an unknown one.
 * PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
 * Aurora PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html
 * MySQL: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
 * Aurora MySQL: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Security.html
 * MariaDB: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
 * SQL Server: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Concepts.General.SSL.Using.html
 */
function forcing(family: string): Forcing | undefined {
  const [, engine = '', version = ''] = /^([a-z-]+?)-?(\d+(?:\.\d+)?)$/.exec(family) ?? [];
  const major = Number(version.split('.')[0]);
  if (engine === 'postgres') return { parameter: FORCE_SSL, byDefault: yes(major >= 15) };
  if (engine === 'aurora-postgresql') return { parameter: FORCE_SSL, byDefault: yes(major >= 17) };
  if (engine.startsWith('sqlserver-')) return { parameter: FORCE_SSL, byDefault: 'no' };
  const parameter = SECURE_TRANSPORT;
  if (engine === 'mariadb') {
    const byDefault = mariaDb(version);
    return /^10\.[0-4]$/.test(version) ? { parameter, byDefault, withoutIt: 'no' } : { parameter, byDefault };
  }
  if (engine !== 'mysql' && engine !== 'aurora-mysql' && engine !== 'aurora') return undefined;
  if (/^5\.[1-6]$/.test(version)) return { parameter, byDefault: 'no', withoutIt: 'no' };
  const documented = engine === 'mysql' ? ['5.7', '8.0', '8.4'] : ['5.7', '8.0'];
  return { parameter, byDefault: documented.includes(version) ? 'no' : undefined };
}

/** "11.4 and earlier" is off, "11.8 and later" on; nothing is said of what lies between. */
function mariaDb(version: string): 'yes' | 'no' | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 11 || (major === 11 && minor <= 4)) return 'no';
  return major > 11 || minor >= 8 ? 'yes' : undefined;
}

interface Parameter {
  readonly ParameterName?: string | undefined;
  readonly ParameterValue?: string | undefined;
}

const SETTINGS: Readonly<Record<string, 'yes' | 'no'>> = {
  '1': 'yes',
  on: 'yes',
  true: 'yes',
  '0': 'no',
  off: 'no',
  false: 'no',
};

/** Listed without a value, a parameter has its engine's default; not listed, nobody knows, unless the engine lacks it. */
function tlsRequired(
  family: string | undefined,
  wanted: Forcing | undefined,
  parameters: () => readonly Parameter[],
): TlsRequired | undefined {
  if (family === undefined) return undefined;
  if (!wanted) return 'not-by-parameter';
  const found = parameters().find(({ ParameterName }) => ParameterName === wanted.parameter);
  if (!found) return wanted.withoutIt;
  return found.ParameterValue === undefined ? wanted.byDefault : SETTINGS[found.ParameterValue.toLowerCase()];
}

function protocol(
  family: string | undefined,
  name: (typeof OLD_TLS)[number],
  parameters: () => readonly Parameter[],
): (typeof PROTOCOL)[number] | undefined {
  if (family === undefined) return undefined;
  if (!family.startsWith('sqlserver-')) return 'not-by-parameter';
  const found = parameters().find(({ ParameterName }) => ParameterName === name);
  return found && ((found.ParameterValue ?? 'default') as 'default');
}

/** The last minor versions, by major one, whose operating system still has TLS 1.0 and 1.1 on. */
const LAST_WITH_OLD_TLS = ['12.00.6449.1', '13.00.6435.1', '14.00.3465.1', '15.00.4365.2', '16.00.4120.1'];

const numbers = (version: string): readonly number[] => version.split('.').slice(0, 4).map(Number);

/**
 * What `default` means for rds.tls10 and rds.tls11, which the instance's minor version decides and not its group.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Ciphers.html
 */
export function sqlServerOldTls(
  engine: string | undefined,
  version: string | undefined,
): 'on' | 'off' | 'not-sql-server' | undefined {
  if (engine === undefined || version === undefined) return undefined;
  if (!engine.startsWith('sqlserver-')) return 'not-sql-server';
  const own = numbers(version);
  const last = LAST_WITH_OLD_TLS.map(numbers).find(([major]) => major === own[0]);
  if (!last) return (own[0] ?? 99) < 12 ? 'on' : undefined;
  const differs = own.findIndex((part, at) => part !== last[at]);
  return differs >= 0 && (own[differs] ?? 0) > (last[differs] ?? 0) ? 'off' : 'on';
}

/** Aurora keeps these parameters in the group of the cluster; groups of its instances lack them. */
const forcingOfInstance = (family = ''): Forcing | undefined =>
  family.startsWith('aurora') ? undefined : forcing(family);

/** Asks for the parameters that rules read and no others: a group has about 400, five pages of them. */
const filters = (family = '') => [
  { Name: 'parameter-name', Values: [forcing(family)?.parameter ?? '', ...oldTls(family)] },
];

const oldTls = (family: string): readonly string[] => (family.startsWith('sqlserver-') ? OLD_TLS : []);

const isKept = ({ ParameterName }: Parameter): boolean =>
  [FORCE_SSL, SECURE_TRANSPORT, ...OLD_TLS].some((name) => name === ParameterName);

const MEMBERS = { ParameterName: true, ParameterValue: true } as const;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameters.html */
export const parameterGroup = rds
  .list(
    'aws.rds.parameter-group',
    'DescribeDBParameterGroups',
    {
      items: 'DBParameterGroups',
      paging: PAGES,
      members: { DBParameterGroupName: true, DBParameterGroupArn: true, DBParameterGroupFamily: true },
      one: (id) => ({ input: { DBParameterGroupName: nameIn(id) } }),
    },
    {
      service: 'rds',
      arn: 'arn:{partition}:rds:{region}:{account}:pg:{id}',
      id: ({ item }) => item.DBParameterGroupArn ?? item.DBParameterGroupName,
    },
  )
  .pages(
    'parameters',
    'DescribeDBParameters',
    ({ item }) => ({
      DBParameterGroupName: item.DBParameterGroupName,
      Filters: filters(item.DBParameterGroupFamily),
    }),
    {
      items: 'Parameters',
      paging: PAGES,
      when: ({ item }) => forcingOfInstance(item.DBParameterGroupFamily) !== undefined,
      keep: isKept,
      members: MEMBERS,
    },
  )
  .fields((t) => ({
    family: t.string(({ item }) => item.DBParameterGroupFamily),
    tlsRequired: t.enum(TLS_REQUIRED, (answers) => {
      const family = answers.item.DBParameterGroupFamily;
      return tlsRequired(family, forcingOfInstance(family), () => answers.parameters);
    }),
    tls10: t.enum(PROTOCOL, (answers) =>
      protocol(answers.item.DBParameterGroupFamily, 'rds.tls10', () => answers.parameters),
    ),
    tls11: t.enum(PROTOCOL, (answers) =>
      protocol(answers.item.DBParameterGroupFamily, 'rds.tls11', () => answers.parameters),
    ),
  }));

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterParameters.html */
export const clusterParameterGroup = rds
  .list(
    'aws.rds.cluster-parameter-group',
    'DescribeDBClusterParameterGroups',
    {
      items: 'DBClusterParameterGroups',
      paging: PAGES,
      keep: ({ DBParameterGroupFamily = '' }) => !/^(docdb|neptune)/.test(DBParameterGroupFamily),
      members: { DBClusterParameterGroupName: true, DBClusterParameterGroupArn: true, DBParameterGroupFamily: true },
      one: (id) => ({ input: { DBClusterParameterGroupName: nameIn(id) } }),
    },
    {
      service: 'rds',
      arn: 'arn:{partition}:rds:{region}:{account}:cluster-pg:{id}',
      id: ({ item }) => item.DBClusterParameterGroupArn ?? item.DBClusterParameterGroupName,
    },
  )
  .pages(
    'parameters',
    'DescribeDBClusterParameters',
    ({ item }) => ({
      DBClusterParameterGroupName: item.DBClusterParameterGroupName,
      Filters: filters(item.DBParameterGroupFamily),
    }),
    {
      items: 'Parameters',
      paging: PAGES,
      when: ({ item }) => forcing(item.DBParameterGroupFamily ?? '') !== undefined,
      keep: isKept,
      members: MEMBERS,
    },
  )
  .fields((t) => ({
    family: t.string(({ item }) => item.DBParameterGroupFamily),
    tlsRequired: t.enum(TLS_REQUIRED, (answers) => {
      const family = answers.item.DBParameterGroupFamily;
      return tlsRequired(family, forcing(family ?? ''), () => answers.parameters);
    }),
  }));
