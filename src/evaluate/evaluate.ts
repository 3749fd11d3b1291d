import { listingReason } from '../model/answers.ts';
import type { Collector } from '../model/collector.ts';
import { type CustodyRange, custodyText } from '../model/custody.ts';
import { isUnknown } from '../model/field.ts';
import type { Finding, FindingResource } from '../model/finding.ts';
import type { Reason } from '../model/reason.ts';
import type { CustodyCount } from '../model/run.ts';
import { GLOBAL_REGION, type Scope } from '../model/scope.ts';
import type { Listing, SnapshotHeader } from '../model/snapshot.ts';
import type { Compiler, Subject } from './cel/expression.ts';
import type { Readable } from './cel/values.ts';
import { findingOf, judge, unseenFinding } from './judge.ts';
import type { Rule } from './rule.ts';

/** A resource as evaluation needs it; src/graph makes them. */
export interface Judged extends Readable {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
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
  for (const rule of rules) byType.set(rule.info.resource, [...(byType.get(rule.info.resource) ?? []), rule]);
  const findings: Finding[] = [];
  const seen: FindingResource[] = [];
  const custody = new Map<string, number>();
  let notApplicable = 0;
  for await (const resource of resources) {
    const shown = shownOf(resource);
    seen.push(shown);
    countCustody(resource, collectors, custody);
    const selected = byType.get(resource.type);
    if (!selected) continue;
    const subjects = new Map<Compiler, Subject>(); // one a compiler: rules of one type share it
    for (const rule of selected) {
      const { compiler } = rule.code();
      const subject = subjects.get(compiler) ?? compiler.subject(resource, header.takenAt);
      subjects.set(compiler, subject);
      const judgement = judge(rule, subject);
      if (judgement.verdict === 'not-applicable') notApplicable++;
      else findings.push(findingOf(rule, judgement, resource, shown));
    }
  }
  findings.push(...unlisted(header, listings, rules, collectors));
  findings.sort(byPlace);
  seen.sort(byResource);
  return {
    findings,
    resources: seen,
    notApplicable,
    ruleErrors: findings.filter(({ reasons }) => reasons.some((reason) => reason.class === 'rule-error')).length,
    custody: [...custody.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => ({ ...(JSON.parse(key) as { type: string; custody: string }), count })),
  };
}

const shownOf = ({ id, type, name, scope, tags }: Judged): FindingResource => ({ id, type, name, ...scope, tags });

function countCustody(resource: Judged, collectors: ReadonlyMap<string, Collector>, counts: Map<string, number>): void {
  if (!collectors.get(resource.type)?.fields['custody']) return;
  const state = resource.read('custody');
  const key = JSON.stringify({
    type: resource.type,
    custody: isUnknown(state) ? 'unknown' : custodyText(state as CustodyRange),
  });
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byResource = (a: FindingResource, b: FindingResource): number =>
  compare(a.account, b.account) || compare(a.region, b.region) || compare(a.type, b.type) || compare(a.id, b.id);

const byPlace = (a: Finding, b: Finding): number =>
  byResource(a.resource, b.resource) || compare(a.part, b.part) || compare(a.rule, b.rule);

/** A listing that failed, was cut or was never made: one unknown finding a rule and scope, so that nothing vanishes. */
function unlisted(
  header: SnapshotHeader,
  listings: readonly Listing[],
  rules: readonly Rule[],
  collectors: ReadonlyMap<string, Collector>,
): Finding[] {
  const known = new Map(
    listings.map((listing) => [`${listing.listing}|${listing.scope.account}|${listing.scope.region}`, listing]),
  );
  return rules.flatMap((rule) => {
    const collector = collectors.get(rule.info.resource) as Collector;
    return scopesOf(header, collector).flatMap((scope) => {
      const reason = missing(known.get(`${collector.type}|${scope.account}|${scope.region}`), collector);
      return reason ? [placeholder(rule, scope, reason)] : [];
    });
  });
}

function scopesOf(header: SnapshotHeader, collector: Collector): Scope[] {
  const read = header.scopes
    .filter(({ status }) => status !== 'skipped')
    .map(({ partition, account, region }) => ({ partition, account, region }));
  return read.filter(({ region }) => (region === GLOBAL_REGION) === (collector.scope === 'global'));
}

function missing(listing: Listing | undefined, collector: Collector): Reason | undefined {
  if (!listing) {
    const operation = collector.list ? `${collector.list.sdk}:${collector.list.operation}` : collector.type;
    return { class: 'not-collected', operation, code: 'NotCollected' };
  }
  return listing.error && listingReason(listing.error, collector);
}

function placeholder(rule: Rule, scope: Scope, reason: Reason): Finding {
  const type = rule.info.resource;
  const resource = {
    id: `sealscan:unlisted:${scope.account}:${scope.region}:${type}`,
    type,
    name: '*',
    ...scope,
    tags: {},
  };
  return unseenFinding(rule, reason, resource);
}
