import type { Finding } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Findings, Reporter, Run } from '../model/run.ts';
import { holesOf } from './coverage.ts';
import { certainty } from './headline.ts';
import { jsonText } from './json-text.ts';
import { batched } from './pieces.ts';
import { becauseOf, rulesById, standingOf, suppressionText, within } from './sentence.ts';

const TEXT = 4_000;
const NAME = 1_000;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text of XML 1.0: what it forbids (controls, half pairs, U+FFFE and U+FFFF) is written out. */
const xml = (text: string, limit = TEXT): string =>
  within(text, limit)
    .replace(/[\ufffe\uffff]/g, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (one) => ENTITIES[one] ?? '');

interface Counts {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
}
const none = (): Counts => ({ tests: 0, failures: 0, errors: 0, skipped: 0 });

/** One service of one account and region; findings of a suite follow each other. */
const suiteOf = ({ resource: { account, region, type } }: Finding): string =>
  `${account}/${region}/${type.split('.')[1] ?? type}`;

function add(counts: Counts, finding: Finding): void {
  counts.tests++;
  const standing = standingOf(finding);
  if (standing === 'fail') counts.failures++;
  else if (standing !== 'pass') counts.skipped++;
}

/** Counts of each suite in order: XML wants them before the cases, so the findings are read twice. */
function countSuites(findings: Findings): Counts[] {
  const suites: Counts[] = [];
  let name: string | undefined;
  for (const finding of findings) {
    if (suiteOf(finding) !== name) suites.push(none());
    name = suiteOf(finding);
    add(suites.at(-1) as Counts, finding);
  }
  return suites;
}

const figures = ({ tests, failures, errors, skipped }: Counts): string =>
  `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;

/** Without zone, as the schema that Jenkins publishes has it. */
const timestamp = ({ takenAt }: Run): string => {
  const [, time] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(takenAt) ?? [];
  return time === undefined ? '' : ` timestamp="${time}"`;
};

const suite = (name: string, counts: Counts, run: Run): string =>
  `<testsuite name="${xml(name, NAME)}" ${figures(counts)} time="0"${timestamp(run)}>\n`;

const skipped = (why: string): string => `<skipped message="${xml(why)}"/>`;

const EVIDENCE = 20;

function failure({ message, severity, resource, evidence, related = [] }: Finding, rule: RuleInfo | undefined): string {
  const facts = Object.entries(evidence).slice(0, EVIDENCE);
  const lines = [
    ...(rule ? [rule.title] : []),
    message,
    `Resource: ${resource.id}`,
    ...related.slice(0, EVIDENCE).map((arn) => `Related: ${arn}`),
    ...facts.map(([path, value]) => `${path} = ${within(jsonText(value), 500)}`),
  ];
  return `<failure type="${severity}" message="${xml(message)}">${lines.map((line) => xml(line)).join('\n')}</failure>`;
}

function outcome(finding: Finding, rule: RuleInfo | undefined): string {
  switch (standingOf(finding)) {
    case 'pass':
      return '';
    case 'fail':
      return failure(finding, rule);
    case 'suppressed':
      return skipped(
        `suppressed: ${finding.suppression ? suppressionText(finding.suppression) : ''}; ${finding.message}`,
      );
    case 'unknown':
      return skipped(`unknown: ${[finding.message, ...becauseOf(finding)].join('; ')}`);
  }
}

function testcase(finding: Finding, rules: ReadonlyMap<string, RuleInfo>): string {
  const rule = rules.get(finding.rule);
  const { resource, part } = finding;
  const name = part === '' ? resource.id : `${resource.id} (${part})`;
  const inner = outcome(finding, rule);
  const open = `<testcase classname="${xml(`${rule?.service ?? 'rule'}.${finding.rule}`, NAME)}" name="${xml(name, NAME)}" time="0"`;
  return inner === '' ? `${open}/>\n` : `${open}>${inner}</testcase>\n`;
}

/** What was not read is an error, as it is for a test that could not run: unlike a failure it says nothing of the account. */
function coverage(run: Run): { readonly counts: Counts; readonly text: string } {
  const holes = holesOf(run);
  const cases = holes.map(
    ({ title, causes, scope }) =>
      `<testcase classname="sealscan.coverage" name="${xml(`${scope.account}/${scope.region}`, NAME)}" time="0">` +
      `<error type="${scope.status}" message="${xml(title)}">${causes.map((cause) => xml(cause)).join('\n')}</error></testcase>\n`,
  );
  const isWhole = run.complete && holes.length === 0;
  const overall = isWhole ? '' : `<error type="incomplete" message="${xml(certainty(run))}"/>`;
  const all = `<testcase classname="sealscan.coverage" name="everything that was asked for was read" time="0">${overall}</testcase>\n`;
  const errors = holes.length + (isWhole ? 0 : 1);
  return { counts: { ...none(), tests: holes.length + 1, errors }, text: all + cases.join('') };
}

const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (whole, one) => ({
      tests: whole.tests + one.tests,
      failures: whole.failures + one.failures,
      errors: whole.errors + one.errors,
      skipped: whole.skipped + one.skipped,
    }),
    none(),
  );

function* document(run: Run, findings: Findings): Generator<string> {
  const suites = countSuites(findings);
  const { counts, text } = coverage(run);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(run.tool.name, NAME)}" ${figures(sum([counts, ...suites]))} time="0">\n`;
  yield `${suite('coverage', counts, run)}${text}</testsuite>\n`;
  yield* cases(run, findings, suites);
  yield '</testsuites>\n';
}

function* cases(run: Run, findings: Findings, suites: readonly Counts[]): Generator<string> {
  const rules = rulesById(run);
  let index = -1;
  let name: string | undefined;
  for (const finding of findings) {
    if (suiteOf(finding) !== name) {
      if (index >= 0) yield '</testsuite>\n';
      index++;
      name = suiteOf(finding);
      yield suite(name, suites[index] ?? none(), run);
    }
    yield testcase(finding, rules);
  }
  if (index >= 0) yield '</testsuite>\n';
}

/**
 * JUnit XML as CI systems read it: a suite for each service of an account and region, a case for each finding. Failing is
 * a failure; unknown and suppressed are skipped, with why; what could not be read is an error.
 */
export const junit: Reporter = {
  format: 'junit',
  fileName: 'report.junit.xml',
  render: (run, findings) => batched(document(run, findings)),
};
