import type { Pieces, Reporter, ReportOptions } from './model/run.ts';
import { REPORTERS } from './report/reporters.ts';
import type { ScanResult } from './scan.ts';

export type Format = keyof typeof REPORTERS;

/** A file of a report, or of the inventory that SARIF points at. */
export interface ReportPart {
  /** With `/`, below the folder of the reports. */
  readonly path: string;
  readonly isInventory: boolean;
  readonly pieces: Pieces;
}

/** Each report in the files that it takes, and for SARIF the inventory; nothing is rendered before it is read. */
export function* reportFiles(
  formats: readonly Format[],
  { run, findings, inventory }: ScanResult,
  options: ReportOptions,
): Generator<ReportPart> {
  // first, since it tells SARIF where its lines stand
  if (formats.includes('sarif'))
    for (const { path, lines } of inventory.files()) yield { path, isInventory: true, pieces: textOf(lines) };
  for (const format of formats) {
    const reporter: Reporter = REPORTERS[format];
    const files = reporter.files?.(run, findings, options) ?? [{ fileName: reporter.fileName }];
    for (const { fileName, accounts } of files)
      yield { path: fileName, isInventory: false, pieces: reporter.render(run, findings, { ...options, accounts }) };
  }
}

function* textOf(entries: Iterable<{ readonly text: string }>): Generator<string> {
  for (const { text } of entries) yield `${text}\n`;
}
