import type { Finding } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import type { Verdict } from '../model/rule.ts';

export interface FindingChange {
  readonly id: string;
  readonly rule: string;
  /** ARN. */
  readonly resource: string;
  /** `absent` = the resource is not there, or the rule does not apply to it. */
  readonly before: Verdict | 'absent';
  readonly after: Verdict | 'absent';
}

/** Findings whose verdict differs, in order of resource and rule. */
export function findingChanges(before: readonly Finding[], after: readonly Finding[]): FindingChange[] {
  const now = new Map(after.map((finding) => [finding.id, finding]));
  const was = new Map(before.map((finding) => [finding.id, finding]));
  return [...new Map([...was, ...now]).values()]
    .map(({ id, rule, resource }) => ({
      id,
      rule,
      resource: resource.id,
      before: was.get(id)?.verdict ?? ('absent' as const),
      after: now.get(id)?.verdict ?? ('absent' as const),
    }))
    .filter((change) => change.before !== change.after)
    .sort((a, b) => byText(a.resource, b.resource) || byText(a.rule, b.rule) || byText(a.id, b.id));
}
