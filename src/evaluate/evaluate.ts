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
import { findingsIn } from './findings.ts';
import type { Group } from './groups.ts';
import { keepGroups } from './kept.ts';
import { relatedOf } from './related.ts';
import type { Rule } from './rule.ts';
import { NOTHING_SAID, saidBy } from './said.ts';
import type { Saying } from './sayings.ts';
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

/** What there is to say of all resources together. */
export interface Evaluated {
  readonly resources: number;
  readonly notApplicable: number;
  readonly ruleErrors: number;
  readonly custody: readonly CustodyCount[];
}

export interface Evaluation extends Evaluated {
  /** In order of account, region, type, id, part, rule. */
  readonly findings: readonly Finding[];
}

/** Judges every resource by every selected rule over its type. */
export async function evaluate(input: EvaluateInput): Promise<Evaluation> {
  const kept = keepGroups(input.rules.map(({ info }) => info));
  const evaluated = await evaluateEach(input, kept.add);
  return { ...evaluated, findings: [...kept.groups()].flatMap(findingsIn) };
}

/** The same, handing on what it finds as it comes: resources in the order of the snapshot, then what was not listed. */
export async function evaluateEach(
  { header, listings, resources, rules, collectors }: EvaluateInput,
  take: (group: Group) => void,
): Promise<Evaluated> {
  const byType = new Map<string, Rule[]>();
  for (const rule of inOrder(rules)) byType.set(rule.info.resource, [...(byType.get(rule.info.resource) ?? []), rule]);
  const saidOf = new Map([...byType].map(([type, own]) => [type, saidBy(own, collectors)]));
  const custody = custodyCounter(collectors);
  const takenAt = Date.parse(header.takenAt);
  const counts = { resources: 0, notApplicable: 0, ruleErrors: 0 };
  const judgeAll = (resource: Judged): void => {
    counts.resources++;
    custody.add(resource);
    const said = saidOf.get(resource.type)?.(subjectOf(resource, takenAt)) ?? NOTHING_SAID; // its rules share the subject
    counts.notApplicable += (byType.get(resource.type)?.length ?? 0) - said.sayings.length;
    counts.ruleErrors += said.sayings.filter(isBroken).length;
    const related = said.sayings.some(isFail) ? relatedOf(resource, collectors.get(resource.type)) : NONE;
    take({ resource: shownOf(resource), said, related });
  };
  for await (const resource of resources) judgeAll(resource); // a function, since V8 optimizes no body of an asynchronous loop
  for (const group of unlisted(header, listings, byType, collectors)) take(group);
  return { ...counts, custody: custody.counts() };
}

const NONE: readonly string[] = [];

const isFail = ({ outcome }: Saying): boolean => outcome.verdict === 'fail';

const isBroken = ({ outcome }: Saying): boolean => outcome.reasons.some((reason) => reason.class === 'rule-error');

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
