import type { View } from '../model/answers.ts';
import type { Collector } from '../model/collector.ts';
import type { FieldContext, FieldState, Target } from '../model/field.ts';
import type { Observation } from '../model/snapshot.ts';
import { compute } from './compute.ts';
import { nameOf } from './resource.ts';

/** Type -> the fields that links and lists may read of it. Only these are kept of a target. */
export function keptFields(collectors: Iterable<Collector>): ReadonlyMap<string, ReadonlySet<string>> {
  const kept = new Map<string, Set<string>>();
  const keep = (type: string, fields: readonly string[]): void => {
    const known = kept.get(type) ?? new Set();
    for (const field of fields) known.add(field);
    kept.set(type, known);
  };
  for (const { fields } of collectors) {
    for (const { type } of Object.values(fields)) {
      if (type.kind === 'link' || type.kind === 'links') keep(type.to, type.fields);
      if (type.kind === 'within') keep(type.of, type.fields);
    }
  }
  if (kept.has('aws.kms.key')) keep('aws.kms.key', ['manager', 'origin']); // custody reads them
  return kept;
}

export function targetOf(
  observation: Observation,
  collector: Collector,
  view: View,
  context: FieldContext,
  kept: ReadonlySet<string>,
): Target {
  const fields: Record<string, FieldState> = {};
  for (const name of kept) {
    const field = collector.fields[name];
    if (!field) throw new Error(`a link names ${collector.type}.${name}, which does not exist`);
    fields[name] = compute(field, view, context) as FieldState;
  }
  return {
    id: observation.id,
    name: nameOf(collector, view, observation.id),
    account: observation.scope.account,
    region: observation.scope.region,
    fields,
  };
}
