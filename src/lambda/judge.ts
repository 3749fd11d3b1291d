import type { Rule } from '../evaluate/rule.ts';
import type { Collector } from '../model/collector.ts';
import { targetType } from '../model/field.ts';
import type { Finding } from '../model/finding.ts';
import { type ScanInput, scan } from '../scan.ts';
import { snapshotOf } from '../snapshot/read.ts';
import { TOOL } from '../version.ts';
import type { Held } from './patch.ts';

/** What judging takes beside the snapshot. */
export interface Standards
  extends Pick<ScanInput, 'registry' | 'rules' | 'chosen' | 'context' | 'suppressions' | 'severities' | 'only'> {}

/** Findings by what is judged: their ids cost as much as judging them, and most are of no interest. */
export type Judged = ReadonlyMap<string, Finding>;

const keyOf = ({ rule, resource: { account, region, id }, part }: Finding): string =>
  [rule, account, region, id, part].join('\n');

/** Judges a snapshot as of a time. */
export async function judge({ header, records }: Held, takenAt: string, standards: Standards): Promise<Judged> {
  const { findings } = await scan({
    ...standards,
    source: snapshotOf({ ...header, takenAt }, records),
    tool: TOOL,
  });
  const judged = new Map<string, Finding>();
  for (const finding of findings) judged.set(keyOf(finding), finding);
  return judged;
}

/**
 * Rules whose verdicts can change with resources of these types: those over them, over what links to them or lists them, and
 * over what they link to where that knows its users.
 */
export function rulesAffected(
  rules: readonly Rule[],
  types: ReadonlySet<string>,
  registry: ReadonlyMap<string, Collector>,
): readonly Rule[] {
  const affected = new Set(types);
  for (const { type, fields } of registry.values())
    for (const target of targetsOf(fields)) {
      if (types.has(target)) affected.add(type);
      if (types.has(type) && knowsUsers(registry.get(target))) affected.add(target);
    }
  if (types.has('aws.kms.alias')) for (const type of referrers('aws.kms.key', registry)) affected.add(type);
  return rules.filter(({ info }) => affected.has(info.resource));
}

const targetsOf = (fields: Collector['fields']): readonly string[] =>
  Object.values(fields).flatMap(({ type }) => targetType(type) ?? []);

const knowsUsers = (collector: Collector | undefined): boolean =>
  Object.values(collector?.fields ?? {}).some(({ type }) => type.kind === 'usedBy');

/** A key may be named by its alias. */
const referrers = (type: string, registry: ReadonlyMap<string, Collector>): readonly string[] =>
  [...registry.values()].flatMap((collector) => (targetsOf(collector.fields).includes(type) ? [collector.type] : []));
