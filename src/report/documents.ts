import type { Finding, FindingResource } from '../model/finding.ts';
import { quoted } from '../model/quoted.ts';
import type { RuleInfo } from '../model/rule.ts';
import { jsonText, safeJson, sorted } from './json-text.ts';

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
const SAYINGS = 5_000;

const text = (of: string): string => safeJson(quoted(of));

/** What a finding says, before and after its resource. */
interface SaidTexts {
  readonly head: string;
  readonly tail: string;
}

function saidTexts({ rule, severity, verdict, message, evidence, reasons }: Finding): SaidTexts {
  const why = reasons.length > 0 ? `,"reasons":${jsonText(reasons)}` : '';
  return {
    head: `"rule":${text(rule)},"severity":"${severity}","verdict":"${verdict}"`,
    tail: `"message":${text(message)},"evidence":${jsonText(evidence)}${why}`,
  };
}

/**
 * Findings as the JSON and JSONL reports show them: the members of an object, without its braces. A text is made once of
 * what many say alike, and of a resource, whose findings come together.
 */
export function findingTexts(): (finding: Finding) => string {
  const ofAlike = new Map<object, SaidTexts>();
  const said = (finding: Finding): SaidTexts => {
    const { alike } = finding;
    if (!alike) return saidTexts(finding);
    const known = ofAlike.get(alike) ?? saidTexts(finding);
    if (ofAlike.size < SAYINGS) ofAlike.set(alike, known);
    return known;
  };
  let last: { readonly resource: FindingResource; readonly text: string } | undefined;
  const about = (resource: FindingResource): string => {
    if (last?.resource !== resource) last = { resource, text: jsonText(resourceDocument(resource)) };
    return last.text;
  };
  return (finding) => {
    const { id, part, resource, suppression, baseline, related } = finding;
    const { head, tail } = said(finding);
    return (
      `"id":${text(id)},${head}${part === '' ? '' : `,"part":${text(part)}`},"resource":${about(resource)},${tail}` +
      (suppression ? `,"suppression":${jsonText(suppression)}` : '') +
      (baseline ? `,"baseline":"${baseline}"` : '') +
      (related ? `,"related":${jsonText(related)}` : '')
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
