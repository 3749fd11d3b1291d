/** Where a resource lives. `region` is `aws-global` for global services. */
export interface Scope {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** How far a scope was read: `skipped` = not opted in or not asked for, `failed` = nothing answered. */
export type ScopeStatus = 'complete' | 'partial' | 'failed' | 'skipped';

export interface ScopeReport extends Scope {
  readonly status: ScopeStatus;
  readonly reason?: string;
}

/** Reason of a scope that is enabled and was left out by --region. */
export const NOT_ASKED = 'not asked for';

export const GLOBAL_REGION = 'aws-global';

/** The DNS-like name of a partition is enough to tell it: `cn-`, `us-gov-` and `eusc-` prefixes. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('us-iso-')) return 'aws-iso';
  if (region.startsWith('us-isob-')) return 'aws-iso-b';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}
