import type { Collector } from '../model/collector.ts';
import { type FieldState, isUnknown, type LinkList, type LinkValue } from '../model/field.ts';
import type { Finding } from '../model/finding.ts';
import type { Readable } from './cel/values.ts';

const RELATED: ReadonlySet<string> = new Set(['aws.kms.key', 'aws.secretsmanager.secret']);
const MOST_RELATED = 10;

/** A fail names the keys and secrets that its resource leads to, whatever the rule asked. */
export function withRelated(finding: Finding, resource: Readable, collector: Collector | undefined): Finding {
  if (finding.verdict !== 'fail') return finding;
  const fields = Object.entries(collector?.fields ?? {});
  const targets = fields.flatMap(([name, { type }]) =>
    (type.kind === 'link' || type.kind === 'links') && RELATED.has(type.to) ? targetsOf(resource.read(name)) : [],
  );
  const related = [...new Set(targets)].slice(0, MOST_RELATED);
  return related.length === 0 ? finding : { ...finding, related };
}

function targetsOf(state: FieldState): string[] {
  if (typeof state !== 'object' || isUnknown(state)) return [];
  if ('targets' in state) return (state as LinkList).targets.map(({ id }) => id);
  return 'target' in state ? [(state as LinkValue).target?.id ?? ''].filter(Boolean) : [];
}
