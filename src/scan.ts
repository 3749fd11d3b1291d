import type { Baseline } from './evaluate/baseline.ts';
import { evaluateEach } from './evaluate/evaluate.ts';
import { findingsIn } from './evaluate/findings.ts';
import { frameworkReport } from './evaluate/frameworks.ts';
import type { Place } from './evaluate/groups.ts';
import { type Kept, keepGroups } from './evaluate/kept.ts';
import type { Rule } from './evaluate/rule.ts';
import { rulesFor } from './evaluate/select.ts';
import { type Settled, settlerOf, summaryOf } from './evaluate/settle.ts';
import type { Suppression } from './evaluate/suppression-file.ts';
import { buildGraph, type Graph } from './graph/graph.ts';
import type { Resource } from './graph/resource.ts';
import { type Inventory, inventoryOf } from './inventory.ts';
import type { KeyPages } from './keys/pages.ts';
import type { Collector } from './model/collector.ts';
import type { Context } from './model/context.ts';
import type { Framework } from './model/framework.ts';
import type { Mask } from './model/mask.ts';
import { INCOMPLETE_CLASSES } from './model/reason.ts';
import type { Severity } from './model/rule.ts';
import type { Findings, Gap, Run } from './model/run.ts';
import type { ScopeReport } from './model/scope.ts';
import type { Scratch } from './model/scratch.ts';
import type { Listing, SnapshotHeader, SnapshotSource } from './model/snapshot.ts';
import { accountLine, type InventoryResource } from './report/inventory.ts';
import { maskedChange, maskedFinding, maskedGap, maskedResource, maskedScope } from './report/masked.ts';
import { gapsOf, scopeReports } from './unread.ts';

export interface ScanInput {
  readonly source: SnapshotSource;
  readonly registry: readonly Collector[];
  readonly rules: readonly Rule[];
  /** Rules that a person chose by name or framework: they say `unknown` where the others are not asked. */
  readonly chosen?: ReadonlySet<string>;
  readonly context: Context;
  readonly tool: { readonly name: string; readonly version: string };
  readonly suppressions?: readonly Suppression[];
  readonly baseline?: Baseline;
  /** Other severities for some rules, from the configuration. */
  readonly severities?: Readonly<Record<string, Severity>>;
  /** The one that the rules were selected by. */
  readonly framework?: Pick<Framework, 'name'> | Framework;
  /** Regions to report on; empty = all of the snapshot's. */
  readonly regions?: readonly string[];
  /** Judged is what is; told is this. */
  readonly mask?: Mask;
  /** For reports that show keys, of the graph that is judged; masked already where the run is. */
  readonly keys?: (graph: Graph) => KeyPages;
  /** Where code made a resource. A masked run tells none: paths are names. */
  readonly code?: Run['code'];
  /** Which resources are judged, where only some can have changed; without it all are. */
  readonly only?: (resource: Resource) => boolean;
  /** Of a snapshot that shows several accounts, the one that is judged and told of; the others are there for links. */
  readonly account?: string;
  /** For what does not fit into memory, as long as the result is read; without it all is held. */
  readonly scratch?: Scratch;
}

export interface ScanResult {
  readonly run: Run;
  readonly findings: Findings;
  readonly inventory: Inventory;
  /** Unsuppressed fails; with a baseline, how many of them are new. */
  readonly failing: Settled['failing'];
  readonly warnings: readonly string[];
  /** Whether this run would have told a finding of a rule on a resource: the rule was asked and the listing read to its end. */
  readonly wouldSee: (finding: Told) => boolean;
}

/** What must be known of an earlier run's finding to tell whether it is over. */
export interface Told {
  readonly rule: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
}

/** Snapshot to findings: the stages of DESIGN section 2, composed once for every face. */
export async function scan(given: ScanInput): Promise<ScanResult> {
  const ranked = given.rules.map((rule) => rankedAs(rule, given.severities?.[rule.info.id]));
  const input = { ...given, rules: rulesFor(given.source.header, { ...given, rules: ranked }) };
  const collectors = new Map(input.registry.map((collector) => [collector.type, collector]));
  const graph = await buildGraph(input.source, input.registry, input.context);
  const { header, listings } = graph; // functions that outlive this one name these, so that what links lead to is let go with the graph
  const keys = input.keys?.(graph);
  const about = aboutOf(keys ? seenBy(keys, graph) : graph, input);
  const isGlobal = (type: string): boolean => collectors.get(type)?.scope === 'global';
  const listed = ({ type, account, region }: Omit<Told, 'rule'>): boolean => {
    const collector = collectors.get(type);
    return collector !== undefined && listings.find(collector, account, region)?.complete === true;
  };
  const rules = input.rules.map(({ info }) => info);
  const { settle, settled: sum } = settlerOf({ ...input, takenAt: header.takenAt, isGlobal, listed });
  const kept = keepGroups(rules, input.scratch);
  const evaluated = await evaluateEach({ ...about, rules: input.rules, collectors }, (group) =>
    kept.add(settle(group)),
  );
  const settled = sum();
  const asked = new Set(input.rules.map(({ info }) => info.id));
  const found = gapsOf(about.gaps, input.rules, collectors);
  const gaps = found.filter(({ region, service }) => isReported(region, service, input));
  const complete = evaluated.ruleErrors === 0 && !gaps.some((gap) => INCOMPLETE_CLASSES.has(gap.class));
  const { mask } = input;
  const scopes = masked(scopeReports(about, found, collectors), maskedScope, mask);
  const inventory = inventoryOf(() => inventoried(kept, scopes, mask));
  const run: Run = {
    tool: input.tool,
    takenAt: header.takenAt,
    scopes,
    summary: summaryOf(settled, evaluated, input.rules.length),
    complete,
    rules,
    gaps: masked(gaps, maskedGap, mask),
    custody: evaluated.custody,
    ...(settled.changes ? { baseline: { changes: masked(settled.changes, maskedChange, mask) } } : {}),
    ...(input.framework && { framework: frameworkReport(input.framework, rules, settled.byRule) }),
    ...(keys && { keys: keys.pages }),
    place: inventory.place,
    ...(input.code && !mask ? { code: input.code } : {}),
  };
  return {
    run,
    findings: findingsOf(kept, mask),
    inventory,
    failing: settled.failing,
    warnings: settled.warnings,
    wouldSee: (told) => asked.has(told.rule) && isTold(told, input, isGlobal) && listed(told),
  };
}

const rankedAs = (rule: Rule, severity: Severity | undefined): Rule =>
  severity === undefined ? rule : { ...rule, info: { ...rule.info, severity } };

/** The same graph, whose resources somebody sees as they are judged. */
const seenBy = ({ see }: KeyPages, graph: Graph): Graph => ({
  ...graph,
  resources: () =>
    those(graph.resources(), (resource) => {
      see(resource);
      return true;
    }),
});

/** What is judged and told of: all of the graph, or what the input leaves of it. */
interface About {
  readonly header: SnapshotHeader;
  readonly listings: readonly Listing[];
  readonly gaps: readonly Gap[];
  readonly resources: AsyncIterable<Resource>;
}

function aboutOf(graph: Graph, { account, only }: ScanInput): About {
  const { header, gaps } = graph;
  const listings = graph.listings.all;
  if (account === undefined)
    return { header, listings, gaps, resources: only ? those(graph.resources(), only) : graph.resources() };
  const isOwn = (of: { readonly account: string }): boolean => of.account === account;
  return {
    header: { ...header, scopes: header.scopes.filter(isOwn) },
    listings: listings.filter(({ scope }) => isOwn(scope)),
    gaps: gaps.filter(isOwn),
    resources: those(graph.resources(), (resource) => isOwn(resource.scope) && (only?.(resource) ?? true)),
  };
}

async function* those(
  resources: AsyncIterable<Resource>,
  only: (resource: Resource) => boolean,
): AsyncGenerator<Resource> {
  for await (const resource of resources) if (only(resource)) yield resource;
}

/** Findings outside of the regions that were asked for are not told. */
const isTold = ({ region, type }: Told, { regions = [] }: ScanInput, isGlobal: (type: string) => boolean): boolean =>
  regions.length === 0 || regions.includes(region) || isGlobal(type);

const masked = <T>(items: readonly T[], how: (item: T, mask: Mask) => T, mask: Mask | undefined): readonly T[] =>
  mask ? items.map((item) => how(item, mask)) : items;

const isReported = (region: string, service: string, { regions = [], registry }: ScanInput): boolean =>
  regions.length === 0 ||
  regions.includes(region) ||
  registry.some((collector) => collector.service === service && collector.scope === 'global');

/** Read as often as there are reports. */
function findingsOf(kept: Kept, mask: Mask | undefined): Findings {
  function* those(isWanted?: (place: Place) => boolean) {
    for (const group of kept.groups(isWanted))
      for (const finding of findingsIn(group)) yield mask ? maskedFinding(finding, mask) : finding;
  }
  return {
    [Symbol.iterator]: () => those(),
    of: (accounts) => those(({ account }) => accounts.includes(mask ? mask.value(account) : account)),
  };
}

/** What has a line in the inventory: every resource, and the places of what is none. */
function* inventoried(
  kept: Kept,
  scopes: readonly ScopeReport[],
  mask: Mask | undefined,
): Generator<InventoryResource> {
  for (const { resource, isUnlisted } of kept.groups())
    if (!isUnlisted) yield mask ? maskedResource(resource, mask) : resource;
  for (const scope of scopes) yield accountLine(scope);
}
