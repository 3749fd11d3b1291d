import type { Collector } from '../model/collector.ts';
import { type FieldState, isUnknown, type LinkList, type LinkValue, linkedType } from '../model/field.ts';
import type { Readable } from './cel/values.ts';

const RELATED: ReadonlySet<string> = new Set(['aws.kms.key', 'aws.secretsmanager.secret']);
const MOST_RELATED = 10;
const NONE: readonly string[] = [];

/** The keys and secrets that a resource leads to, which each of its fails names, whatever the rule asked. */
export function relatedOf(resource: Readable, collector: Collector | undefined): readonly string[] {
  const fields = collector ? leading(collector) : [];
  if (fields.length === 0) return NONE;
  const targets = fields.flatMap((name) => targetsOf(resource.read(name)));
  return targets.length < 2 ? targets : [...new Set(targets)].slice(0, MOST_RELATED);
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

function targetsOf(state: FieldState): readonly string[] {
  if (typeof state !== 'object' || isUnknown(state)) return NONE;
  if ('targets' in state) return (state as LinkList).targets.map(({ id }) => id);
  const { target } = state as LinkValue;
  return target ? [target.id] : NONE;
}
