import type { Collector } from './model/collector.ts';

/** Asked by every scan before the collectors: who am I, and which regions are there. */
const ALWAYS = ['sts:GetCallerIdentity', 'account:ListRegions', 'ec2:DescribeRegions'];

/** What a call takes beside its own action. */
const BESIDE: Readonly<Record<string, string>> = {
  // the client asks by itself where to send it
  'timestream:ListDatabases': 'timestream:DescribeEndpoints',
  // of all stacks: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
  'cloudformation:DescribeStacks': 'cloudformation:ListStacks',
};

/** IAM actions that collecting these types needs, sorted: derived from the descriptors, never kept by hand. */
export function permissionsOf(collectors: readonly Collector[]): string[] {
  const actions = new Set(ALWAYS);
  for (const { list, calls } of collectors)
    for (const use of [...(list ? [list] : []), ...calls]) actions.add(use.permission);
  for (const [action, beside] of Object.entries(BESIDE)) if (actions.has(action)) actions.add(beside);
  return [...actions].sort();
}

const statement = (Sid: string, Action: readonly string[]) => ({ Sid, Effect: 'Allow', Action, Resource: '*' });

/**
 * A least-privilege policy. All are reads whose resources cannot be known before they are listed, hence `*`.
 * @param content what only `--secrets` needs beside them, in a statement of its own
 */
export const policyFor = (actions: readonly string[], content: readonly string[] = []) => ({
  Version: '2012-10-17',
  Statement: [
    statement('SealscanReads', actions),
    ...(content.length > 0 ? [statement('SealscanReadsContent', content)] : []),
  ],
});

/** What `--send-to security-hub` needs beside the reading policy: the only calls that write anything. */
const SECURITY_HUB_ACTIONS = ['securityhub:BatchImportFindings', 'securityhub:GetFindings'] as const;

export const securityHubPolicy = () => ({
  Version: '2012-10-17',
  Statement: [statement('SealscanSendsToSecurityHub', SECURITY_HUB_ACTIONS)],
});
