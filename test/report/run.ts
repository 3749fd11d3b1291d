import { createHash } from 'node:crypto';
import { placeInArn } from '../../src/model/arn.ts';
import type { Finding, FindingResource } from '../../src/model/finding.ts';
import { type RuleInfo, SEVERITIES } from '../../src/model/rule.ts';
import type { CustodyCount, Findings, Gap, Pieces, ReportOptions, Run, Summary } from '../../src/model/run.ts';
import { inventoryFile, inventoryPath } from '../../src/report/inventory.ts';

export const ACCOUNT = '111122223333';
export const GITHUB: ReportOptions = { sarifProfile: 'github', base: 'sealscan-report' };
export const FULL: ReportOptions = { ...GITHUB, sarifProfile: 'full' };

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

export const resource = (changes: Partial<FindingResource> = {}): FindingResource => ({
  id: 'arn:aws:ec2:eu-central-1:111122223333:volume/vol-0a1b2c3d4e5f60718',
  type: 'aws.ec2.volume',
  name: 'vol-0a1b2c3d4e5f60718',
  partition: 'aws',
  account: ACCOUNT,
  region: 'eu-central-1',
  tags: {},
  ...changes,
});

export const rule = (id: string, changes: Partial<RuleInfo> = {}): RuleInfo => ({
  id,
  identity: id,
  title: `Title of ${id}`,
  severity: 'medium',
  category: 'at-rest',
  service: 'ebs',
  resource: 'aws.ec2.volume',
  rationale: `Why ${id} matters.`,
  remediation: {
    cli: `aws ec2 describe-volumes # ${id}`,
    terraform: 'resource "aws_ebs_volume" "x" {\n  encrypted = true\n}',
  },
  controls: { 'CIS-3.0': ['2.2.1'] },
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html'],
  default: true,
  parameters: {},
  aliases: [],
  deprecated: false,
  ...changes,
});

export function finding(ruleId: string, changes: Partial<Finding> = {}): Finding {
  const on = changes.resource ?? resource();
  return {
    id: digest(ruleId, on.id, changes.part ?? ''),
    rule: ruleId,
    severity: 'medium',
    verdict: 'fail',
    part: '',
    resource: on,
    message: 'The volume is not encrypted.',
    evidence: { 'resource.encrypted': false },
    reasons: [],
    ...changes,
  };
}

const SUPPRESSED_BY = { id: 'accepted-1', reason: 'Public data only', expires: '2027-03-31' };
export const suppressed = (item: Finding): Finding => ({ ...item, suppression: SUPPRESSED_BY });

function summaryOf(findings: readonly Finding[], rules: readonly RuleInfo[]): Summary {
  const open = findings.filter(({ suppression }) => !suppression);
  const of = (verdict: Finding['verdict']) => open.filter((item) => item.verdict === verdict);
  return {
    resources: new Set(findings.map((item) => item.resource.id)).size,
    rules: rules.length,
    notApplicable: 17,
    findings: {
      fail: of('fail').length,
      pass: of('pass').length,
      unknown: of('unknown').length,
      suppressed: findings.length - open.length,
    },
    bySeverity: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, of('fail').filter((item) => item.severity === severity).length]),
    ) as Summary['bySeverity'],
  };
}

function placesOf(findings: readonly Finding[]): Run['place'] {
  const related = findings
    .flatMap((item) => item.related ?? [])
    .map((id) => ({ ...resource({ id }), ...placeInArn(id) }));
  const resources = [
    ...new Map([...findings.map((item) => item.resource), ...related].map((item) => [item.id, item])).values(),
  ];
  const files = new Set(resources.map(inventoryPath));
  const entries = [...files].flatMap((path) => inventoryFile(resources.filter((item) => inventoryPath(item) === path)));
  const places = new Map(entries.map(({ id, place }) => [id, place]));
  return ({ id }) => places.get(id);
}

export interface Story {
  readonly run: Run;
  readonly list: readonly Finding[];
  readonly findings: Findings;
}

/** Findings that can be read again and again. */
export const repeatable = (list: Iterable<Finding>): Findings => ({
  *[Symbol.iterator]() {
    yield* list;
  },
});

export function story(rules: readonly RuleInfo[], list: readonly Finding[], changes: Partial<Run> = {}): Story {
  const run: Run = {
    tool: { name: 'sealscan', version: '0.1.0' },
    takenAt: '2026-11-22T09:30:00Z',
    scopes: [{ partition: 'aws', account: ACCOUNT, region: 'eu-central-1', status: 'complete' }],
    summary: summaryOf(list, rules),
    complete: true,
    rules,
    gaps: [],
    custody: [],
    place: placesOf(list),
    ...changes,
  };
  return { run, list, findings: repeatable(list) };
}

export const gap = (changes: Partial<Gap> = {}): Gap => ({
  account: ACCOUNT,
  region: 'eu-central-1',
  service: 's3',
  class: 'denied',
  operation: 's3:GetBucketPolicy',
  code: 'AccessDenied',
  permission: 's3:GetBucketPolicy',
  message: 'User is not authorized to perform s3:GetBucketPolicy',
  ...changes,
});

export const custody = (type: string, kind: string, count: number): CustodyCount => ({ type, custody: kind, count });

export async function collect(pieces: Pieces): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
