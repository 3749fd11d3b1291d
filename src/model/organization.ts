import type { Severity } from './rule.ts';
import type { Summary } from './run.ts';

/** Counts that can be added up. */
export interface Counts extends Pick<Summary, 'resources' | 'findings' | 'bySeverity'> {}

/** How far an account was read. `skipped` = the organization has suspended or closed it. */
export type AccountStatus = 'complete' | 'partial' | 'failed' | 'skipped';

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  /** Names of its organizational units, from the root down. */
  readonly units: readonly string[];
  readonly status: AccountStatus;
  /** Why it was not read whole. */
  readonly reason?: string;
  /** Absent where nothing was judged. */
  readonly counts?: Counts;
  /** Calls and listings that failed. */
  readonly gaps: number;
  /** Paths of its own reports, relative to this one. */
  readonly reports: readonly string[];
}

/** Accounts of a unit and of those below it, together. */
export interface UnitRow {
  readonly units: readonly string[];
  readonly accounts: number;
  /** How many of them were read whole. */
  readonly complete: number;
  readonly counts: Counts;
}

export interface RuleRow {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly fail: number;
  readonly unknown: number;
  /** Accounts in which it fails. */
  readonly accounts: number;
}

/** One run of a store, as the history shows it. */
export interface HistoryPoint {
  readonly takenAt: string;
  readonly states: Readonly<Record<AccountStatus, number>>;
  readonly counts: Counts;
}

/** What a report of many accounts knows. */
export interface OrganizationRun {
  readonly tool: { readonly name: string; readonly version: string };
  readonly takenAt: string;
  /** False = some account was not read whole: exit code 4. */
  readonly complete: boolean;
  readonly states: Readonly<Record<AccountStatus, number>>;
  readonly counts: Counts;
  readonly units: readonly UnitRow[];
  /** Those that fail or are unknown somewhere, the worst first. */
  readonly rules: readonly RuleRow[];
  /** Those with the most severe findings first. */
  readonly accounts: readonly AccountRow[];
  /** Runs of the same store, this one last. */
  readonly history: readonly HistoryPoint[];
}
