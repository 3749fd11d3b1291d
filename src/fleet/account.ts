import { gzipSync } from 'node:zlib';
import type { Graph } from '../graph/graph.ts';
import type { KeyPages } from '../keys/pages.ts';
import type { Finding } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import { INCOMPLETE_CLASSES } from '../model/reason.ts';
import type { Findings, KeyPage, Pieces, ReportOptions, Run } from '../model/run.ts';
import { GLOBAL_REGION } from '../model/scope.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import { findingTexts } from '../report/documents.ts';
import { type Format, reportFiles } from '../reports.ts';
import { type ScanInput, type ScanResult, scan } from '../scan.ts';
import { joined, wholeOf } from '../snapshot/parts.ts';
import { openParts } from '../snapshot/read.ts';
import type { Store } from '../store.ts';
import { accountParts, dayOf, findingsKey, reportsFolder, summaryKey } from './keys.ts';
import { linksOut, readNeighbours, writeLinks } from './links.ts';
import { neighbourSources } from './neighbours.ts';
import { doneWith, withFiles, writeLines } from './parts.ts';
import type { Plan } from './plan.ts';
import type { AccountSummary, RuleCount } from './summary.ts';
import type { Done } from './work.ts';

/** How accounts are judged and told of. */
export interface Standards
  extends Pick<
    ScanInput,
    'registry' | 'tool' | 'rules' | 'chosen' | 'context' | 'severities' | 'suppressions' | 'framework'
  > {
  readonly formats: readonly Format[];
  readonly sarif: Pick<ReportOptions, 'sarifProfile' | 'category'>;
  /** Pages about keys, for reports that show them. */
  readonly keys?: (source: SnapshotSource) => (graph: Graph) => KeyPages;
}

/**
 * Judges all regions of an account together, and writes its findings, reports and summary. Of other accounts it sees what
 * links lead to or come from, as far as an earlier reducing found the links and the store holds the parts.
 */
export async function judgeAccount(account: string, plan: Plan, standards: Standards, store: Store): Promise<Done> {
  const day = dayOf(plan);
  const { keys, ...judging } = standards;
  const neighbours = await neighbourSources(store, plan, await readNeighbours(store, day, account), standards.registry);
  const planned = new Set(plan.accounts.map(({ id }) => id));
  const links = linksOut(account, planned, standards.registry);
  return withFiles(store, wholeOf(await store.list(accountParts(day, account))), async (files) => {
    const own = await openParts(files, `account ${account}`);
    const source = neighbours.length > 0 ? joined([own, ...neighbours], `account ${account}`) : own;
    const result = await scan({
      ...judging,
      source,
      account,
      only: (resource) => {
        links.see(resource);
        return true;
      },
      ...(keys && standards.formats.includes('html') && { keys: ownKeys(keys(source), account) }),
    });
    await writeLinks(store, day, account, links.found());
    await writeFindings(store, plan, account, result);
    const reports = await writeReports(store, reportsFolder(day, account), standards, result);
    return writeSummary(store, day, await summaryOf(account, result, reports));
  });
}

/** A snapshot with neighbours shows their keys too. */
const ownKeys =
  (keys: (graph: Graph) => KeyPages, account: string) =>
  (graph: Graph): KeyPages => {
    const { see, pages } = keys(graph);
    async function* own(): AsyncIterable<KeyPage> {
      for await (const page of pages()) if (page.account === account) yield page;
    }
    return { see, pages: own };
  };

/** By the region of the resource; every region of the plan has a file, so that none of an earlier reducing is left. */
async function writeFindings(store: Store, plan: Plan, account: string, { findings }: ScanResult): Promise<void> {
  const lines = new Map<string, string[]>([GLOBAL_REGION, ...plan.regions].map((region) => [region, []]));
  const textOf = findingTexts();
  for (const finding of findings) {
    const region = isRegion(finding.resource.region) ? finding.resource.region : GLOBAL_REGION;
    const known = lines.get(region) ?? [];
    known.push(`{${textOf(finding)}}`);
    lines.set(region, known);
  }
  for (const [region, found] of lines) {
    const key = findingsKey(dayOf(plan), { account, region });
    if (found.length > 0) await writeLines(store, key, found);
    else await store.put(key, gzipSync(''));
  }
}

/** What else might stand there is no name of a folder. */
const isRegion = (text: string): boolean => /^[a-z0-9-]+$/.test(text);

async function writeReports(
  store: Store,
  folder: string,
  { formats, sarif }: Standards,
  result: ScanResult,
): Promise<string[]> {
  const reports: string[] = [];
  for (const { path, isInventory, pieces } of reportFiles(formats, result, {
    ...sarif,
    base: folder.slice(0, -1),
  })) {
    await store.put(`${folder}${path}`, await whole(pieces));
    if (!isInventory) reports.push(path);
  }
  return reports;
}

async function whole(pieces: Pieces): Promise<Buffer> {
  const buffers: Buffer[] = [];
  for await (const piece of pieces) buffers.push(Buffer.from(piece, 'utf8'));
  return Buffer.concat(buffers);
}

async function summaryOf(
  account: string,
  { run, findings }: ScanResult,
  reports: readonly string[],
): Promise<AccountSummary> {
  const read = run.scopes.filter(({ status }) => status !== 'skipped');
  const isFailed = read.length > 0 && read.every(({ status }) => status === 'failed');
  const gap = run.gaps.find((found) => INCOMPLETE_CLASSES.has(found.class));
  return {
    account,
    status: isFailed ? 'failed' : run.complete ? 'complete' : 'partial',
    ...(gap && { reason: `${gap.operation}: ${gap.code}` }),
    summary: run.summary,
    gaps: run.gaps.length,
    rules: countsOf(run, findings),
    custody: run.custody,
    reports,
  };
}

function countsOf({ rules }: Run, findings: Findings): AccountSummary['rules'] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const counts = new Map<string, RuleCount>();
  for (const finding of findings) {
    const verdict = countedAs(finding);
    const rule = known.get(finding.rule);
    if (!verdict || !rule) continue;
    const { title, severity } = rule;
    const { fail, unknown } = counts.get(rule.id) ?? { fail: 0, unknown: 0 };
    counts.set(rule.id, {
      title,
      severity,
      fail: fail + Number(verdict === 'fail'),
      unknown: unknown + Number(verdict === 'unknown'),
    });
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => byText(a, b)));
}

const countedAs = ({ verdict, suppression }: Finding): 'fail' | 'unknown' | undefined =>
  suppression || verdict === 'pass' ? undefined : verdict;

async function writeSummary(store: Store, day: string, summary: AccountSummary): Promise<Done> {
  const text = `${JSON.stringify(summary, null, 2)}\n`;
  await store.put(summaryKey(day, summary.account), Buffer.from(text));
  return { ...doneWith(text), records: summary.summary.resources };
}
