import type { Collector } from '../model/collector.ts';
import { type CustodyRange, custodyText } from '../model/custody.ts';
import { isUnknown } from '../model/field.ts';
import type { Finding, FindingResource } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import type { CustodyCount } from '../model/run.ts';
import type { Scope } from '../model/scope.ts';
import type { Listing, SnapshotHeader } from '../model/snapshot.ts';
import { subjectOf } from './cel/expression.ts';
import type { Readable } from './cel/values.ts';
import { newGroups } from './groups.ts';
import { findingOf } from './judge.ts';
import { outcomesOf } from './outcomes.ts';
import { relatedOf } from './related.ts';
import type { Rule } from './rule.ts';
import { unlisted } from './unlisted.ts';

/** A resource as evaluation needs it; src/graph makes them. */
export interface Judged extends Readable {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>> | undefined;
}

export interface EvaluateInput {
  readonly header: SnapshotHeader;
  readonly listings: readonly Listing[];
  readonly resources: AsyncIterable<Judged>;
  readonly rules: readonly Rule[];
  readonly collectors: ReadonlyMap<string, Collector>;
}

export interface Evaluation {
  /** In order of account, region, type, id, part, rule. */
  readonly findings: readonly Finding[];
  readonly resources: readonly FindingResource[];
  readonly notApplicable: number;
  readonly ruleErrors: number;
  readonly custody: readonly CustodyCount[];
}

/** Judges every resource by every selected rule over its type. */
export async function evaluate({ header, listings, resources, rules, collectors }: EvaluateInput): Promise<Evaluation> {
  const byType = new Map<string, Rule[]>();
  for (const rule of inOrder(rules)) byType.set(rule.info.resource, [...(byType.get(rule.info.resource) ?? []), rule]);
  const outcomes = new Map(rules.map((rule) => [rule, outcomesOf(rule, collectors)]));
  const groups = newGroups();
  const custody = custodyCounter(collectors);
  const takenAt = Date.parse(header.takenAt);
  let notApplicable = 0;
  const judgeAll = (resource: Judged): void => {
    const shown = shownOf(resource);
    const findings: Finding[] = [];
    groups.add({ resource: shown, findings });
    custody.add(resource);
    const selected = byType.get(resource.type);
    if (!selected) return;
    const subject = subjectOf(resource, takenAt); // its rules share it
    let known: readonly string[] | undefined; // for its first fail, and then for all
    const related = () => (known ??= relatedOf(resource, collectors.get(resource.type)));
    for (const rule of selected) {
      const outcome = outcomes.get(rule)?.(subject);
      if (outcome) findings.push(findingOf(rule, outcome, shown, related));
      else notApplicable++;
    }
  };
  for await (const resource of resources) judgeAll(resource); // a function, since V8 optimizes no body of an asynchronous loop
  const unseen = new Set(unlisted(header, listings, byType, collectors));
  for (const group of unseen) groups.add(group);
  const all = groups.inOrder();
  const findings = all.flatMap((group) => group.findings);
  return {
    findings,
    resources: all.flatMap((group) => (unseen.has(group) ? [] : group.resource)),
    notApplicable,
    ruleErrors: findings.filter(({ reasons }) => reasons.some((reason) => reason.class === 'rule-error')).length,
    custody: custody.counts(),
  };
}

const inOrder = (rules: readonly Rule[]): Rule[] => [...rules].sort((a, b) => byText(a.info.id, b.info.id));

const UNTAGGED: FindingResource['tags'] = {};

function shownOf({ id, type, name, scope: { partition, account, region }, tags }: Judged): FindingResource {
  const shown = { id, type, name, partition, account, region, tags: tags ?? UNTAGGED };
  return tags === undefined ? { ...shown, tagsUnknown: true } : shown;
}

/** How many resources of each type are in which custody. */
function custodyCounter(collectors: ReadonlyMap<string, Collector>) {
  const byType = new Map<string, Map<string, number>>();
  return {
    add(resource: Judged): void {
      if (!collectors.get(resource.type)?.fields['custody']) return;
      const state = resource.read('custody');
      const custody = isUnknown(state) ? 'unknown' : custodyText(state as CustodyRange);
      const counts = byType.get(resource.type) ?? new Map<string, number>();
      byType.set(resource.type, counts.set(custody, (counts.get(custody) ?? 0) + 1));
    },
    counts: (): CustodyCount[] =>
      [...byType]
        .flatMap(([type, counts]) => [...counts].map(([custody, count]) => ({ type, custody, count })))
        .sort((a, b) => byText(a.type, b.type) || byText(a.custody, b.custody)),
  };
}
