import type { Finding } from '../model/finding.ts';
import { SEVERITIES, type Severity } from '../model/rule.ts';
import type { Findings, Reporter, Run } from '../model/run.ts';
import { frameworkSentence } from './framework.ts';
import { certainty, headline } from './headline.ts';
import { code, prose } from './markdown-text.ts';
import { batched } from './pieces.ts';
import { becauseOf, rulesById, standingOf, suppressionText } from './sentence.ts';
import { LOOKS, severityRank } from './severity.ts';
import { count, emptyTally, groupGaps, missingPermissions, ranked, type Tally } from './tally.ts';
import { counted, figure } from './text.ts';
import { accountsOf, reasonText } from './words.ts';

/** GitHub refuses a step summary above 1 MiB: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const MOST_BYTES = 1_000_000;
/** Rows of a table: nobody reads more of a summary. */
const ROWS = 200;
const NAME = 300;
const MESSAGE = 400;

/** What one reading of the findings leaves: counts, and of each kind as many findings as a table shows. */
interface Digest {
  readonly tally: Tally;
  readonly worst: Readonly<Record<Severity, Finding[]>>;
  readonly unknown: Finding[];
  readonly suppressed: Finding[];
}

function keep(list: Finding[], finding: Finding): void {
  if (list.length < ROWS) list.push(finding);
}

function digestOf(findings: Findings): Digest {
  const worst = { critical: [], high: [], medium: [], low: [], informational: [] };
  const digest: Digest = { tally: emptyTally(), worst, unknown: [], suppressed: [] };
  for (const finding of findings) {
    count(digest.tally, finding);
    const standing = standingOf(finding);
    if (standing === 'fail') keep(digest.worst[finding.severity], finding);
    else if (standing !== 'pass') keep(digest[standing], finding);
  }
  return digest;
}

const cells = (...texts: readonly string[]): string => `| ${texts.join(' | ')} |`;

/** A heading and a table; the rows that are left out are counted. Nothing where there is nothing. */
function table(title: string, columns: readonly string[], rows: readonly string[], all: number): string[] {
  if (all === 0) return [];
  const left = all - rows.length;
  return [
    '',
    `## ${title}`,
    '',
    cells(...columns),
    cells(...columns.map(() => '---')),
    ...rows,
    ...(left > 0 ? ['', `${figure(left)} more are left out here; report.json has them all.`] : []),
  ];
}

const look = (severity: Severity): string => `${LOOKS[severity].shape} ${severity}`;

const ACCOUNTS = 20;

function who({ scopes }: Run): string {
  const accounts = accountsOf(scopes);
  const named = accounts.slice(0, ACCOUNTS).map((account) => code(account, NAME));
  const rest = accounts.length > ACCOUNTS ? ` and ${figure(accounts.length - ACCOUNTS)} more` : '';
  return named.join(', ') + rest;
}

const top = (run: Run, { tally }: Digest): string[] => [
  `# ${prose(run.tool.name, NAME)}: encryption posture`,
  '',
  `${who(run)} at ${code(run.takenAt, NAME)}. **${prose(certainty(run), MESSAGE)}**`,
  '',
  prose(headline(run, tally).join(' '), 2_000),
  ...(run.framework ? ['', prose(frameworkSentence(run.framework), MESSAGE)] : []),
];

function figures({ summary: { findings, bySeverity, notApplicable } }: Run): string[] {
  const { fail, unknown, suppressed, pass } = findings;
  return [
    '',
    cells(...SEVERITIES.map(look), 'fail', 'unknown', 'suppressed', 'pass', 'not applicable'),
    cells(...[...SEVERITIES, 1, 2, 3, 4, 5].map(() => '---:')),
    cells(
      ...SEVERITIES.map((severity) => figure(bySeverity[severity])),
      ...[fail, unknown, suppressed, pass, notApplicable].map(figure),
    ),
  ];
}

function unread(run: Run): string[] {
  const holes = run.scopes.filter(({ status }) => status === 'partial' || status === 'failed');
  const rows = holes
    .slice(0, ROWS)
    .map(({ account, region, status, reason = '' }) =>
      cells(code(`${account}/${region}`, NAME), status, prose(reason, MESSAGE)),
    );
  const groups = groupGaps(run.gaps);
  const causes = groups
    .slice(0, ROWS)
    .map(({ reason, service, count: calls }) =>
      cells(figure(calls), code(service, NAME), prose(reasonText(reason), MESSAGE)),
    );
  return [
    ...table('Not read to the end', ['scope', 'status', 'why'], rows, holes.length),
    ...table('Calls that failed', ['calls', 'service', 'why'], causes, groups.length),
  ];
}

function permissions(run: Run, { tally }: Digest): string[] {
  const missing = missingPermissions([...run.gaps, ...ranked(tally.reasons).map(({ reason }) => reason)]);
  if (missing.length === 0) return [];
  const named = missing.slice(0, ROWS).map((action) => code(action, NAME));
  const rest = missing.length > ROWS ? ` and ${figure(missing.length - ROWS)} more in report.json` : '';
  return ['', '## Permissions that would show more', '', `${named.join(' ')}${rest}`];
}

function failingRules(run: Run, { tally }: Digest): string[] {
  const failing = run.rules
    .map((rule) => ({ rule, counts: tally.rules.get(rule.id) }))
    .flatMap(({ rule, counts }) => (counts && counts.fail > 0 ? [{ rule, counts }] : []))
    .sort((a, b) => severityRank(a.rule.severity) - severityRank(b.rule.severity) || b.counts.fail - a.counts.fail);
  const rows = failing
    .slice(0, ROWS)
    .map(({ rule, counts }) =>
      cells(
        look(rule.severity),
        code(rule.id, NAME),
        prose(rule.title, NAME),
        figure(counts.fail),
        figure(counts.unknown),
      ),
    );
  return table(
    'Failing rules, worst first',
    ['severity', 'rule', 'the good state', 'fail', 'unknown'],
    rows,
    failing.length,
  );
}

function failing(run: Run, { worst }: Digest): string[] {
  const rows = SEVERITIES.flatMap((severity) => worst[severity])
    .slice(0, ROWS)
    .map((finding) =>
      cells(
        look(finding.severity),
        code(finding.rule, NAME),
        code(finding.resource.id, NAME),
        `${finding.baseline === 'new' ? '**new** ' : ''}${prose(finding.message, MESSAGE)}`,
      ),
    );
  return table(
    'Findings, worst first',
    ['severity', 'rule', 'resource', 'what is wrong'],
    rows,
    run.summary.findings.fail,
  );
}

function unknown(run: Run, digest: Digest): string[] {
  const titles = rulesById(run);
  const rows = digest.unknown.map((finding) =>
    cells(
      code(finding.rule, NAME),
      prose(titles.get(finding.rule)?.title ?? '', NAME),
      code(finding.resource.id, NAME),
      prose([finding.message, ...becauseOf(finding)].join(' '), MESSAGE),
    ),
  );
  return table('Not decided', ['rule', 'the good state', 'resource', 'why'], rows, run.summary.findings.unknown);
}

function accepted(run: Run, { suppressed }: Digest): string[] {
  const rows = suppressed.map((finding) =>
    cells(
      code(finding.rule, NAME),
      code(finding.resource.id, NAME),
      prose(finding.suppression ? suppressionText(finding.suppression) : '', MESSAGE),
    ),
  );
  return table('Suppressed', ['rule', 'resource', 'why'], rows, run.summary.findings.suppressed);
}

function changes({ baseline }: Run): string[] {
  const all = baseline?.changes ?? [];
  const rows = all
    .slice(0, ROWS)
    .map(({ change, rule, resource }) => cells(change, code(rule, NAME), code(resource, NAME)));
  return table('Since the baseline', ['change', 'rule', 'resource'], rows, all.length);
}

/** Lines until the limit, and then how many had no room. */
function* fitting(lines: readonly string[]): Generator<string> {
  let bytes = 0;
  for (const [index, line] of lines.entries()) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > MOST_BYTES) {
      yield `\n${counted(lines.length - index, 'more line')} had no room here; report.json has everything.\n`;
      return;
    }
    yield `${line}\n`;
  }
}

function* document(run: Run, findings: Findings): Generator<string> {
  const digest = digestOf(findings);
  yield* fitting([
    ...top(run, digest),
    ...figures(run),
    ...unread(run),
    ...permissions(run, digest),
    ...failingRules(run, digest),
    ...failing(run, digest),
    ...unknown(run, digest),
    ...accepted(run, digest),
    ...changes(run),
  ]);
}

/** A summary for people, small enough for a step of GitHub Actions; counts are of everything, tables of the worst. */
export const markdown: Reporter = {
  format: 'md',
  fileName: 'report.md',
  render: (run, findings) => batched(document(run, findings)),
};
