import type { Finding } from '../model/finding.ts';
import { type RuleInfo, SEVERITIES, type Severity } from '../model/rule.ts';
import type { Findings, Run } from '../model/run.ts';
import { severityRank } from './severity.ts';
import { newShelf, type Shelf } from './shelf.ts';
import { count, emptyTally, type Tally } from './tally.ts';

/** Findings that the page shows without its script. */
const WORST = 200;
const SUPPRESSIONS = 500;

export const worstOf = ({ worst }: Collected): Finding[] => worst.items();

interface SuppressionCount {
  readonly id: string;
  readonly reason: string;
  readonly expires: string;
  count: number;
}

/** Unsuppressed fails of a severity, against the baseline. */
export interface Trend {
  new: number;
  unchanged: number;
}

/** What the page says without its script; its size does not grow with the number of findings. */
export interface Collected {
  readonly tally: Tally;
  readonly rules: Map<string, RuleInfo>;
  /** The worst fails. */
  readonly worst: Shelf<Finding>;
  readonly suppressions: Map<string, SuppressionCount>;
  readonly trend: Readonly<Record<Severity, Trend>>;
}

/** For a finding whose rule the run does not list: it is shown all the same. */
const stranger = ({ rule: id, severity, resource }: Finding): RuleInfo => ({
  id,
  identity: id,
  title: id,
  severity,
  category: 'at-rest',
  service: '',
  resource: resource.type,
  rationale: '',
  remediation: { cli: '', terraform: '' },
  controls: {},
  references: [],
  default: true,
  parameters: {},
  aliases: [],
  deprecated: false,
});

function suppress({ suppressions }: Collected, { suppression }: Finding): void {
  if (!suppression) return;
  const known = suppressions.get(suppression.id);
  if (known) known.count++;
  else if (suppressions.size < SUPPRESSIONS) suppressions.set(suppression.id, { ...suppression, count: 1 });
}

function take(collected: Collected, finding: Finding): void {
  count(collected.tally, finding);
  if (!collected.rules.has(finding.rule)) collected.rules.set(finding.rule, stranger(finding));
  if (finding.suppression) return suppress(collected, finding);
  if (finding.verdict !== 'fail') return;
  collected.worst.put(finding, severityRank(finding.severity));
  if (finding.baseline) collected.trend[finding.severity][finding.baseline]++;
}

const emptyTrend = () =>
  Object.fromEntries(SEVERITIES.map((severity) => [severity, { new: 0, unchanged: 0 }])) as Record<Severity, Trend>;

/** Reads all findings once. */
export function collectRows(run: Run, findings: Findings): Collected {
  const collected: Collected = {
    tally: emptyTally(),
    rules: new Map(run.rules.map((rule) => [rule.id, rule])),
    worst: newShelf(WORST),
    suppressions: new Map(),
    trend: emptyTrend(),
  };
  for (const finding of findings) take(collected, finding);
  return collected;
}
