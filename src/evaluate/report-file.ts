import { z } from 'zod';
import { InputError } from '../model/input-error.ts';

const reportSchema = z.object({
  schemaVersion: z.string().startsWith('1.'),
  findings: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      verdict: z.enum(['pass', 'fail', 'unknown']),
      resource: z.object({
        id: z.string(),
        type: z.string(),
        account: z.string(),
        region: z.string(),
        tags: z.record(z.string(), z.string()).default({}),
        tagsUnknown: z.boolean().optional(),
      }),
    }),
  ),
});

/** A finding of a `report.json`, as far as it is read again. */
export type ReportedFinding = z.infer<typeof reportSchema>['findings'][number];

/** @param what how the file is called when it is refused: 'baseline' */
export function readReport(text: string, file: string, what: string): readonly ReportedFinding[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new InputError(`the ${what} is not valid JSON`, { file });
  }
  const report = reportSchema.safeParse(parsed);
  if (!report.success) throw new InputError(`the ${what} is no sealscan report (a report.json of version 1)`, { file });
  return report.data.findings;
}
