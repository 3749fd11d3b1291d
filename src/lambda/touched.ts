import type { Resource } from '../graph/resource.ts';
import { linksIn } from '../graph/things.ts';
import type { Collector } from '../model/collector.ts';
import { type LinkValue, linkedType } from '../model/field.ts';

/** What is other than before. */
export interface Differences {
  readonly types: ReadonlySet<string>;
  /** ARNs of resources; undefined where a listing is whole now and was not, or the other way round: that concerns everybody. */
  readonly ids: ReadonlySet<string> | undefined;
}

/**
 * Tells resources that can be judged otherwise: the changed ones, those that link to one, and those that list their types or
 * know who uses them.
 */
export function touchedBy(
  { types, ids }: Differences,
  registry: ReadonlyMap<string, Collector>,
): (resource: Resource) => boolean {
  if (!ids) return () => true;
  return (resource) => {
    if (ids.has(resource.id)) return true;
    const fields = Object.entries(registry.get(resource.type)?.fields ?? {});
    return fields.some(([name, { type }]) => {
      if (type.kind === 'usedBy') return true;
      if (type.kind === 'within') return types.has(type.of);
      return linkedType(type) !== undefined && linksIn(resource.read(name)).some((link) => leadsTo(link, ids));
    });
  };
}

const leadsTo = ({ id, alias }: LinkValue, ids: ReadonlySet<string>): boolean =>
  ids.has(id) || (alias !== undefined && ids.has(alias));
