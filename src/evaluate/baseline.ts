import { z } from 'zod';
import type { Finding } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import type { Verdict } from '../model/rule.ts';
import type { BaselineChange } from '../model/run.ts';

const reportSchema = z.object({
  schemaVersion: z.string().startsWith('1.'),
  findings: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      verdict: z.enum(['pass', 'fail', 'unknown']),
      resource: z.object({ id: z.string(), type: z.string(), account: z.string(), region: z.string() }),
    }),
  ),
});

type Known = z.infer<typeof reportSchema>['findings'][number];

/** What an earlier report.json found failing, by finding id. */
export type Baseline = ReadonlyMap<string, Known>;

export function readBaseline(text: string, file: string): Baseline {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new InputError('the baseline is not valid JSON', { file });
  }
  const report = reportSchema.safeParse(parsed);
  if (!report.success)
    throw new InputError('the baseline is no sealscan report (a report.json of version 1)', { file });
  return new Map(
    report.data.findings.filter(({ verdict }) => verdict === 'fail').map((finding) => [finding.id, finding]),
  );
}

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
  finding.verdict === 'fail' ? { ...finding, baseline: baseline.has(finding.id) ? 'unchanged' : 'new' } : finding;
