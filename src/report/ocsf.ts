import type { Finding, FindingResource } from '../model/finding.ts';
import type { RuleInfo, Severity, Verdict } from '../model/rule.ts';
import type { Findings, Reporter, Run } from '../model/run.ts';
import { COVERAGE, type Hole, holesOf } from './coverage.ts';
import { jsonText, sorted } from './json-text.ts';
import { batched } from './pieces.ts';
import { httpsOnly } from './references.ts';
import { becauseOf, controlNames, millisecondsOf, relatedType, rulesById, suppressionText } from './sentence.ts';

/** Version of the schema, and the class: https://schema.ocsf.io/1.5.0/classes/compliance_finding */
const VERSION = '1.5.0';
const CLASS = 2003;

const SEVERITY_IDS: Readonly<Record<Severity, number>> = { informational: 1, low: 2, medium: 3, high: 4, critical: 5 };
const severityOf = (severity: Severity) => ({
  severity_id: SEVERITY_IDS[severity],
  severity: `${severity.slice(0, 1).toUpperCase()}${severity.slice(1)}`,
});

/** "Warning" is the schema's word for a check that "did not yield a result due to missing information". */
const STATUSES: Readonly<Record<Verdict, { readonly status_id: number; readonly status: string }>> = {
  pass: { status_id: 1, status: 'Pass' },
  unknown: { status_id: 2, status: 'Warning' },
  fail: { status_id: 3, status: 'Fail' },
};

const account = (uid: string) => ({ uid, type_id: 10, type: 'AWS Account' });

const activity = (isKnown: boolean) => {
  const [activity_id, activity_name] = isKnown ? [2, 'Update'] : [1, 'Create'];
  return {
    activity_id,
    activity_name,
    type_uid: CLASS * 100 + activity_id,
    type_name: `Compliance Finding: ${activity_name}`,
  };
};

/** What every event of a run has. */
const eventOf = ({ tool, takenAt }: Run, code: string, partition: string, uid: string, region: string) => ({
  category_uid: 2,
  category_name: 'Findings',
  class_uid: CLASS,
  class_name: 'Compliance Finding',
  time: millisecondsOf(takenAt),
  metadata: {
    version: VERSION,
    profiles: ['cloud'],
    product: { uid: 'sealscan', name: tool.name, vendor_name: 'sealscan', version: tool.version },
    event_code: code,
    log_name: 'sealscan',
    log_provider: 'sealscan',
    original_time: takenAt,
  },
  cloud: { provider: 'AWS', cloud_partition: partition, region, account: account(uid) },
});

const resourceOf = ({ id, name, type, region, partition, account: uid, tags, tagsUnknown }: FindingResource) => ({
  uid: id,
  name,
  type,
  region,
  cloud_partition: partition,
  owner: { account: account(uid) },
  ...(!tagsUnknown && { tags: Object.entries(sorted(tags)).map(([key, value]) => ({ name: key, value })) }),
});

const relatedOf = (arn: string) => ({ uid: arn, name: arn.split(':').at(-1) ?? arn, type: relatedType(arn) });

const checkOf = ({ rule, verdict, severity }: Finding, info: RuleInfo | undefined) => ({
  uid: rule,
  name: info?.title ?? rule,
  ...(info && { standards: Object.keys(info.controls) }),
  ...STATUSES[verdict],
  ...severityOf(severity),
});

const complianceOf = (finding: Finding, info: RuleInfo | undefined) => ({
  ...STATUSES[finding.verdict],
  status_code: finding.verdict,
  status_details: [finding.message, ...becauseOf(finding)],
  control: info?.title ?? finding.rule,
  standards: Object.keys(info?.controls ?? {}),
  requirements: info ? controlNames(info) : [],
  control_parameters: Object.entries(info?.parameters ?? {}).map(([name, value]) => ({ name, value: jsonText(value) })),
  checks: [checkOf(finding, info)],
  ...(info && { category: info.category }),
});

const remediationOf = ({ remediation: { cli, terraform, console }, references }: RuleInfo) => ({
  desc: [console, cli, terraform].filter((text) => text !== undefined && text !== '').join('\n\n'),
  references: httpsOnly(references),
});

/** The life of the finding, which is not the state of the resource: that is `compliance.status_id`. */
const lifeOf = ({ suppression }: Finding) =>
  suppression
    ? { status_id: 3, status: 'Suppressed', status_detail: suppressionText(suppression) }
    : { status_id: 1, status: 'New' };

function findingEvent(run: Run, finding: Finding, info: RuleInfo | undefined) {
  const { resource, rule, baseline, suppression, part, reasons, evidence } = finding;
  return {
    ...activity(baseline === 'unchanged'),
    ...eventOf(run, rule, resource.partition, resource.account, resource.region),
    // what is as it should be needs nobody's attention, whatever it were if it was not
    ...severityOf(finding.verdict === 'pass' ? 'informational' : finding.severity),
    ...lifeOf(finding),
    message: finding.message,
    finding_info: {
      uid: finding.id,
      title: info?.title ?? rule,
      ...(info && { desc: info.rationale, types: [info.category] }),
      analytic: { uid: rule, name: info?.title ?? rule, type_id: 1, type: 'Rule' },
      created_time: millisecondsOf(run.takenAt),
    },
    compliance: complianceOf(finding, info),
    ...(info && { remediation: remediationOf(info) }),
    resources: [resourceOf(resource), ...(finding.related ?? []).map(relatedOf)],
    evidences: [{ data: evidence }],
    unmapped: {
      verdict: finding.verdict,
      ...(part !== '' && { part }),
      ...(reasons.length > 0 && { reasons }),
      ...(suppression && { suppression }),
      ...(baseline && { baseline }),
    },
  };
}

/** A scope that was not read to its end, as a check of ours that gave no result. */
function holeEvent(run: Run, { id, scope, title, causes }: Hole) {
  const severity = severityOf('medium');
  return {
    ...activity(false),
    ...eventOf(run, COVERAGE, scope.partition, scope.account, scope.region),
    ...severity,
    status_id: 1,
    status: 'New',
    message: title,
    finding_info: {
      uid: id,
      title,
      types: [COVERAGE],
      analytic: { uid: COVERAGE, name: COVERAGE, type_id: 1, type: 'Rule' },
      created_time: millisecondsOf(run.takenAt),
    },
    compliance: {
      ...STATUSES.unknown,
      status_code: 'unknown',
      status_details: causes.length > 0 ? causes : [title],
      control: 'Everything that was asked for was read',
      standards: [],
      checks: [{ uid: COVERAGE, name: 'Everything that was asked for was read', ...STATUSES.unknown, ...severity }],
    },
    resources: [
      {
        uid: `${scope.account}/${scope.region}`,
        name: scope.region,
        type: 'aws.region',
        region: scope.region,
        cloud_partition: scope.partition,
        owner: { account: account(scope.account) },
      },
    ],
    unmapped: { verdict: 'unknown', scope: scope.status },
  };
}

function* events(run: Run, findings: Findings): Generator<string> {
  const rules = rulesById(run);
  for (const hole of holesOf(run)) yield `${jsonText(holeEvent(run, hole))}\n`;
  for (const finding of findings) yield `${jsonText(findingEvent(run, finding, rules.get(finding.rule)))}\n`;
}

/** OCSF 1.5.0 Compliance Finding, one event a line: passes, fails, unknowns, and scopes that were not read to their end. */
export const ocsf: Reporter = {
  format: 'ocsf',
  fileName: 'report.ocsf.jsonl',
  render: (run, findings) => batched(events(run, findings)),
};
