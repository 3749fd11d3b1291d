import { hash } from 'node:crypto';
import type { RuleInfo } from '../model/rule.ts';
import type { Findings, Reporter, ReportOptions, Run } from '../model/run.ts';
import { jsonText } from './json-text.ts';
import { once } from './once.ts';
import { batched, itemLines } from './pieces.ts';
import { NOTIFICATIONS, notificationsOf } from './sarif-notification.ts';
import { filesOf, LIMITS, madeKey, type Section, sectionsOf } from './sarif-plan.ts';
import { resultOf } from './sarif-result.ts';
import { ruleDescriptor } from './sarif-rule.ts';
import { meterOf } from './sarif-size.ts';
import { emptyTally } from './tally.ts';
import { counted, figure, shown } from './text.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HOME = 'https://www.npmjs.com/package/sealscan';
const FILE_NAME = 'report.sarif';

/** State of one rendering. */
interface Rendering {
  readonly run: Run;
  readonly options: ReportOptions;
  /** Runs in the document. */
  readonly runs: number;
  /** Always true in the `full` profile, which is not for GitHub. */
  readonly fits: (text: string) => boolean;
  /** A rule as each run tells it again. */
  readonly textOf: (rule: RuleInfo) => string;
}

const isBounded = ({ options }: Rendering): boolean => options.sarifProfile === 'github';

/** As many as GitHub takes; `written` is told to what comes after them. */
function* results(
  rendering: Rendering,
  { findings, made }: Section,
  indexOf: IndexOf,
  written: { count: number },
): Generator<string> {
  const { run, options, fits } = rendering;
  for (const finding of findings) {
    const together = made.get(madeKey(run, finding) ?? '') ?? 1;
    const text = jsonText(resultOf(run, finding, options.base, indexOf.get(finding.rule), together));
    if (!fits(text)) return;
    written.count++;
    yield text;
  }
}

type IndexOf = ReadonlyMap<string, number>;

function* cuts(rendering: Rendering, { wanted }: Section, written: number): Generator<string> {
  const cut = wanted - written;
  if (cut > 0)
    yield `${figure(cut)} of ${figure(wanted)} failing results are left out, the least severe first; report.json has them all.`;
  if (isBounded(rendering) && written > LIMITS.shown)
    yield `GitHub shows ${figure(LIMITS.shown)} of these ${figure(written)} results, the most severe ones.`;
  if (isBounded(rendering) && rendering.runs > LIMITS.runs)
    yield `GitHub takes ${LIMITS.runs} accounts a file and this one has ${counted(rendering.runs, 'account')}; --output with a folder writes several files.`;
}

/** The category under which GitHub keeps one upload apart from another: one per account. */
function categoryOf(account: string, { category = 'sealscan' }: ReportOptions): string {
  if (account === '') return `${category}/`;
  const part = /^[\w-]{1,64}$/.test(account) ? account : hash('sha256', account, 'hex').slice(0, 16);
  return `${category}/${part}/`;
}

/** All that were asked; of more than GitHub takes, those that have results. */
function rulesFor({ run }: Rendering, { findings }: Section): Run['rules'] {
  if (run.rules.length <= LIMITS.rules) return run.rules;
  const named = new Set<string>();
  for (const { rule } of findings) named.add(rule);
  return run.rules.filter(({ id }) => named.has(id));
}

function* driver({ run, fits, textOf }: Rendering, rules: Run['rules']): Generator<string> {
  yield `{"name": ${jsonText(shown(run.tool.name, 255) || 'sealscan')}, "semanticVersion": ${jsonText(shown(run.tool.version, 255))}, "informationUri": "${HOME}", "rules": [`;
  const texts = rules.map(textOf);
  for (const text of texts) fits(text);
  yield* itemLines(texts);
  yield `], "notifications": [`;
  yield* itemLines(NOTIFICATIONS.map(jsonText));
  yield ']}';
}

/** One account's run. */
function* section(rendering: Rendering, of: Section): Generator<string> {
  const { run, options, runs } = rendering;
  const rules = rulesFor(rendering, of);
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const written = { count: 0 };
  yield `{\n"tool": {"driver": `;
  yield* driver(rendering, rules);
  yield `},\n"automationDetails": {"id": ${jsonText(categoryOf(of.account, options))}},\n"columnKind": "utf16CodeUnits",\n"results": [`;
  yield* itemLines(results(rendering, of, indexOf, written));
  const said = [...cuts(rendering, of, written.count)];
  const invocation = {
    executionSuccessful: run.complete,
    toolExecutionNotifications: notificationsOf(run, of, indexOf, said, runs),
  };
  yield `],\n"invocations": [${jsonText(invocation)}]\n}`;
}

function* document(run: Run, findings: Findings, options: ReportOptions): Generator<string> {
  const isFull = options.sarifProfile === 'full';
  const found = sectionsOf(run, findings, options, isFull ? 0 : LIMITS.results);
  const none: Section = { account: '', findings: [], wanted: 0, tally: emptyTally(), made: new Map() };
  const sections = found.length > 0 ? found : [none];
  const fits = isFull ? () => true : meterOf(LIMITS.bytes);
  const rendering = {
    run,
    options,
    runs: sections.length,
    fits,
    textOf: once((rule: RuleInfo) => jsonText(ruleDescriptor(rule))),
  };
  yield `{\n"$schema": ${jsonText(SCHEMA)},\n"version": "2.1.0",\n"runs": [`;
  for (const [index, of] of sections.entries()) {
    if (index > 0) yield ',\n';
    yield* section(rendering, of);
  }
  yield `],\n"properties": ${jsonText({ takenAt: shown(run.takenAt, 64), summary: run.summary })}\n}\n`;
}

/** SARIF 2.1.0 as GitHub ingests it: a run for each account, streamed, each result at its code or its inventory line. */
export const sarif: Reporter = {
  format: 'sarif',
  fileName: FILE_NAME,
  files: (run, findings, options) => filesOf(run, findings, options, FILE_NAME),
  render: (run, findings, options) => batched(document(run, findings, options)),
};
