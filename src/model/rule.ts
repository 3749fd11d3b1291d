export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'informational'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const VERDICTS = ['pass', 'fail', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const CATEGORIES = [
  'at-rest',
  'in-transit',
  'key-management',
  'key-policy',
  'secrets',
  'certificate',
  'backup-copy',
  'audit-log',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Scanners whose checks people know by id; ids of Security Hub and AWS Config are `controls`. */
export const PEERS = ['prowler', 'cloudsploit', 'steampipe', 'cloud-custodian'] as const;

export interface Remediation {
  readonly cli: string;
  readonly terraform: string;
  readonly console?: string | undefined;
}

export type ParameterValue = number | string | boolean | readonly string[];

/** What reports need of a rule. `identity` enters finding ids and survives a renaming of the rule. */
export interface RuleInfo {
  readonly id: string;
  readonly identity: string;
  readonly title: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly service: string;
  readonly resource: string;
  readonly rationale: string;
  readonly remediation: Remediation;
  /** framework -> ids of its controls, as a peer's file or AWS states them */
  readonly controls: Readonly<Record<string, readonly string[]>>;
  readonly references: readonly string[];
  readonly default: boolean;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly aliases: readonly string[];
  readonly deprecated: boolean;
}
