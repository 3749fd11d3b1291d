import { changed, type Finding } from '../model/finding.ts';
import { SEVERITIES, type Severity, type Verdict } from '../model/rule.ts';
import type { BaselineChange, Summary } from '../model/run.ts';
import { againstBaseline, type Baseline, baselineChanges } from './baseline.ts';
import type { Evaluated } from './evaluate.ts';
import { findingsIn } from './findings.ts';
import type { Decisions, Group } from './groups.ts';
import { NOTHING_SAID, type Said } from './said.ts';
import type { Suppression } from './suppression-file.ts';
import { type Suppressor, suppressorOf } from './suppressions.ts';

export interface SettleInput {
  readonly takenAt: string;
  readonly suppressions?: readonly Suppression[];
  readonly baseline?: Baseline;
  readonly regions?: readonly string[];
  /** Types of global services, which are reported whatever the regions. */
  readonly isGlobal: (type: string) => boolean;
  /** Whether the listing that would show such a resource was read to its end. */
  readonly listed: (resource: { type: string; account: string; region: string }) => boolean;
}

/** Findings by what they count as. */
export type Counts = Record<keyof Summary['findings'], number>;

/** Unsuppressed fails of a severity; without a baseline all are new. */
export interface Failing {
  new: number;
  unchanged: number;
}

/** What there is to say of all findings together. */
export interface Settled {
  readonly byRule: ReadonlyMap<string, Counts>;
  readonly failing: Readonly<Record<Severity, Failing>>;
  readonly changes?: readonly BaselineChange[];
  readonly warnings: readonly string[];
}

/** What people decided about findings: other severities, regions, suppressions, and what an earlier report knew. */
export interface Settler {
  /** A resource of a region that nobody asked about keeps no finding. */
  settle(group: Group): Group;
  /** After the last of them. */
  settled(): Settled;
}

export function settlerOf(input: SettleInput): Settler {
  const suppressor = suppressorOf(input.suppressions ?? [], input.takenAt);
  const regions = new Set(input.regions ?? []);
  const counter = newCounter();
  const past = input.baseline && compareWith(input.baseline, input);
  const mayDecide = past !== undefined || (input.suppressions ?? []).length > 0;
  return {
    settle(group) {
      const { region, type } = group.resource;
      if (regions.size > 0 && !regions.has(region) && !input.isGlobal(type)) {
        past?.see(group, []);
        return { ...group, said: NOTHING_SAID };
      }
      if (!mayDecide) {
        counter.add(group.said);
        return group;
      }
      const findings = findingsIn(group).map((finding) => settleOne(finding, input, suppressor));
      for (const finding of findings) counter.count(finding);
      past?.see(group, findings);
      return { ...group, decided: decidedIn(findings) };
    },
    settled: () => ({
      ...counter.counts(),
      warnings: [
        ...suppressor.expired.map((id) => `suppression '${id}' has expired: its findings are back`),
        ...suppressor.unused().map((id) => `suppression '${id}' matched nothing`),
      ],
      ...(past && { changes: past.changes() }),
    }),
  };
}

/** The finding itself where nothing was decided about it: most of a million are. */
function settleOne(raw: Finding, { baseline }: SettleInput, suppressor: Suppressor): Finding {
  const known = baseline ? againstBaseline(raw, baseline) : raw;
  const found = known.verdict === 'pass' ? undefined : suppressor.find(known);
  return found
    ? changed(known, { suppression: { id: found.id, reason: found.reason, expires: found.expires } })
    : known;
}

const decidedIn = (findings: readonly Finding[]): ReadonlyMap<number, Decisions> =>
  new Map(
    findings.flatMap(({ suppression, baseline }, at) => {
      const decisions = { ...(suppression && { suppression }), ...(baseline && { baseline }) };
      return suppression || baseline ? [[at, decisions] as const] : [];
    }),
  );

/** What is counted of a finding, or of many that are alike. */
interface Counted extends Decisions, Pick<Finding, 'rule' | 'severity' | 'verdict'> {}

/** Unsuppressed fails are what exit codes and severities count. */
const isFailing = ({ verdict, suppression }: Counted): boolean => verdict === 'fail' && !suppression;

function newCounter() {
  const byRule = new Map<string, Counts>();
  const failing = bySeverity((): Failing => ({ new: 0, unchanged: 0 }));
  const times = new Map<Said, number>(); // what is said of many is counted once, at the end
  const count = (finding: Counted, more = 1): void => {
    const counts = byRule.get(finding.rule) ?? { fail: 0, pass: 0, unknown: 0, suppressed: 0 };
    byRule.set(finding.rule, counts);
    counts[finding.suppression ? 'suppressed' : finding.verdict] += more;
    if (isFailing(finding)) failing[finding.severity][finding.baseline ?? 'new'] += more;
  };
  const countAll = ({ sayings }: Said, more: number): void => {
    for (const { rule, outcome } of sayings)
      count({ rule: rule.id, severity: rule.severity, verdict: outcome.verdict }, more);
  };
  return {
    count: (finding: Finding): void => count(finding),
    add(said: Said): void {
      if (said.isShared) times.set(said, (times.get(said) ?? 0) + 1);
      else countAll(said, 1);
    },
    counts() {
      for (const [said, more] of times) countAll(said, more);
      times.clear();
      return { byRule, failing };
    },
  };
}

/** Of what is there now, no more is held than an earlier report knew. */
function compareWith(baseline: Baseline, { listed }: SettleInput) {
  const now = new Map<string, Verdict>();
  const known = new Set([...baseline.values()].map(({ resource }) => resource.id));
  const present = new Set<string>();
  return {
    see({ resource, isUnlisted }: Group, findings: readonly Finding[]): void {
      if (!known.has(resource.id)) return;
      if (!isUnlisted) present.add(resource.id);
      for (const { id, verdict } of findings) if (baseline.has(id)) now.set(id, verdict);
    },
    changes: () => baselineChanges(baseline, now, listed, (id) => present.has(id)),
  };
}

export function summaryOf({ byRule, failing }: Settled, evaluated: Evaluated, rules: number): Summary {
  const { resources, notApplicable } = evaluated;
  const findings = { fail: 0, pass: 0, unknown: 0, suppressed: 0 };
  for (const counts of byRule.values())
    for (const [name, count] of Object.entries(counts)) findings[name as keyof Counts] += count;
  const sums = bySeverity((severity) => failing[severity].new + failing[severity].unchanged);
  return { resources, rules, notApplicable, findings, bySeverity: sums };
}

const bySeverity = <T>(of: (severity: Severity) => T): Record<Severity, T> =>
  Object.fromEntries(SEVERITIES.map((severity) => [severity, of(severity)])) as Record<Severity, T>;
