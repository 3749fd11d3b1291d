import type { Finding, Suppressed } from '../model/finding.ts';
import { causesOf } from '../model/reason.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Run } from '../model/run.ts';
import { clip, visible } from './text.ts';
import { neededFor, reasonText } from './words.ts';

/** How a finding stands: its verdict, unless somebody accepted it. */
export type Standing = Finding['verdict'] | 'suppressed';

export const standingOf = ({ verdict, suppression }: Finding): Standing => (suppression ? 'suppressed' : verdict);

/** At most `limit` UTF-16 code units, and none of them hidden: for formats that refuse what is longer. */
export const within = (text: string, limit: number): string => clip(visible(clip(text, limit)), limit);

/** `Public data only (accepted-1, until 2027-03-31)` */
export const suppressionText = ({ id, reason, expires }: Suppressed): string => `${reason} (${id}, until ${expires})`;

/** Why an unknown finding is unknown, cause by cause; none where it is known. */
export const becauseOf = ({ reasons }: Finding): string[] => [...new Set(reasons.flatMap(causesOf).map(reasonText))];

/** IAM actions that would decide it, each once. */
export const missingFor = ({ reasons }: Finding): string[] =>
  [
    ...new Set(
      reasons
        .flatMap(causesOf)
        .map(neededFor)
        .filter((action) => action !== ''),
    ),
  ].sort();

/** `CIS-3.0 2.2.1` for each control of a rule. */
export const controlNames = ({ controls }: Pick<RuleInfo, 'controls'>): string[] =>
  Object.entries(controls).flatMap(([framework, ids]) => ids.map((id) => `${framework} ${id}`));

/** Rules by id; a finding may be of one that the run does not list. */
export const rulesById = ({ rules }: Run): ReadonlyMap<string, RuleInfo> =>
  new Map(rules.map((rule) => [rule.id, rule]));

/** The type of what a finding is related to: keys and secrets. */
export function relatedType(arn: string): string {
  const [, , service] = arn.split(':', 3);
  if (service === 'kms') return 'aws.kms.key';
  return service === 'secretsmanager' ? 'aws.secretsmanager.secret' : '';
}

/** Other texts than the snapshot's own are no time, whatever Date.parse makes of them. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Milliseconds since 1970; 0 for what is no time. */
export const millisecondsOf = (iso: string): number => (ISO.test(iso) && Date.parse(iso)) || 0;
