import { byText } from '../model/order.ts';
import type { RuleInfo, Severity } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import { frameworkSentence, stateOf } from './framework.ts';
import { headline } from './headline.ts';
import { LOOKS, severityRank } from './severity.ts';
import { columns, fitted, padEnd, padStart, wrapped } from './table-line.ts';
import { type GapGroup, groupGaps, missingPermissions, ranked, type Tally } from './tally.ts';
import { counted, figure } from './text.ts';
import { accountsOf, CLASS_WORDS } from './words.ts';

export interface TableOptions {
  /** Columns to use; kept between 60 and 100. */
  readonly width: number;
  /** ANSI colours; the words say everything without them. */
  readonly color: boolean;
}

const RULES = 10;
const REASONS = 6;
const PERMISSIONS = 12;

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green';
const CODES: Readonly<Record<Style, string>> = {
  bold: '1',
  dim: '2',
  red: '31',
  yellow: '33',
  blue: '34',
  green: '32',
};
const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  informational: 'dim',
};

interface Page {
  readonly width: number;
  readonly paint: (style: Style, text: string) => string;
}

const page = ({ width, color }: TableOptions): Page => ({
  width: Math.min(100, Math.max(60, Math.floor(width) || 80)),
  paint: (style, text) => (color ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text),
});

function heading(run: Run, { width, paint }: Page): string[] {
  const accounts = accountsOf(run.scopes);
  const who = accounts.length === 1 ? `account ${accounts[0]}` : counted(accounts.length, 'account');
  const title = fitted(`${run.tool.name} ${run.tool.version}  ${who}  ${run.takenAt}`, width);
  const read = run.scopes.filter(({ status }) => status === 'complete').length;
  const asked = run.scopes.filter(({ status }) => status !== 'skipped').length;
  const scopes = `${figure(read)} of ${counted(asked, 'scope')} read to the end`;
  const { resources, rules } = run.summary;
  return [
    paint('bold', title),
    fitted(`${scopes}, ${counted(resources, 'resource')}, ${counted(rules, 'rule')}`, width),
    '',
  ];
}

const posture = (run: Run, tally: Tally, { width }: Page): string[] => [
  ...wrapped(headline(run, tally).join(' '), width - 2).map((line) => `  ${line}`),
  '',
];

/** One column per severity, the figure under the word. */
function severities(run: Run, { paint, width }: Page): string[] {
  const cell = Math.floor((width - 2) / SEVERITIES.length);
  const under = (severity: Severity): string => {
    const amount = run.summary.bySeverity[severity];
    const text = fitted(`  ${figure(amount)}`, cell - 1);
    return paint(amount > 0 ? SEVERITY_STYLE[severity] : 'dim', text) + ' '.repeat(Math.max(0, cell - columns(text)));
  };
  const names = SEVERITIES.map((severity) => padEnd(`${LOOKS[severity].shape} ${severity}`, cell));
  return [`  ${names.join('').trimEnd()}`, `  ${SEVERITIES.map(under).join('').trimEnd()}`, ''];
}

function verdicts({ summary: { findings, notApplicable } }: Run, { width }: Page): string[] {
  const { fail, pass, unknown, suppressed } = findings;
  const named = [
    `${figure(fail)} fail`,
    `${figure(unknown)} unknown`,
    `${figure(pass)} pass`,
    `${figure(suppressed)} suppressed`,
  ];
  return [fitted(`  ${[...named, `${figure(notApplicable)} not applicable`].join(' · ')}`, width), ''];
}

interface Row {
  readonly rule: RuleInfo;
  readonly fail: number;
  readonly unknown: number;
}

const rowsOf = (run: Run, tally: Tally): Row[] =>
  run.rules
    .map((rule) => ({
      rule,
      fail: tally.rules.get(rule.id)?.fail ?? 0,
      unknown: tally.rules.get(rule.id)?.unknown ?? 0,
    }))
    .filter(({ fail }) => fail > 0)
    .sort(
      (a, b) =>
        severityRank(a.rule.severity) - severityRank(b.rule.severity) ||
        b.fail - a.fail ||
        byText(a.rule.id, b.rule.id),
    );

const FIGURE = 9;
const SEVERITY = 15;

function ruleLine({ rule, fail, unknown }: Row, { width, paint }: Page): string {
  const word = padEnd(`${LOOKS[rule.severity].shape} ${rule.severity}`, SEVERITY + 1);
  const title = width - 2 - SEVERITY - 1 - FIGURE * 2;
  const figures = padStart(figure(fail), FIGURE) + padStart(unknown > 0 ? figure(unknown) : '-', FIGURE);
  return `  ${paint(SEVERITY_STYLE[rule.severity], word)}${padEnd(fitted(rule.title || rule.id, title - 1), title)}${figures}`;
}

function rules(run: Run, tally: Tally, at: Page): string[] {
  const rows = rowsOf(run, tally);
  if (rows.length === 0) return [at.paint('green', '  No rule fails.'), ''];
  const head =
    padEnd('  Failing rules, worst first', at.width - FIGURE * 2) +
    padStart('fail', FIGURE) +
    padStart('unknown', FIGURE);
  const rest = rows.length > RULES ? [`  and ${counted(rows.length - RULES, 'more failing rule')} in the report`] : [];
  return [at.paint('bold', head), ...rows.slice(0, RULES).map((row) => ruleLine(row, at)), ...rest, ''];
}

const gapLine = ({ reason, count, places }: GapGroup, { width }: Page): string =>
  fitted(
    `  ${padStart(figure(count), 6)} × ${reason.operation || reason.class}: ${CLASS_WORDS[reason.class]}` +
      `${reason.code ? ` (${reason.code})` : ''}${places.size > 1 ? `, ${counted(places.size, 'scope')}` : ''}`,
    width,
  );

function gaps(run: Run, at: Page): string[] {
  const groups = groupGaps(run.gaps);
  if (groups.length === 0) return [];
  const rest = groups.length > REASONS ? [`  and ${counted(groups.length - REASONS, 'more cause')} in the report`] : [];
  const head = at.paint('yellow', fitted(`  Not seen: ${counted(run.gaps.length, 'call')} failed`, at.width));
  return [head, ...groups.slice(0, REASONS).map((group) => gapLine(group, at)), ...rest, ''];
}

function unknowns(run: Run, tally: Tally, at: Page): string[] {
  const { unknown } = run.summary.findings;
  if (unknown === 0) return [];
  const groups = ranked(tally.reasons).slice(0, REASONS);
  const line = ({ reason, count }: (typeof groups)[number]) =>
    fitted(
      `  ${padStart(figure(count), 6)} × ${CLASS_WORDS[reason.class]}${reason.operation ? `: ${reason.operation}` : ''}`,
      at.width,
    );
  return [
    at.paint('yellow', fitted(`  Not decided: ${counted(unknown, 'verdict')} unknown`, at.width)),
    ...groups.map(line),
    '',
  ];
}

function permissions(run: Run, tally: Tally, at: Page): string[] {
  const missing = missingPermissions([...run.gaps, ...ranked(tally.reasons).map(({ reason }) => reason)]);
  if (missing.length === 0) return [];
  const rest =
    missing.length > PERMISSIONS ? [`    and ${figure(missing.length - PERMISSIONS)} more in the report`] : [];
  const lines = missing.slice(0, PERMISSIONS).map((permission) => fitted(`    ${permission}`, at.width));
  return [at.paint('bold', '  Missing permissions'), ...lines, ...rest, ''];
}

function framework({ framework }: Run, at: Page): string[] {
  if (!framework) return [];
  const lines = wrapped(frameworkSentence(framework), at.width - 2).map((line) => `  ${line}`);
  const failing = framework.controls.filter((control) => stateOf(control) === 'fail').map(({ id }) => id);
  const named = failing.length > 0 ? wrapped(`Failing: ${failing.join(', ')}`, at.width - 2) : [];
  return [
    at.paint('bold', `  ${fitted(framework.title ?? framework.name, at.width - 2)}`),
    ...lines,
    ...named.map((line) => `  ${line}`),
    '',
  ];
}

/** The summary on the terminal, ending with a line end. No line is wider than 100 columns. */
export function summaryTable(run: Run, tally: Tally, options: TableOptions): string {
  const at = page(options);
  const parts = [
    ...heading(run, at),
    ...posture(run, tally, at),
    ...severities(run, at),
    ...verdicts(run, at),
    ...framework(run, at),
    ...rules(run, tally, at),
    ...gaps(run, at),
    ...unknowns(run, tally, at),
    ...permissions(run, tally, at),
  ];
  return `${parts.join('\n').trimEnd()}\n`;
}
