import type { Finding } from '../model/finding.ts';
import { type RuleInfo, SEVERITIES, type Severity } from '../model/rule.ts';
import type { Findings, Run } from '../model/run.ts';
import { type Row, rowOf } from './html-row.ts';
import { severityRank } from './severity.ts';
import { count, emptyTally, type Tally } from './tally.ts';

/** Rows kept of one rule: what nobody scrolls through anyway is in report.json. */
const FAILS = 200;
const UNKNOWNS = 50;
const SUPPRESSIONS = 500;

/** The worst rows that came, at most `most`, in order of severity and then of arrival. */
interface Shelf {
  readonly most: number;
  readonly bySeverity: readonly Row[][];
  size: number;
}

const emptyShelf = (most: number): Shelf => ({ most, bySeverity: SEVERITIES.map(() => []), size: 0 });

function put(shelf: Shelf, finding: Finding, ruleSeverity: Severity): void {
  const rank = severityRank(finding.severity);
  const worseThanLast = shelf.bySeverity.findLastIndex((rows) => rows.length > 0) > rank;
  if (shelf.size >= shelf.most && !worseThanLast) return;
  shelf.bySeverity[rank]?.push(rowOf(finding, ruleSeverity));
  if (shelf.size < shelf.most) shelf.size++;
  else shelf.bySeverity.findLast((rows) => rows.length > 0)?.pop();
}

export const rowsOf = (shelf: Shelf): Row[] => shelf.bySeverity.flat();

export interface RuleRows {
  readonly rule: RuleInfo;
  readonly fails: Shelf;
  readonly unknowns: Shelf;
}

interface SuppressionCount {
  readonly id: string;
  readonly reason: string;
  readonly expires: string;
  count: number;
}

/** All that the page needs of the findings; its size does not grow with their number. */
export interface Collected {
  readonly tally: Tally;
  readonly rules: Map<string, RuleRows>;
  readonly suppressions: Map<string, SuppressionCount>;
  newFails: number;
}

const shelves = (rule: RuleInfo): RuleRows => ({ rule, fails: emptyShelf(FAILS), unknowns: emptyShelf(UNKNOWNS) });

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

function ruleRows(collected: Collected, finding: Finding): RuleRows {
  const known = collected.rules.get(finding.rule);
  if (known) return known;
  const made = shelves(stranger(finding));
  collected.rules.set(finding.rule, made);
  return made;
}

function suppress({ suppressions }: Collected, { suppression }: Finding): void {
  if (!suppression) return;
  const known = suppressions.get(suppression.id);
  if (known) known.count++;
  else if (suppressions.size < SUPPRESSIONS) suppressions.set(suppression.id, { ...suppression, count: 1 });
}

function take(collected: Collected, finding: Finding): void {
  count(collected.tally, finding);
  const { rule, fails, unknowns } = ruleRows(collected, finding);
  if (finding.suppression) return suppress(collected, finding);
  if (finding.verdict === 'fail') put(fails, finding, rule.severity);
  if (finding.verdict === 'fail' && finding.baseline === 'new') collected.newFails++;
  if (finding.verdict === 'unknown') put(unknowns, finding, rule.severity);
}

/** Reads all findings once. */
export async function collectRows(run: Run, findings: Findings): Promise<Collected> {
  const rules = new Map(run.rules.map((rule) => [rule.id, shelves(rule)]));
  const collected: Collected = { tally: emptyTally(), rules, suppressions: new Map(), newFails: 0 };
  for await (const finding of findings) take(collected, finding);
  return collected;
}
