import type { Finding } from '../model/finding.ts';
import { SEVERITIES, type Severity } from '../model/rule.ts';
import type { Findings, Pieces, Reporter, ReportOptions, Run } from '../model/run.ts';
import { jsonText } from './json-text.ts';
import { batched, itemLines } from './pieces.ts';
import { NOTIFICATIONS, notificationsOf } from './sarif-notification.ts';
import { resultOf } from './sarif-result.ts';
import { ruleDescriptor } from './sarif-rule.ts';
import { count, emptyTally, type Tally } from './tally.ts';
import { figure, shown } from './text.ts';
import { accountsOf } from './words.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** GitHub refuses a run with more results. */
export const MOST_RESULTS = 25_000;

/** What is still allowed of each severity, and what was left out. */
interface Quota {
  readonly left: Record<Severity, number>;
  written: number;
  cut: number;
}

/** Shares the limit out to the worst first, by the run's own count of unsuppressed fails. */
function quotaOf(run: Run, most: number): Quota {
  let rest = most;
  const left = { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };
  for (const severity of SEVERITIES) {
    left[severity] = Math.min(rest, run.summary.bySeverity[severity]);
    rest -= left[severity];
  }
  return { left, written: 0, cut: 0 };
}

function allowed(quota: Quota, { severity }: Finding): boolean {
  if (quota.left[severity] <= 0) {
    quota.cut++;
    return false;
  }
  quota.left[severity]--;
  quota.written++;
  return true;
}

/** State of one rendering: what is counted while results are written goes to the notifications after them. */
interface Rendering {
  readonly run: Run;
  readonly options: ReportOptions;
  readonly indexOf: ReadonlyMap<string, number>;
  readonly tally: Tally;
  readonly quota: Quota;
}

/** GitHub shows every result as an open alert: only unsuppressed fails, at most 25,000. `full` holds everything. */
function wanted({ options, quota }: Rendering, finding: Finding): boolean {
  if (options.sarifProfile === 'full') return true;
  return finding.verdict === 'fail' && !finding.suppression && allowed(quota, finding);
}

async function* results(rendering: Rendering, findings: Findings): AsyncIterable<string> {
  const { run, options, indexOf, tally } = rendering;
  for await (const finding of findings) {
    count(tally, finding);
    if (wanted(rendering, finding)) yield jsonText(resultOf(run, finding, options.base, indexOf.get(finding.rule)));
  }
}

const leftOut = ({ written, cut }: Quota): string =>
  cut === 0
    ? ''
    : `${figure(cut)} of ${figure(written + cut)} failing results are left out, the least severe first; report.json has them all.`;

const invocation = ({ run, indexOf, tally, quota }: Rendering) => ({
  executionSuccessful: run.complete,
  toolExecutionNotifications: notificationsOf(run, tally, indexOf, leftOut(quota)),
});

/** The category under which GitHub keeps one upload apart from another: one per account. */
function categoryOf(run: Run): string {
  const accounts = accountsOf(run.scopes);
  const [only] = accounts;
  return accounts.length === 1 && only && /^\w{1,64}$/.test(only) ? `sealscan/${only}/` : 'sealscan/';
}

async function* driver(run: Run): Pieces {
  yield `{"name": ${jsonText(shown(run.tool.name, 255) || 'sealscan')}, "semanticVersion": ${jsonText(shown(run.tool.version, 255))}, "rules": [`;
  yield* itemLines(run.rules.map((rule) => jsonText(ruleDescriptor(rule))));
  yield `], "notifications": [`;
  yield* itemLines(NOTIFICATIONS.map(jsonText));
  yield ']}';
}

async function* document(run: Run, findings: Findings, options: ReportOptions): Pieces {
  const indexOf = new Map(run.rules.map(({ id }, index) => [id, index]));
  const rendering = { run, options, indexOf, tally: emptyTally(), quota: quotaOf(run, MOST_RESULTS) };
  yield `{\n"$schema": ${jsonText(SCHEMA)},\n"version": "2.1.0",\n"runs": [{\n"tool": {"driver": `;
  yield* driver(run);
  yield `},\n"automationDetails": {"id": ${jsonText(categoryOf(run))}},\n"columnKind": "utf16CodeUnits",\n"results": [`;
  yield* itemLines(results(rendering, findings));
  yield `],\n"invocations": [${jsonText(invocation(rendering))}],\n`;
  yield `"properties": ${jsonText({ takenAt: shown(run.takenAt, 64), summary: run.summary })}\n}]\n}\n`;
}

/** SARIF 2.1.0 as GitHub ingests it; one run, streamed, each result at its resource's inventory line. */
export const sarif: Reporter = {
  format: 'sarif',
  fileName: 'report.sarif',
  render: (run, findings, options) => batched(document(run, findings, options)),
};
