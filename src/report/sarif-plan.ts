import type { Finding } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import type { Findings, ReportFile, ReportOptions, Run } from '../model/run.ts';
import { severityRank } from './severity.ts';
import { newShelf, type Shelf } from './shelf.ts';
import { count, emptyTally, type Tally } from './tally.ts';

/**
 * What GitHub takes: more in a file, and it refuses the whole.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
export const LIMITS = { results: 25_000, shown: 5_000, runs: 20, rules: 25_000, bytes: 10_000_000 };

/** One account: a SARIF run of its own, since GitHub keeps alerts apart by the category of a run. */
export interface Section {
  readonly account: string;
  /** Those that become results: the worst first, as many as are taken; in the full profile all, in their own order. */
  readonly findings: Iterable<Finding>;
  /** How many there are that would. */
  readonly wanted: number;
  readonly tally: Tally;
  /** How many fails a line of code made of a rule, by `madeKey`. */
  readonly made: ReadonlyMap<string, number>;
}

/** Undefined for what is no fail, or of no code. */
export function madeKey({ code }: Run, { rule, verdict, resource }: Finding): string | undefined {
  const place = verdict === 'fail' ? code?.(resource) : undefined;
  return place && JSON.stringify([rule, place.path, place.line]);
}

/** GitHub shows every result as an open alert, so it gets unsuppressed fails only; `full` holds everything. */
const isWanted = ({ verdict, suppression }: Finding, { sarifProfile }: ReportOptions): boolean =>
  sarifProfile === 'full' || (verdict === 'fail' && !suppression);

interface Open extends Omit<Section, 'findings'> {
  wanted: number;
  readonly shelf: Shelf<Finding>;
  readonly made: Map<string, number>;
}

const openSection = (account: string, most: number): Open => ({
  ...{ account, shelf: newShelf(most), wanted: 0, tally: emptyTally(), made: new Map() },
});

/**
 * Every account that was scanned, by its id; with `accounts` in the options, those of them.
 * @param most findings that are held of each
 */
export function sectionsOf(run: Run, findings: Findings, options: ReportOptions, most: number): Section[] {
  const sections = new Map<string, Open>();
  const sectionOf = (account: string) => {
    const known = sections.get(account) ?? openSection(account, most);
    sections.set(account, known);
    return known;
  };
  const isAsked = (account: string): boolean => options.accounts?.includes(account) ?? true;
  // an empty run of an account that nobody looked into would close its alerts
  const scopes = run.scopes.filter(({ status }) => status !== 'skipped');
  for (const { account } of [...scopes, ...run.gaps]) if (isAsked(account)) sectionOf(account);
  const asked = options.accounts ? among(findings, options.accounts) : findings;
  for (const finding of asked) put(sectionOf(finding.resource.account), finding, run, options);
  return [...sections.values()]
    .map(({ shelf, ...section }) => ({
      ...section,
      findings: options.sarifProfile === 'full' ? among(findings, [section.account]) : shelf.items(),
    }))
    .sort((a, b) => byText(a.account, b.account));
}

/** Read when it is asked for, and as often. */
const among = (findings: Findings, accounts: readonly string[]): Iterable<Finding> => ({
  *[Symbol.iterator]() {
    for (const finding of findings.of?.(accounts) ?? findings)
      if (accounts.includes(finding.resource.account)) yield finding;
  },
});

function put(section: Open, finding: Finding, run: Run, options: ReportOptions): void {
  count(section.tally, finding);
  if (!isWanted(finding, options)) return;
  section.wanted++;
  section.shelf.put(finding, severityRank(finding.severity));
  const key = madeKey(run, finding);
  if (key !== undefined) section.made.set(key, (section.made.get(key) ?? 0) + 1);
}

/** As few files as hold 20 accounts each and, of several accounts, no more results than one account may have. */
export function filesOf(run: Run, findings: Findings, options: ReportOptions, fileName: string): ReportFile[] {
  const files: string[][] = [[]];
  let results = 0;
  for (const section of sectionsOf(run, findings, options, 0)) {
    results += section.wanted;
    const last = files.at(-1) ?? [];
    if (last.length < LIMITS.runs && (last.length === 0 || results <= LIMITS.results)) last.push(section.account);
    else {
      files.push([section.account]);
      results = section.wanted;
    }
  }
  return files.map((accounts, index) => ({
    fileName: index === 0 ? fileName : fileName.replace('.', `-${index + 1}.`),
    accounts,
  }));
}
