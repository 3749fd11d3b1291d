import type { EvidenceValue, Finding } from '../model/finding.ts';
import type { Reason } from '../model/reason.ts';
import type { Verdict } from '../model/rule.ts';
import type { Subject } from './cel/expression.ts';
import { Fault } from './cel/fault.ts';
import type { Readable } from './cel/values.ts';
import { evidenceAt } from './evidence.ts';
import { groupReasons, unknownMessage } from './reasons.ts';
import type { Rule, RuleCode } from './rule.ts';

export type Decided = { readonly verdict: 'pass' | 'fail' } | { readonly verdict: 'unknown'; readonly reason: Reason };
export type Judgement = Decided | { readonly verdict: 'not-applicable' };

/** What a rule says of a resource; one may be said of many. */
export type Outcome = Pick<Finding, 'verdict' | 'message' | 'evidence' | 'reasons'>;

/** `when`, then `assert`; what hangs on the unseen is unknown, and what is broken breaks this one finding only. */
export function judge(rule: Rule, subject: Subject): Judgement {
  const { when, assert } = rule.code();
  const applies = when ? when.run(subject) : true;
  if (applies instanceof Fault) return undecided(rule, applies);
  if (applies !== true) return { verdict: 'not-applicable' };
  const holds = assert.run(subject);
  return holds instanceof Fault ? undecided(rule, holds) : { verdict: holds === true ? 'pass' : 'fail' };
}

const undecided = ({ info }: Rule, { reason, broken = '' }: Fault): Judgement => ({
  verdict: 'unknown',
  reason: reason ?? { class: 'rule-error', operation: info.id, code: broken },
});

/** What a message names proves the failure too: statements, a witness. */
function addMessageEvidence({ message }: RuleCode, readable: Readable, evidence: Record<string, EvidenceValue>): void {
  for (const part of message) {
    if (typeof part === 'string' || !('path' in part) || evidence[part.path] !== undefined) continue;
    const found = evidenceAt(readable, part.path);
    if ('value' in found) evidence[part.path] = found.value;
  }
}

const NONE: Finding['reasons'] = [];

/** What a judgement comes to: the sentence, and the values or reasons that prove it. */
export function outcomeOf(rule: Rule, judgement: Decided, readable: Readable): Outcome {
  const code = rule.code();
  const evidence: Record<string, EvidenceValue> = {};
  const unseen: { reason: Reason; field: string }[] = [];
  for (const path of code.paths) {
    const found = evidenceAt(readable, path);
    if ('value' in found) evidence[path] = found.value;
    else unseen.push({ reason: found.reason, field: path });
  }
  const { verdict } = judgement;
  if (verdict === 'fail') addMessageEvidence(code, readable, evidence);
  if (verdict === 'unknown') unseen.push({ reason: judgement.reason, field: '' });
  const reasons = unseen.length === 0 ? NONE : groupReasons(unseen);
  const message = verdict === 'unknown' ? unknownMessage(reasons) : messageOf(rule, verdict, readable);
  return { verdict, message, evidence, reasons };
}

/** What is said of what nobody saw: no expression is asked. */
export function unseenOutcome(reason: Reason): Outcome {
  const reasons = groupReasons([{ reason, field: '' }]);
  return { verdict: 'unknown', message: unknownMessage(reasons), evidence: {}, reasons };
}

function messageOf(rule: Rule, verdict: Verdict, readable: Readable): string {
  if (verdict === 'pass') return rule.info.title;
  return rule
    .code()
    .message.map((part) => (typeof part === 'string' ? part : text(part, rule, readable)))
    .join('');
}

function text(part: { path: string } | { parameter: string }, rule: Rule, readable: Readable): string {
  if ('parameter' in part) return String(rule.info.parameters[part.parameter]);
  const found = evidenceAt(readable, part.path);
  if ('reason' in found) return 'unknown';
  const { value } = found;
  if (value === null) return 'none';
  if (Array.isArray(value))
    return value
      .map((item) => (typeof item === 'object' ? ((item as { name?: string }).name ?? '…') : String(item)))
      .join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
