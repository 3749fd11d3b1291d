import type { Finding } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import type { Findings, ReportFile, ReportOptions, Run } from '../model/run.ts';
import { severityRank } from './severity.ts';
import { count, emptyTally, type Tally } from './tally.ts';

/**
 * What GitHub takes: more in a file, and it refuses the whole.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
export const LIMITS = { results: 25_000, shown: 5_000, runs: 20, rules: 25_000, bytes: 10_000_000 };

/** One account: a SARIF run of its own, since GitHub keeps alerts apart by the category of a run. */
export interface Section {
  readonly account: string;
  /** Those that become results, the worst first. */
  readonly findings: readonly Finding[];
  readonly tally: Tally;
}

/** GitHub shows every result as an open alert, so it gets unsuppressed fails only; `full` holds everything. */
const isWanted = ({ verdict, suppression }: Finding, { sarifProfile }: ReportOptions): boolean =>
  sarifProfile === 'full' || (verdict === 'fail' && !suppression);

const rank = ({ verdict, severity }: Finding): number => (verdict === 'fail' ? severityRank(severity) : 5);

/** Every account that was scanned, by its id; with `accounts` in the options, those of them. */
export async function sectionsOf(run: Run, findings: Findings, options: ReportOptions): Promise<Section[]> {
  const sections = new Map<string, { account: string; findings: Finding[]; tally: Tally }>();
  const sectionOf = (account: string) => {
    const known = sections.get(account) ?? { account, findings: [], tally: emptyTally() };
    sections.set(account, known);
    return known;
  };
  // an empty run of an account that nobody looked into would close its alerts
  const scopes = run.scopes.filter(({ status }) => status !== 'skipped');
  for (const { account } of [...scopes, ...run.gaps]) sectionOf(account);
  for await (const finding of findings) {
    const section = sectionOf(finding.resource.account);
    count(section.tally, finding);
    if (isWanted(finding, options)) section.findings.push(finding);
  }
  const { accounts } = options;
  const all = [...sections.values()].filter(({ account }) => accounts?.includes(account) ?? true);
  for (const section of all) section.findings.sort((a, b) => rank(a) - rank(b));
  return all.sort((a, b) => byText(a.account, b.account));
}

/** As few files as hold 20 accounts each and, of several accounts, no more results than one account may have. */
export async function filesOf(
  run: Run,
  findings: Findings,
  options: ReportOptions,
  fileName: string,
): Promise<ReportFile[]> {
  const files: string[][] = [[]];
  let results = 0;
  for (const section of await sectionsOf(run, findings, options)) {
    results += section.findings.length;
    const last = files.at(-1) ?? [];
    if (last.length < LIMITS.runs && (last.length === 0 || results <= LIMITS.results)) last.push(section.account);
    else {
      files.push([section.account]);
      results = section.findings.length;
    }
  }
  return files.map((accounts, index) => ({
    fileName: index === 0 ? fileName : fileName.replace('.', `-${index + 1}.`),
    accounts,
  }));
}
