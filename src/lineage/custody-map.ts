import type { Graph } from '../graph/graph.ts';
import type { Resource } from '../graph/resource.ts';
import type { Collector } from '../model/collector.ts';
import type { CustodyRange } from '../model/custody.ts';
import { type FieldState, isUnknown, type LinkValue } from '../model/field.ts';
import { byText } from '../model/order.ts';

/**
 * Who holds the key of data at rest; a customer's key by where its material is. `not-known` = the key is out of sight, or
 * nobody could read how the resource is sealed.
 */
export const HOLDERS = [
  ...(['none', 'aws-owned', 'aws-managed', 'customer-managed', 'imported', 'cloudhsm', 'external-store'] as const),
  'not-known',
] as const;
export type Holder = (typeof HOLDERS)[number];

/** What resources are counted by: `tag:NAME` by the value of a tag, "" where it has none. */
export type Dimension = 'account' | 'region' | 'service' | 'type' | `tag:${string}`;

export interface CustodyRow {
  /** In the order of the dimensions that were asked for. */
  readonly place: readonly string[];
  readonly holders: Readonly<Record<Holder, number>>;
  /** Of those whose size AWS tells, `sized` in number: how much they hold, or may hold where storage is allocated. */
  readonly bytes: Readonly<Record<Holder, number>>;
  readonly sized: number;
}

interface Counted {
  readonly place: readonly string[];
  readonly holders: Record<Holder, number>;
  readonly bytes: Record<Holder, number>;
  sized: number;
}

/** How many resources are under whose keys, in order of place. Types without a custody store nothing of their own. */
export async function custodyMap(
  graph: Graph,
  registry: readonly Collector[],
  by: readonly Dimension[],
): Promise<readonly CustodyRow[]> {
  const collectors = new Map(registry.map((collector) => [collector.type, collector]));
  const rows = new Map<string, Counted>();
  for await (const resource of graph.resources()) {
    const collector = collectors.get(resource.type);
    if (collector?.fields['custody']?.type.kind !== 'custody') continue;
    const place = by.map((dimension) => placeOf(resource, collector, dimension));
    const key = JSON.stringify(place);
    const row = rows.get(key) ?? { place, holders: nobody(), bytes: nobody(), sized: 0 };
    rows.set(key, row);
    const holder = holderOf(resource, collector);
    row.holders[holder]++;
    const size = collector.fields['bytes'] ? resource.read('bytes') : undefined;
    if (typeof size !== 'number') continue;
    row.bytes[holder] += size;
    row.sized++;
  }
  return [...rows].sort(([a], [b]) => byText(a, b)).map(([, row]) => row);
}

const nobody = (): Record<Holder, number> =>
  Object.fromEntries(HOLDERS.map((holder) => [holder, 0])) as Record<Holder, number>;

function placeOf(resource: Resource, { service }: Collector, dimension: Dimension): string {
  if (dimension === 'service') return service;
  if (dimension === 'type') return resource.type;
  if (dimension === 'account' || dimension === 'region') return resource.scope[dimension];
  return resource.tags?.[dimension.slice('tag:'.length)] ?? '';
}

const ORIGINS: ReadonlySet<string> = new Set(['imported', 'cloudhsm', 'external-store']);

function holderOf(resource: Resource, { fields }: Collector): Holder {
  const custody = resource.read('custody');
  if (isUnknown(custody)) return 'not-known';
  const { min, max } = custody as CustodyRange;
  if (min !== max) return 'not-known';
  if (min !== 'customer-managed') return min;
  const origin = fields['kmsKey'] ? originOf(resource.read('kmsKey')) : undefined;
  return origin !== undefined && ORIGINS.has(origin) ? (origin as Holder) : min;
}

const originOf = (link: FieldState): string | undefined => {
  const origin = typeof link === 'object' && 'link' in link ? (link as LinkValue).target?.fields['origin'] : undefined;
  return typeof origin === 'string' ? origin : undefined;
};
