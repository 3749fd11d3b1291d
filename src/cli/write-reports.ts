import { readdir, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ReportOptions } from '../model/run.ts';
import { REPORTERS } from '../report/reporters.ts';
import { type Format, reportFiles } from '../reports.ts';
import type { ScanResult } from '../scan.ts';
import { writeFileWhole } from '../snapshot/write.ts';
import { rootOf } from '../source/repository.ts';
import type { Terminal } from './terminal.ts';

export interface ReportFlags {
  /** A folder, or `-`. */
  readonly output: string;
  readonly sarifProfile: string;
  readonly sarifCategory: string;
}

const optionsOf = (flags: ReportFlags): ReportOptions => {
  const base = relative(rootOf(process.cwd()), flags.output).split(sep).join('/');
  return {
    sarifProfile: flags.sarifProfile === 'full' ? ('full' as const) : ('github' as const),
    base: base.startsWith('..') || flags.output === '-' ? 'sealscan-report' : base,
    category: flags.sarifCategory,
  };
};

/** Prints one report and nothing else. */
export async function printOne(
  format: Format,
  { run, findings }: ScanResult,
  flags: ReportFlags,
  terminal: Terminal,
): Promise<void> {
  for await (const piece of REPORTERS[format].render(run, findings, optionsOf(flags))) await terminal.out(piece);
}

/** Files below the output folder: the reports, and the inventory that SARIF points at. */
interface Written {
  readonly reports: readonly string[];
  readonly inventory: readonly string[];
}

/** Writes all of them; what earlier scans left of reports and inventory is removed. */
export async function writeReports(
  formats: readonly Format[],
  result: ScanResult,
  flags: ReportFlags,
): Promise<Written> {
  const reports: string[] = [];
  const inventory: string[] = [];
  for (const { path, isInventory, pieces } of reportFiles(formats, result, optionsOf(flags))) {
    await writeFileWhole(join(flags.output, path), pieces);
    (isInventory ? inventory : reports).push(path);
  }
  if (formats.includes('sarif')) await removeStrays(flags.output, new Set([...reports, ...inventory]));
  return { reports, inventory };
}

/** What earlier scans left: inventory files that no result points at any more, and further SARIF files. */
const STRAY = /^inventory\/.*\.jsonl$|^report-\d+\.sarif$/;

async function removeStrays(output: string, kept: ReadonlySet<string>): Promise<void> {
  const inventory = await readdir(join(output, 'inventory'), { recursive: true });
  const files = [...(await readdir(output)), ...inventory.map((file) => join('inventory', file))];
  for (const file of files) {
    const path = file.split(sep).join('/');
    if (STRAY.test(path) && !kept.has(path)) await rm(join(output, path));
  }
}
