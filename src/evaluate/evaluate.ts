import { listingReason } from '../model/answers.ts';
import type { Collector } from '../model/collector.ts';
import { type CustodyRange, custodyText } from '../model/custody.ts';
import { isUnknown } from '../model/field.ts';
import type { Finding, FindingResource } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import type { Reason } from '../model/reason.ts';
import type { CustodyCount } from '../model/run.ts';
import { GLOBAL_REGION, type Scope } from '../model/scope.ts';
import type { Listing, SnapshotHeader } from '../model/snapshot.ts';
import { subjectOf } from './cel/expression.ts';
import type { Readable } from './cel/values.ts';
import { findingOf, judge, unseenFinding } from './judge.ts';
import { relatedOf } from './related.ts';
import type { Rule } from './rule.ts';

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
  const groups: Group[] = [];
  const custody = new Map<string, number>();
  let notApplicable = 0;
  for await (const resource of resources) {
    const shown = shownOf(resource);
    const findings: Finding[] = [];
    groups.push({ resource: shown, findings });
    countCustody(resource, collectors, custody);
    const selected = byType.get(resource.type);
    if (!selected) continue;
    const subject = subjectOf(resource, header.takenAt); // its rules share it
    let related: readonly string[] | undefined; // for its first fail, and then for all
    for (const rule of selected) {
      const judgement = judge(rule, subject);
      if (judgement.verdict === 'not-applicable') {
        notApplicable++;
        continue;
      }
      const finding = findingOf(rule, judgement, resource, shown);
      if (finding.verdict === 'fail') related ??= relatedOf(resource, collectors.get(resource.type));
      findings.push(finding.verdict === 'fail' && related?.length ? { ...finding, related } : finding);
    }
  }
  groups.sort(byResource);
  const seen = groups.map(({ resource }) => resource);
  const findings = [...groups, ...unlisted(header, listings, byType, collectors)]
    .sort(byResource)
    .flatMap((group) => group.findings);
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

/** A resource and what the rules found on it, in their order. */
interface Group {
  readonly resource: FindingResource;
  readonly findings: Finding[];
}

const inOrder = (rules: readonly Rule[]): Rule[] => [...rules].sort((a, b) => byText(a.info.id, b.info.id));

const shownOf = ({ id, type, name, scope, tags }: Judged): FindingResource => ({
  id,
  type,
  name,
  ...scope,
  tags: tags ?? {},
  ...(tags === undefined && { tagsUnknown: true }),
});

function countCustody(resource: Judged, collectors: ReadonlyMap<string, Collector>, counts: Map<string, number>): void {
  if (!collectors.get(resource.type)?.fields['custody']) return;
  const state = resource.read('custody');
  const key = JSON.stringify({
    type: resource.type,
    custody: isUnknown(state) ? 'unknown' : custodyText(state as CustodyRange),
  });
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const byResource = ({ resource: a }: Group, { resource: b }: Group): number =>
  byText(a.account, b.account) || byText(a.region, b.region) || byText(a.type, b.type) || byText(a.id, b.id);

/** A listing that failed, was cut or was never made: one unknown finding a rule and scope, so that nothing vanishes. */
function unlisted(
  header: SnapshotHeader,
  listings: readonly Listing[],
  byType: ReadonlyMap<string, readonly Rule[]>,
  collectors: ReadonlyMap<string, Collector>,
): Group[] {
  const known = new Map(listings.map((listing) => [placeOf(listing.listing, listing.scope), listing]));
  const read = header.scopes
    .filter(({ status }) => status !== 'skipped')
    .map(({ partition, account, region }) => ({ partition, account, region }));
  return [...byType].flatMap(([type, rules]) => {
    const collector = collectors.get(type) as Collector;
    const isGlobal = collector.scope === 'global';
    return read
      .filter(({ region }) => (region === GLOBAL_REGION) === isGlobal)
      .flatMap((scope) => {
        const reason = missing(known.get(placeOf(type, scope)), collector);
        return reason ? [unseen(rules, type, scope, reason)] : [];
      });
  });
}

const placeOf = (type: string, { account, region }: Scope): string => `${type}|${account}|${region}`;

function missing(listing: Listing | undefined, collector: Collector): Reason | undefined {
  if (!listing) {
    const operation = collector.list ? `${collector.list.sdk}:${collector.list.operation}` : collector.type;
    return { class: 'not-collected', operation, code: 'NotCollected' };
  }
  return listing.error && listingReason(listing.error, collector);
}

function unseen(rules: readonly Rule[], type: string, scope: Scope, reason: Reason): Group {
  const id = `sealscan:unlisted:${scope.account}:${scope.region}:${type}`;
  const resource = { id, type, name: '*', ...scope, tags: {}, tagsUnknown: true as const };
  return { resource, findings: rules.map((rule) => unseenFinding(rule, reason, resource)) };
}
