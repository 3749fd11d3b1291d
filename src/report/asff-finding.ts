import type { EvidenceValue, Finding } from '../model/finding.ts';
import { causesOf, type Reason } from '../model/reason.ts';
import type { RuleInfo, Severity, Verdict } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import { accountOf, asffPartition, homeOf, type Place, productArn } from './asff-place.ts';
import { asffType } from './asff-type.ts';
import { COVERAGE, type Hole } from './coverage.ts';
import { jsonText, sorted } from './json-text.ts';
import { httpsOnly } from './references.ts';
import { controlNames, millisecondsOf, relatedType, within } from './sentence.ts';
import { reasonText } from './words.ts';

/**
 * As much of the AWS Security Finding Format as sealscan writes.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 */
export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly ProductName: string;
  readonly CompanyName: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly FirstObservedAt?: string;
  readonly LastObservedAt: string;
  readonly Title: string;
  readonly Description: string;
  /** Security Hub fills the top-level Severity and Types of a new finding from these, and leaves later changes of them to people. */
  readonly FindingProviderFields: {
    readonly Severity: { readonly Label: string; readonly Original: string };
    readonly Types: readonly string[];
  };
  readonly Compliance: {
    readonly Status: ComplianceStatus;
    readonly RelatedRequirements?: readonly string[];
    readonly StatusReasons?: readonly { readonly ReasonCode: string; readonly Description: string }[];
  };
  readonly Remediation?: { readonly Recommendation: { readonly Text: string; readonly Url?: string } };
  readonly ProductFields: Readonly<Record<string, string>>;
  /** First the one that is judged, then what it leads to. */
  readonly Resources: readonly [AsffResource, ...AsffResource[]];
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
  /** Heeded at the first import only: from then on it is people's. */
  readonly Workflow?: { readonly Status: 'SUPPRESSED' };
}

interface AsffResource {
  readonly Type: string;
  readonly Id: string;
  readonly Partition?: string;
  readonly Region?: string;
  readonly Tags?: Readonly<Record<string, string>>;
}

type ComplianceStatus = 'PASSED' | 'FAILED' | 'NOT_AVAILABLE';

/** NOT_AVAILABLE: "check could not be performed due to a service outage, API error". */
const STATUSES: Readonly<Record<Verdict, ComplianceStatus>> = {
  pass: 'PASSED',
  fail: 'FAILED',
  unknown: 'NOT_AVAILABLE',
};

export const PRODUCT = 'sealscan';
/** Of ProductFields: what a later run needs to tell whether it would have seen the finding again. */
export const FIELDS = { type: 'sealscan/ResourceType', region: 'sealscan/Region', rule: 'sealscan/Rule' } as const;

/**
 * Most code units of a text, most items of a list: Security Hub's own limits, and smaller ones where it has none, so that
 * all together stay below its 240 KB a finding even where each unit takes six bytes (`\u0600`).
 */
const MOST = { id: 512, title: 256, description: 1_024, text: 512, requirement: 64, key: 128, tag: 256, reason: 256 };
const MOST_REQUIREMENTS = 32;
const MOST_REASONS = 5;
const MOST_TAGS = 50;
const MOST_EVIDENCE = 10;
const MOST_RELATED = 10;

/** Security Hub refuses a string in which nothing can be seen. */
const text = (value: string, limit: number): string => {
  const clipped = within(value, limit);
  return /\S/.test(clipped) ? clipped : '-';
};

/** Milliseconds are left out: the same instant is the same text. */
const instant = (iso: string): string => new Date(millisecondsOf(iso)).toISOString().replace(/\.\d+Z$/, 'Z');

function common({ takenAt }: Pick<Run, 'takenAt'>, id: string, rule: string, given: Place, type: string) {
  const place = { ...given, account: accountOf(given.account) };
  const at = instant(takenAt);
  return {
    SchemaVersion: '2018-10-08',
    Id: text(id, MOST.id),
    ProductArn: productArn(place),
    ProductName: PRODUCT,
    CompanyName: PRODUCT,
    GeneratorId: text(`${PRODUCT}/${rule}`, MOST.id),
    AwsAccountId: place.account,
    CreatedAt: at,
    UpdatedAt: at,
    FirstObservedAt: at,
    LastObservedAt: at,
    RecordState: 'ACTIVE',
    ProductFields: {
      [FIELDS.rule]: text(rule, MOST.id),
      [FIELDS.type]: text(type, MOST.id),
      [FIELDS.region]: text(given.region, MOST.id),
    },
  } as const;
}

const provided = (severity: Severity, verdict: Verdict, category: string): AsffFinding['FindingProviderFields'] => ({
  // INFORMATIONAL is Security Hub's word for "no issue was found"
  Severity: { Label: verdict === 'pass' ? 'INFORMATIONAL' : severity.toUpperCase(), Original: severity },
  Types: [`Software and Configuration Checks/AWS Security Best Practices/${category}`],
});

const statusReason = (reason: Reason) => ({
  ReasonCode: reason.class.toUpperCase().replaceAll('-', '_'),
  Description: text(reasonText(reason), MOST.reason),
});

function complianceOf(finding: Finding, rule: RuleInfo | undefined): AsffFinding['Compliance'] {
  const requirements = rule ? controlNames(rule).slice(0, MOST_REQUIREMENTS) : [];
  const reasons = finding.reasons.flatMap(causesOf).slice(0, MOST_REASONS).map(statusReason);
  return {
    Status: STATUSES[finding.verdict],
    ...(requirements.length > 0 && { RelatedRequirements: requirements.map((name) => text(name, MOST.requirement)) }),
    ...(reasons.length > 0 && { StatusReasons: reasons }),
  };
}

function remediationOf({ remediation, references }: RuleInfo): NonNullable<AsffFinding['Remediation']> {
  const [url] = httpsOnly(references);
  return { Recommendation: { Text: text(remediation.cli, MOST.text), ...(url !== undefined && { Url: url }) } };
}

/** A tag whose value is empty cannot be sent: Security Hub refuses empty strings. */
function tagsOf(tags: Finding['resource']['tags']): Readonly<Record<string, string>> {
  const some = Object.entries(sorted(tags)).filter(([key, value]) => /\S/.test(key) && /\S/.test(value));
  return Object.fromEntries(
    some.slice(0, MOST_TAGS).map(([key, value]) => [text(key, MOST.key), text(value, MOST.tag)]),
  );
}

function resourceOf({ resource }: Finding): AsffResource {
  const { id, type, region, partition, tags } = resource;
  const own = tagsOf(tags);
  const known = asffPartition(partition);
  return {
    Type: asffType(type),
    Id: text(id, MOST.id),
    ...(known !== undefined && { Partition: known }),
    ...(region === homeOf(partition, region) && { Region: region }),
    ...(Object.keys(own).length > 0 && { Tags: own }),
  };
}

const evidenceOf = (evidence: Readonly<Record<string, EvidenceValue>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(evidence)
      .slice(0, MOST_EVIDENCE)
      .map(([path, value]) => [text(`evidence/${path}`, MOST.key), text(jsonText(value), MOST.text)]),
  );

const suppressionOf = ({ suppression }: Finding): Record<string, string> =>
  suppression
    ? {
        'sealscan/Suppression': text(suppression.id, MOST.text),
        'sealscan/SuppressionReason': text(suppression.reason, MOST.text),
        'sealscan/SuppressionExpires': text(suppression.expires, MOST.text),
      }
    : {};

const relatedOf = ({ related = [] }: Finding): AsffResource[] =>
  related.slice(0, MOST_RELATED).map((arn) => ({ Type: asffType(relatedType(arn)), Id: text(arn, MOST.id) }));

/** One finding within every limit of Security Hub. @param rule undefined where the run does not list it */
export function asffFinding(run: Pick<Run, 'takenAt'>, finding: Finding, rule: RuleInfo | undefined): AsffFinding {
  const { resource, part, verdict, severity, suppression } = finding;
  const base = common(run, finding.id, finding.rule, resource, resource.type);
  return {
    ...base,
    Title: text(`${rule?.title ?? finding.rule}: ${resource.name}`, MOST.title),
    Description: text(finding.message, MOST.description),
    FindingProviderFields: provided(severity, verdict, rule?.category ?? 'encryption'),
    Compliance: complianceOf(finding, rule),
    ...(rule && { Remediation: remediationOf(rule) }),
    ProductFields: {
      ...base.ProductFields,
      'sealscan/Severity': severity,
      ...(part !== '' && { 'sealscan/Part': text(part, MOST.text) }),
      ...(finding.baseline && { 'sealscan/Baseline': finding.baseline }),
      ...suppressionOf(finding),
      ...evidenceOf(finding.evidence),
    },
    Resources: [resourceOf(finding), ...relatedOf(finding)],
    ...(suppression && { Workflow: { Status: 'SUPPRESSED' } as const }),
  };
}

/** A scope that was not read to its end, as a check that could not be performed. */
export function asffHole(run: Run, { id, scope, title, causes }: Hole): AsffFinding {
  const account = accountOf(scope.account);
  return {
    ...common(run, id, COVERAGE, scope, COVERAGE),
    Title: text(title, MOST.title),
    Description: text([title, ...causes].join('. '), MOST.description),
    FindingProviderFields: provided('medium', 'unknown', COVERAGE),
    Compliance: { Status: 'NOT_AVAILABLE' },
    Resources: [{ Type: 'AwsAccount', Id: `AWS::::Account:${account}` }],
  };
}
