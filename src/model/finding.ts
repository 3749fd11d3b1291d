import type { Reason } from './reason.ts';
import type { Severity, Verdict } from './rule.ts';

export interface FindingResource {
  /** ARN, or `sealscan:unlisted:ACCOUNT:REGION:TYPE` for a listing that failed. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** `tags` is empty since nobody read them, or could. */
  readonly tagsUnknown?: true;
}

/** A reason and the fields that are unknown because of it. */
export interface FindingReason extends Reason {
  readonly fields: readonly string[];
}

export type EvidenceValue = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

export interface Suppressed {
  readonly id: string;
  readonly reason: string;
  readonly expires: string;
}

/** One rule on one resource. `id` may be made when it is first asked for, so that a copy is made by `changed`. Findings come in order of account, region, type, id, part, rule. */
export interface Finding {
  /** hex SHA-256 of `["v1", identity, partition, account, region, arn, part]` */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  /** "" unless a rule has several findings on one resource */
  readonly part: string;
  readonly resource: FindingResource;
  /** One sentence: what is wrong, what is right, or why it is not known. */
  readonly message: string;
  /** Value of each path that the expression names. */
  readonly evidence: Readonly<Record<string, EvidenceValue>>;
  readonly reasons: readonly FindingReason[];
  readonly suppression?: Suppressed;
  readonly baseline?: 'new' | 'unchanged';
  /** The same thing for all findings of a rule that say the same: what is made of verdict, message, evidence and reasons holds for all of them. */
  readonly alike?: object | undefined;
  /** Of a fail: ARNs of the keys and secrets that its resource leads to. */
  readonly related?: readonly string[];
}

/** A plain copy, with what was decided about it; a spread alone would leave out an identity that nobody asked for yet. */
export const changed = (finding: Finding, changes: Partial<Finding> = {}): Finding => ({
  ...finding,
  id: finding.id,
  ...changes,
});
