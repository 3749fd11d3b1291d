import type { ParameterValue } from './rule.ts';

/** What judging needs beside the snapshot. Never stored in snapshots. */
export interface Context {
  readonly trustedAccounts: readonly string[];
  readonly organizationId?: string;
  /** Words that mark a secret when a name, description or path holds one. */
  readonly secretWords: readonly string[];
  /** rule id -> parameter -> value */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
}
