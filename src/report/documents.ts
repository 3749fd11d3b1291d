import type { Finding, FindingResource } from '../model/finding.ts';
import { quoted } from '../model/quoted.ts';
import type { RuleInfo } from '../model/rule.ts';
import { jsonText, safeJson, sorted } from './json-text.ts';
import { once } from './once.ts';

/** Version of the documents that reports/report.schema.json and reports/report.jsonl.schema.json describe. */
export const REPORT_VERSION = '1.0';

const resourceDocument = ({ id, type, name, account, region, tags, tagsUnknown }: FindingResource) => ({
  id,
  type,
  name,
  account,
  region,
  tags: sorted(tags),
  ...(tagsUnknown && { tagsUnknown }),
});

/** Most that is held of what findings say. */
const SAYINGS = 200;

const text = (of: string): string => safeJson(quoted(of));

/**
 * Findings as the JSON and JSONL reports show them: the members of an object, without its braces. Most of them say by the
 * same things what others say, and a resource's come together: of each a text is made once.
 */
export function findingTexts(): (finding: Finding) => string {
  const resource = once((of: FindingResource) => jsonText(resourceDocument(of)), 1);
  const evidence = once((values: Finding['evidence']) => jsonText(values), SAYINGS);
  const reasons = once((why: Finding['reasons']) => jsonText(why), SAYINGS);
  const related = once((arns: readonly string[]) => jsonText(arns), 1);
  return (finding) => {
    const { suppression, baseline } = finding;
    return (
      `"id":${text(finding.id)},"rule":${text(finding.rule)},"severity":"${finding.severity}","verdict":"${finding.verdict}"` +
      `${finding.part === '' ? '' : `,"part":${text(finding.part)}`},"resource":${resource(finding.resource)}` +
      `,"message":${text(finding.message)},"evidence":${evidence(finding.evidence)}` +
      (finding.reasons.length > 0 ? `,"reasons":${reasons(finding.reasons)}` : '') +
      (suppression ? `,"suppression":${jsonText(suppression)}` : '') +
      (baseline ? `,"baseline":"${baseline}"` : '') +
      (finding.related ? `,"related":${related(finding.related)}` : '')
    );
  };
}

/** One rule as the JSON and JSONL reports show it. */
export const ruleDocument = ({
  title,
  severity,
  category,
  rationale,
  remediation,
  controls,
  references,
}: RuleInfo) => ({ title, severity, category, rationale, remediation, controls, references });
