import type * as RDS from '@aws-sdk/client-rds';
import { after, ask, type Context, type Form, type Plain, type Quirk } from '../quirk.ts';
import { decode, encode } from '../wire/answer.ts';
import { withInput } from '../wire/call.ts';
import { ACCOUNT } from '../world.ts';
import { defaultsOf, familyOf, groupName, spelled } from './rds-families.ts';

const API = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference';

/** Both kinds of parameters: of an instance's group and of a cluster's. */
const parameters: Quirk = {
  name: 'a parameter group holds every parameter of its family',
  why: 'moto lists only what was changed, without Source and DataType, and knows no default cluster groups',
  docs: `${API}/API_DescribeDBParameters.html`,
  matches: ({ service, operation }) =>
    service === 'rds' && ['DescribeDBParameters', 'DescribeDBClusterParameters'].includes(operation),
  answer: async (call, context) => {
    const input: Form = stringsOf(call.input);
    const group = input.DBParameterGroupName ?? input.DBClusterParameterGroupName ?? '';
    const of = call.operation === 'DescribeDBParameters' ? 'instance' : 'cluster';
    if (group.startsWith('default.'))
      return encode(call, page(defaultsOf(group.slice('default.'.length), of), [], input));
    const said = await context.next();
    if (said.status >= 300) return said;
    const { Parameters = [] }: Plain<RDS.DescribeDBParametersCommandOutput> = decode(call, said);
    return encode(call, page(defaultsOf(await familyNamed(group, context), of), Parameters, input));
  },
};

function stringsOf(input: Readonly<Record<string, unknown>>): Form {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));
}

function page(
  defaults: readonly RDS.Parameter[],
  changed: readonly RDS.Parameter[],
  { Source }: Form,
): Plain<RDS.DescribeDBParametersCommandOutput> {
  const values = new Map(changed.map((one) => [one.ParameterName, one]));
  const known = new Set(defaults.map((one) => one.ParameterName));
  const own = (one: RDS.Parameter) => ({
    ...one,
    ...values.get(one.ParameterName),
    ...(values.has(one.ParameterName) && { Source: 'user' }),
  });
  const others = changed.filter((one) => !known.has(one.ParameterName)).map((one) => ({ ...one, Source: 'user' }));
  const all = [...defaults.map(own), ...others];
  return { Parameters: Source ? all.filter((one) => one.Source === Source) : all };
}

async function familyNamed(group: string, context: Context): Promise<string> {
  if (context.call.operation === 'DescribeDBParameters') {
    const { DBParameterGroups } = await ask<RDS.DescribeDBParameterGroupsCommandOutput>(
      context,
      'DescribeDBParameterGroups',
      {},
    );
    return DBParameterGroups?.find((one) => one.DBParameterGroupName === group)?.DBParameterGroupFamily ?? '';
  }
  const { DBClusterParameterGroups } = await ask<RDS.DescribeDBClusterParameterGroupsCommandOutput>(
    context,
    'DescribeDBClusterParameterGroups',
    {},
  );
  return (
    DBClusterParameterGroups?.find((one) => one.DBClusterParameterGroupName === group)?.DBParameterGroupFamily ?? ''
  );
}

const groups: Quirk = {
  name: 'default parameter groups are spelled as RDS does',
  why: 'moto derives default.sqlserver-se15.00.4375.4 and the like from the engine version',
  docs: `${API}/API_DescribeDBParameterGroups.html`,
  matches: ({ service, operation }) => service === 'rds' && operation === 'DescribeDBParameterGroups',
  answer: async (call, { next }) => {
    const name = String(call.input.DBParameterGroupName ?? '');
    const said = await next(name.startsWith('default.') ? withInput(call, { DBParameterGroupName: undefined }) : call);
    if (said.status >= 300) return said;
    const { DBParameterGroups = [] }: Plain<RDS.DescribeDBParameterGroupsCommandOutput> = decode(call, said);
    const renamed = DBParameterGroups.map((group) => ({
      ...group,
      DBParameterGroupName: groupName(group.DBParameterGroupName),
      DBParameterGroupFamily: spelled(group.DBParameterGroupFamily ?? ''),
      DBParameterGroupArn: `arn:aws:rds:${call.region}:${ACCOUNT}:pg:${groupName(group.DBParameterGroupName)}`,
      Description: group.Description?.replace(
        /^Default parameter group for .*/,
        `Default parameter group for ${spelled(group.DBParameterGroupFamily ?? '')}`,
      ),
    }));
    const wanted = renamed.filter((group) => !name || group.DBParameterGroupName === name);
    return encode(call, { DBParameterGroups: wanted } satisfies Plain<RDS.DescribeDBParameterGroupsCommandOutput>);
  },
};

const clusterGroups = after<Form, RDS.DescribeDBClusterParameterGroupsCommandOutput>(
  {
    name: 'clusters without a group of their own use a default one',
    why: 'moto lists no default cluster groups',
    docs: `${API}/API_DescribeDBClusterParameterGroups.html`,
    service: 'rds',
    operations: ['DescribeDBClusterParameterGroups'],
  },
  async (output, { DBClusterParameterGroupName }, context) => {
    if (DBClusterParameterGroupName) return output;
    const { DBClusters } = await ask<RDS.DescribeDBClustersCommandOutput>(context, 'DescribeDBClusters', {});
    const families = new Set(DBClusters?.map((cluster) => familyOf(cluster.Engine, cluster.EngineVersion)));
    const defaults = [...families].sort().map((family) => ({
      DBClusterParameterGroupName: `default.${family}`,
      DBParameterGroupFamily: family,
      Description: `Default cluster parameter group for ${family}`,
      DBClusterParameterGroupArn: `arn:aws:rds:${context.call.region}:${ACCOUNT}:cluster-pg:default.${family}`,
    }));
    return { ...output, DBClusterParameterGroups: [...(output.DBClusterParameterGroups ?? []), ...defaults] };
  },
);

export const rdsParameters = [parameters, groups, clusterGroups];
