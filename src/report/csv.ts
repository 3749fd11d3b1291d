import type { Finding } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Findings, Gap, Reporter, Run } from '../model/run.ts';
import type { ScopeReport } from '../model/scope.ts';
import { guarded } from './formula.ts';
import { jsonText, sorted } from './json-text.ts';
import { batched } from './pieces.ts';
import { becauseOf, controlNames, missingFor, rulesById, within } from './sentence.ts';
import { neededFor, reasonText } from './words.ts';

/** Columns, in this order; later versions add theirs behind them. */
const COLUMNS = [
  'kind',
  'verdict',
  'severity',
  'rule',
  'title',
  'account',
  'region',
  'service',
  'type',
  'resource',
  'name',
  'part',
  'message',
  'unknown_because',
  'missing_permissions',
  'suppression',
  'suppression_reason',
  'suppression_expires',
  'baseline',
  'controls',
  'related',
  'evidence',
  'tags',
  'id',
  'taken_at',
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/** Excel refuses longer cells: 32,767. The rest is for the guard. */
const CELL = 32_000;

/** RFC 4180: quoted where it must be. What nobody sees is written out, so that a record is a line. */
function cell(text: string): string {
  const safe = guarded(within(text, CELL));
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (row: Row): string => `${COLUMNS.map((column) => cell(row[column] ?? '')).join(',')}\r\n`;

const findingRow = (finding: Finding, rule: RuleInfo | undefined, taken_at: string): Row => ({
  kind: 'finding',
  verdict: finding.verdict,
  severity: finding.severity,
  rule: finding.rule,
  title: rule?.title ?? '',
  account: finding.resource.account,
  region: finding.resource.region,
  service: rule?.service ?? '',
  type: finding.resource.type,
  resource: finding.resource.id,
  name: finding.resource.name,
  part: finding.part,
  message: finding.message,
  unknown_because: becauseOf(finding).join('; '),
  missing_permissions: missingFor(finding).join(' '),
  suppression: finding.suppression?.id ?? '',
  suppression_reason: finding.suppression?.reason ?? '',
  suppression_expires: finding.suppression?.expires ?? '',
  baseline: finding.baseline ?? '',
  controls: rule ? controlNames(rule).join('; ') : '',
  related: (finding.related ?? []).join(' '),
  evidence: jsonText(finding.evidence),
  tags: finding.resource.tagsUnknown ? '' : jsonText(sorted(finding.resource.tags)),
  id: finding.id,
  taken_at,
});

const gapRow = (gap: Gap, taken_at: string): Row => ({
  kind: 'gap',
  verdict: 'unknown',
  account: gap.account,
  region: gap.region,
  service: gap.service,
  resource: gap.resource ?? '',
  message: gap.message,
  unknown_because: reasonText(gap),
  missing_permissions: neededFor(gap),
  taken_at,
});

/** Scopes that were not read, or not to their end: whoever counts rows must know that some are missing. */
const scopeRow = ({ account, region, status, reason }: ScopeReport, taken_at: string): Row => ({
  kind: 'scope',
  verdict: status === 'skipped' ? '' : 'unknown',
  account,
  region,
  message: reason === undefined ? status : `${status}: ${reason}`,
  taken_at,
});

function* rows(run: Run, findings: Findings): Generator<string> {
  const rules = rulesById(run);
  yield `${COLUMNS.join(',')}\r\n`;
  for (const scope of run.scopes) if (scope.status !== 'complete') yield line(scopeRow(scope, run.takenAt));
  for (const gap of run.gaps) yield line(gapRow(gap, run.takenAt));
  for (const finding of findings) yield line(findingRow(finding, rules.get(finding.rule), run.takenAt));
}

/** One row a finding, after one a scope that was not read to its end and one a gap: RFC 4180, UTF-8 without a mark. */
export const csv: Reporter = {
  format: 'csv',
  fileName: 'report.csv',
  render: (run, findings) => batched(rows(run, findings)),
};
