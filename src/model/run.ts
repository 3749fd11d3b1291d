import type { Finding, FindingResource } from './finding.ts';
import type { FrameworkReport } from './framework.ts';
import type { UnknownClass } from './reason.ts';
import type { RuleInfo, Severity } from './rule.ts';
import type { ScopeReport } from './scope.ts';

/** A call or listing that failed, as reports show it. */
export interface Gap {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly class: UnknownClass;
  readonly operation: string;
  readonly code: string;
  readonly permission?: string;
  readonly message: string;
  /** ARN of the resource asked about; absent for a listing. */
  readonly resource?: string;
}

export interface Summary {
  readonly resources: number;
  readonly rules: number;
  readonly notApplicable: number;
  /** Disjoint: a suppressed finding counts as suppressed only. */
  readonly findings: {
    readonly fail: number;
    readonly pass: number;
    readonly unknown: number;
    readonly suppressed: number;
  };
  /** Unsuppressed fails. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
}

export interface BaselineChange {
  readonly id: string;
  readonly rule: string;
  readonly resource: string;
  readonly change: 'fixed' | 'gone' | 'unseen';
}

/** A line that SARIF points at; `line` counts from 1. */
export interface LinePlace {
  readonly path: string;
  readonly line: number;
  /** Length of the line without its end, in UTF-16 code units. */
  readonly length: number;
  /** GitHub's rolling hash of the line's first 100 non-blank characters, numbered among equal ones: `HASH:1`. */
  readonly hash: string;
}

/** Someone with a power over a key, and a line for each way in and for what limits it. */
export interface KeyHolder {
  readonly kind: string;
  readonly principal: string;
  readonly ways: readonly string[];
}

/** A resource under a key, or that depends on one that is. */
export interface KeyDependent {
  readonly id: string;
  readonly type: string;
  /** When the loss of the key is first felt: `at-once`, `next-start`, … */
  readonly stops: string;
  readonly effectIfDisabled: string;
}

/** A key with who can open it and what is under it. */
export interface KeyPage {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly aliases: readonly string[];
  /** State, origin and the like, for people to read. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** How far the key policy opens it: `public`, `other-accounts`, `unknown`, `own-account`. */
  readonly exposure: string;
  /** Resources that name the key; false beside it where there may be more. */
  readonly users: number;
  readonly usersComplete: boolean;
  /** Resources that depend on its users and name it nowhere. */
  readonly affected: number;
  /** Who can decrypt, administer, share; null where nobody knows. */
  readonly powers: readonly { readonly name: string; readonly holders: readonly KeyHolder[] | null }[];
  /** What was not read and would tell more, in sentences. */
  readonly notRead: readonly string[];
  readonly under: readonly KeyDependent[];
  readonly further: readonly KeyDependent[];
  /** SVG of what is around it; of the keys on which most hangs only. */
  readonly picture?: string;
}

/** All that a reporter may know, apart from the findings themselves. */
export interface Run {
  readonly tool: { readonly name: string; readonly version: string };
  readonly takenAt: string;
  readonly scopes: readonly ScopeReport[];
  readonly summary: Summary;
  /** False when there is a gap or a rule error: exit code 4. */
  readonly complete: boolean;
  readonly rules: readonly RuleInfo[];
  readonly gaps: readonly Gap[];
  readonly custody: readonly CustodyCount[];
  readonly baseline?: { readonly changes: readonly BaselineChange[] };
  /** Under --framework. */
  readonly framework?: FrameworkReport;
  /** Keys, those first on which most hangs. Worked out when it is read, since most formats do not. */
  readonly keys?: () => AsyncIterable<KeyPage>;
  /** Its line in the inventory, the path relative to the output folder; undefined for a resource that has none. */
  readonly place: (resource: {
    readonly id: string;
    readonly account: string;
    readonly region: string;
  }) => LinePlace | undefined;
  /** The line of code that made a resource, the path relative to the repository's root; undefined where nobody can tell. */
  readonly code?: (resource: FindingResource) => LinePlace | undefined;
}

/** How many resources of a type are under which custody (`aws-managed..customer-managed` where the key is out of sight). */
export interface CustodyCount {
  readonly type: string;
  readonly custody: string;
  readonly count: number;
}

/** Findings may be read more than once; each reading gives the same order. */
export interface Findings extends Iterable<Finding> {
  /** Those of some accounts, where that is quicker than to read all. */
  readonly of?: (accounts: readonly string[]) => Iterable<Finding>;
}

/** Pieces of a document, so that no report is ever one string. */
export type Pieces = Iterable<string> | AsyncIterable<string>;

/** One file of a report; `accounts` are those in it, all when they are not said. */
export interface ReportFile {
  readonly fileName: string;
  readonly accounts?: readonly string[];
}

/** Pure: no clock, no file, no process. `fileName` is fixed (`report.sarif`). */
export interface Reporter {
  readonly format: string;
  readonly fileName: string;
  /** For a format whose readers take only so much in one file; the first is called `fileName`. */
  files?(run: Run, findings: Findings, options: ReportOptions): readonly ReportFile[];
  render(run: Run, findings: Findings, options: ReportOptions): Pieces;
}

export interface ReportOptions {
  /** `full` adds pass and open kinds to SARIF. */
  readonly sarifProfile: 'github' | 'full';
  /** Directory of the inventory as SARIF should name it, relative to the repository root; "" = none. */
  readonly base: string;
  /** What SARIF's categories begin with; `sealscan` when it is not said. */
  readonly category?: string | undefined;
  /** Only these accounts, in one of several documents. */
  readonly accounts?: readonly string[] | undefined;
}
