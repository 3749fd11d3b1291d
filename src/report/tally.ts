import type { Finding } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import type { Reason } from '../model/reason.ts';
import type { Gap } from '../model/run.ts';

/** A reason and how many findings (or calls) have it. */
export interface Counted {
  readonly reason: Reason;
  count: number;
}

/** Verdicts of one rule; a suppressed finding counts as suppressed only. */
export interface RuleTally {
  fail: number;
  pass: number;
  unknown: number;
  suppressed: number;
  readonly reasons: Map<string, Counted>;
}

/** Counts that need one reading of the findings. Its size depends on the number of rules and reasons only. */
export interface Tally {
  readonly rules: Map<string, RuleTally>;
  readonly reasons: Map<string, Counted>;
  /** Resources, and keys among them, with an unsuppressed fail. */
  failing: number;
  failingKeys: number;
  lastFailing: string;
}

const KEY_TYPE = 'aws.kms.key';

export const emptyTally = (): Tally => ({
  rules: new Map(),
  reasons: new Map(),
  failing: 0,
  failingKeys: 0,
  lastFailing: '',
});

/** The tally of one rule, made when it is first asked for. */
function tallyOf(tally: Tally, rule: string): RuleTally {
  const known = tally.rules.get(rule);
  if (known) return known;
  const made = { fail: 0, pass: 0, unknown: 0, suppressed: 0, reasons: new Map<string, Counted>() };
  tally.rules.set(rule, made);
  return made;
}

/** Counts one finding. Findings of a resource come together, so that resources can be counted without a list of them. */
export function count(tally: Tally, finding: Finding): void {
  const rule = tallyOf(tally, finding.rule);
  if (finding.suppression) rule.suppressed++;
  else rule[finding.verdict]++;
  if (finding.suppression) return;
  if (finding.verdict === 'fail') countFailing(tally, finding);
  if (finding.verdict === 'unknown') for (const reason of reasonsOf(finding)) countReason(tally, rule, reason);
}

const NOT_STATED: Reason = { class: 'failed', operation: '', code: '' };

const reasonsOf = (finding: Finding): readonly Reason[] =>
  finding.reasons.length > 0 ? finding.reasons : [NOT_STATED];

function countReason(tally: Tally, rule: RuleTally, reason: Reason): void {
  add(tally.reasons, reason);
  add(rule.reasons, reason);
}

function countFailing(tally: Tally, { resource }: Finding): void {
  if (resource.id === tally.lastFailing) return;
  tally.lastFailing = resource.id;
  tally.failing++;
  if (resource.type === KEY_TYPE) tally.failingKeys++;
}

function add(groups: Map<string, Counted>, { class: kind, operation, code, permission }: Reason): void {
  const key = JSON.stringify([kind, operation, code, permission ?? '']);
  const known = groups.get(key);
  if (known) known.count++;
  else
    groups.set(key, {
      reason: { class: kind, operation, code, ...(permission !== undefined && { permission }) },
      count: 1,
    });
}

/** Most frequent first. */
export const ranked = (groups: ReadonlyMap<string, Counted>): Counted[] =>
  [...groups].sort(([a, x], [b, y]) => y.count - x.count || byText(a, b)).map(([, group]) => group);

/** Reads all findings once. */
export function tallyFindings(findings: Iterable<Finding>): Tally {
  const tally = emptyTally();
  for (const finding of findings) count(tally, finding);
  return tally;
}

/** Gaps with the same cause; where they happened is listed, capped. */
export interface GapGroup extends Counted {
  readonly service: string;
  readonly message: string;
  readonly places: Set<string>;
}

/** Gaps by cause, most frequent first. `places` are `ACCOUNT/REGION`. */
export function groupGaps(gaps: readonly Gap[]): GapGroup[] {
  const groups = new Map<string, GapGroup>();
  for (const gap of gaps) addGap(groups, gap);
  return [...groups].sort(([a, x], [b, y]) => y.count - x.count || byText(a, b)).map(([, group]) => group);
}

function addGap(
  groups: Map<string, GapGroup>,
  { account, region, service, message, class: kind, operation, code, permission }: Gap,
): void {
  const key = JSON.stringify([kind, operation, code, permission ?? '', service]);
  const reason = { class: kind, operation, code, ...(permission !== undefined && { permission }) };
  const group = groups.get(key) ?? { reason, service, message, count: 0, places: new Set<string>() };
  group.count++;
  group.places.add(`${account}/${region}`);
  groups.set(key, group);
}

/** The IAM actions that would close the gaps and unknowns of class `denied`, each once, in order. */
export const missingPermissions = (reasons: readonly Reason[]): string[] =>
  [
    ...new Set(
      reasons.flatMap((reason) => (reason.class === 'denied' && reason.permission ? [reason.permission] : [])),
    ),
  ].sort();
