import type { Finding, FindingResource } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';
import { sorted } from './json-text.ts';

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

/** One finding as the JSON and JSONL reports show it. */
export const findingDocument = (finding: Finding) => ({
  id: finding.id,
  rule: finding.rule,
  severity: finding.severity,
  verdict: finding.verdict,
  ...(finding.part !== '' && { part: finding.part }),
  resource: resourceDocument(finding.resource),
  message: finding.message,
  evidence: finding.evidence,
  ...(finding.reasons.length > 0 && { reasons: finding.reasons }),
  ...(finding.suppression && { suppression: finding.suppression }),
  ...(finding.baseline && { baseline: finding.baseline }),
  ...(finding.related && { related: finding.related }),
});

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
