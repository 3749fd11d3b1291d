import type { Severity } from '../model/rule.ts';
import type { CustodyCount, Summary } from '../model/run.ts';
import type { Store } from '../store.ts';
import { summaryKey } from './keys.ts';

/** How one rule judged one account. */
export interface RuleCount {
  readonly title: string;
  readonly severity: Severity;
  /** Unsuppressed. */
  readonly fail: number;
  readonly unknown: number;
}

/** What an account's reducer keeps for the organization's. */
export interface AccountSummary {
  readonly account: string;
  readonly status: 'complete' | 'partial' | 'failed';
  /** What stood in the way first, where something did. */
  readonly reason?: string;
  readonly summary: Summary;
  readonly gaps: number;
  /** Of rules that fail or are unknown somewhere. */
  readonly rules: Readonly<Record<string, RuleCount>>;
  readonly custody: readonly CustodyCount[];
  /** Files of its reports, below its folder of them. */
  readonly reports: readonly string[];
}

export async function readSummary(store: Store, day: string, account: string): Promise<AccountSummary | undefined> {
  const stored = await store.get(summaryKey(day, account));
  return stored && (JSON.parse(stored.body.toString('utf8')) as AccountSummary);
}
