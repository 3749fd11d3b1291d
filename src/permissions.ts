import type { Collector } from './model/collector.ts';

/** Asked by every scan before the collectors: who am I, and which regions are there. */
const ALWAYS = ['sts:GetCallerIdentity', 'account:ListRegions', 'ec2:DescribeRegions'];

/** What a client asks by itself before a call: where to send it. */
const BEFORE: Readonly<Record<string, string>> = { 'timestream:ListDatabases': 'timestream:DescribeEndpoints' };

/** IAM actions that collecting these types needs, sorted: derived from the descriptors, never kept by hand. */
export function permissionsOf(collectors: readonly Collector[]): string[] {
  const actions = new Set(ALWAYS);
  for (const { list, calls } of collectors)
    for (const use of [...(list ? [list] : []), ...calls]) actions.add(use.permission);
  for (const [action, first] of Object.entries(BEFORE)) if (actions.has(action)) actions.add(first);
  return [...actions].sort();
}

/** A least-privilege policy. All are reads whose resources cannot be known before they are listed, hence `*`. */
export const policyFor = (actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'SealscanReads', Effect: 'Allow', Action: actions, Resource: '*' }],
});
