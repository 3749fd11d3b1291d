import type { Scope, ScopeReport } from './scope.ts';

export const SNAPSHOT_VERSION = '1.0';

export interface AnswerError {
  readonly operation: string;
  readonly code: string;
  readonly message: string;
}

/** What AWS said to one call about one resource. `none` = an error code that means "there is none". */
export type Answer = { readonly ok: unknown } | { readonly none: string } | { readonly error: AnswerError };

/** One resource as AWS described it. `id` is the ARN; `answers.item` comes from the listing. */
export interface Observation {
  readonly type: string;
  readonly id: string;
  readonly scope: Scope;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** Whether the resources of a type were all listed in a scope. */
export interface Listing {
  readonly listing: string;
  readonly scope: Scope;
  readonly count: number;
  readonly complete: boolean;
  /** Present when not complete. */
  readonly error?: AnswerError;
}

export interface SnapshotHeader {
  readonly sealscan: 'snapshot';
  readonly schemaVersion: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601, the only clock that rules know. */
  readonly takenAt: string;
  readonly scopes: readonly ScopeReport[];
  /** Services asked for; the others appear only as link targets and get no findings. */
  readonly services: readonly string[];
  /** Per `type/answer`, the members stored: a later version that needs another one finds it not collected. */
  readonly members: Readonly<Record<string, readonly string[]>>;
}

export type SnapshotRecord = Listing | Observation;

export const isListing = (record: SnapshotRecord): record is Listing => 'listing' in record;

/** Opens a snapshot as often as needed: evaluation reads it twice (targets first). Errors name file and line. */
export interface SnapshotSource {
  readonly header: SnapshotHeader;
  /**
   * @param wanted types that the caller reads; observations of others may be left out, unless an answer is an error
   */
  records(wanted?: ReadonlySet<string>): AsyncIterable<SnapshotRecord> | Iterable<SnapshotRecord>;
}
