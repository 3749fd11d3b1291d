import type { Collector } from '../model/collector.ts';
import { type FieldState, isUnknown, type LinkList, type LinkValue, linkedType } from '../model/field.ts';
import type { Readable } from './cel/values.ts';

const RELATED: ReadonlySet<string> = new Set(['aws.kms.key', 'aws.secretsmanager.secret']);
const MOST_RELATED = 10;

/** The keys and secrets that a resource leads to, which each of its fails names, whatever the rule asked. */
export function relatedOf(resource: Readable, collector: Collector | undefined): readonly string[] {
  const targets = collector ? leading(collector).flatMap((name) => targetsOf(resource.read(name))) : [];
  return [...new Set(targets)].slice(0, MOST_RELATED);
}

const known = new WeakMap<Collector, readonly string[]>();

/** Names of the fields that lead to keys and secrets; looked for once a type. */
function leading(collector: Collector): readonly string[] {
  const found =
    known.get(collector) ??
    Object.entries(collector.fields).flatMap(([name, { type }]) => (RELATED.has(linkedType(type) ?? '') ? [name] : []));
  known.set(collector, found);
  return found;
}

function targetsOf(state: FieldState): string[] {
  if (typeof state !== 'object' || isUnknown(state)) return [];
  if ('targets' in state) return (state as LinkList).targets.map(({ id }) => id);
  return 'target' in state ? [(state as LinkValue).target?.id ?? ''].filter(Boolean) : [];
}
