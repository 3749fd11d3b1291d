import { changed, type Finding } from '../model/finding.ts';
import type { Verdict } from '../model/rule.ts';
import type { BaselineChange } from '../model/run.ts';
import { type ReportedFinding, readReport } from './report-file.ts';

/** What an earlier report.json found failing, by finding id. */
export type Baseline = ReadonlyMap<string, ReportedFinding>;

export const readBaseline = (text: string, file: string): Baseline =>
  new Map(
    readReport(text, file, 'baseline').flatMap((finding) =>
      finding.verdict === 'fail' ? [[finding.id, finding]] : [],
    ),
  );

/**
 * What became of findings that failed before and do not now. `fixed` = seen to pass, `gone` = the resource is gone and
 * its listing complete, `unseen` = unknown or not selected this time.
 */
export function baselineChanges(
  baseline: Baseline,
  now: ReadonlyMap<string, Verdict>,
  listed: (known: { type: string; account: string; region: string }) => boolean,
  present: (resource: string) => boolean,
): BaselineChange[] {
  const changes: BaselineChange[] = [];
  for (const { id, rule, resource } of baseline.values()) {
    const verdict = now.get(id);
    if (verdict === 'fail') continue;
    const change =
      verdict === 'pass'
        ? 'fixed'
        : verdict === undefined && !present(resource.id) && listed(resource)
          ? 'gone'
          : 'unseen';
    changes.push({ id, rule, resource: resource.id, change });
  }
  return changes.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const againstBaseline = (finding: Finding, baseline: Baseline): Finding =>
  finding.verdict === 'fail' ? changed(finding, { baseline: baseline.has(finding.id) ? 'unchanged' : 'new' }) : finding;
