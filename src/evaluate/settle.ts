import { changed, type Finding, type FindingResource } from '../model/finding.ts';
import { SEVERITIES, type Severity, type Verdict } from '../model/rule.ts';
import type { BaselineChange, Summary } from '../model/run.ts';
import { againstBaseline, type Baseline, baselineChanges } from './baseline.ts';
import type { Evaluation } from './evaluate.ts';
import type { Suppression } from './suppression-file.ts';
import { type Suppressor, suppressorOf } from './suppressions.ts';

export interface SettleInput {
  readonly takenAt: string;
  readonly suppressions?: readonly Suppression[];
  readonly baseline?: Baseline;
  readonly severities?: Readonly<Record<string, Severity>>;
  readonly regions?: readonly string[];
  /** Types of global services, which are reported whatever the regions. */
  readonly isGlobal: (type: string) => boolean;
  /** Whether the listing that would show such a resource was read to its end. */
  readonly listed: (resource: { type: string; account: string; region: string }) => boolean;
}

export interface Settled {
  readonly findings: readonly Finding[];
  readonly changes?: readonly BaselineChange[];
  readonly warnings: readonly string[];
}

/** What people decided about findings: other severities, regions, suppressions, and what an earlier report knew. */
export function settle({ findings: raw, resources }: Evaluation, input: SettleInput): Settled {
  const suppressor = suppressorOf(input.suppressions ?? [], input.takenAt);
  const regions = new Set(input.regions ?? []);
  const findings: Finding[] = [];
  for (const finding of raw) {
    const { region, type } = finding.resource;
    if (regions.size === 0 || regions.has(region) || input.isGlobal(type))
      findings.push(settleOne(finding, input, suppressor));
  }
  const warnings = [
    ...suppressor.expired.map((id) => `suppression '${id}' has expired: its findings are back`),
    ...suppressor.unused().map((id) => `suppression '${id}' matched nothing`),
  ];
  return {
    findings,
    warnings,
    ...(input.baseline ? { changes: changesSince(input.baseline, findings, resources, input) } : {}),
  };
}

/** The finding itself where nothing was decided about it: most of a million are. */
function settleOne(raw: Finding, { severities, baseline }: SettleInput, suppressor: Suppressor): Finding {
  const severity = severities?.[raw.rule] ?? raw.severity;
  const ranked = severity === raw.severity ? raw : changed(raw, { severity });
  const known = baseline ? againstBaseline(ranked, baseline) : ranked;
  const found = known.verdict === 'pass' ? undefined : suppressor.find(known);
  return found
    ? changed(known, { suppression: { id: found.id, reason: found.reason, expires: found.expires } })
    : known;
}

function changesSince(
  baseline: Baseline,
  findings: readonly Finding[],
  resources: readonly FindingResource[],
  { listed }: SettleInput,
): BaselineChange[] {
  const now = new Map<string, Verdict>(findings.map(({ id, verdict }) => [id, verdict]));
  const present = new Set(resources.map(({ id }) => id));
  return baselineChanges(baseline, now, listed, (id) => present.has(id));
}

/** Unsuppressed fails are what exit codes and severities count. */
export const isFailing = ({ verdict, suppression }: Finding): boolean => verdict === 'fail' && !suppression;

export function summaryOf(
  findings: readonly Finding[],
  { resources, notApplicable }: Evaluation,
  rules: number,
): Summary {
  const counts = { fail: 0, pass: 0, unknown: 0, suppressed: 0 };
  const bySeverity = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const finding of findings) {
    if (finding.suppression) counts.suppressed++;
    else counts[finding.verdict]++;
    if (isFailing(finding)) bySeverity[finding.severity]++;
  }
  return { resources: resources.length, rules, notApplicable, findings: counts, bySeverity };
}
