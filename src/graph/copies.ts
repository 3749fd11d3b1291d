import type { Collector } from '../model/collector.ts';
import type { CustodyRange } from '../model/custody.ts';
import { type FieldState, isUnknown } from '../model/field.ts';
import type { Thing } from '../model/lineage.ts';
import type { Resource } from './resource.ts';
import { linksIn, thingOf } from './things.ts';

/** A resource that was made from another, or others from it, with how it is sealed and with whom it is shared. */
export interface Copy {
  readonly thing: Thing;
  /** ARNs of keys of KMS that its link `kmsKey` leads to; empty = none, or not known. */
  readonly keys: readonly string[];
  /** Absent where the type has none (an image), or nobody knows. */
  readonly custody?: CustodyRange;
  /** Account ids; `*` = everybody. Undefined = not known. */
  readonly sharedWith: readonly string[] | undefined;
  /** ARNs. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Those of `from` that a complete listing lacks. */
  readonly gone: readonly string[];
}

/** Which copies lead where, both ways. */
export interface Copies {
  /** How a resource takes part in copying; undefined for what does not, or is not there. */
  copy(id: string): Copy | undefined;
  /** What a resource was made from, and what was made from it, sorted. */
  sources(id: string): readonly string[];
  made(id: string): readonly string[];
  /** Whether a source was looked for where it must be, and is not there. */
  isGone(id: string, source: string): boolean;
}

/** Undefined for types that declare no copies. */
function copyOf(resource: Resource, { copies, fields }: Collector): Copy | undefined {
  const { from = [], to = [] } = copies;
  if (from.length + to.length === 0) return undefined;
  const ends = (names: readonly string[]): string[] => [
    ...new Set(names.flatMap((name) => endsOf(resource.read(name)))),
  ];
  const custody = fields['custody'] ? resource.read('custody') : undefined;
  return {
    thing: thingOf(resource),
    keys: ['kmsKey', 'kmsKeys'].flatMap((name) =>
      fields[name] ? linksIn(resource.read(name)).map(({ id }) => id) : [],
    ),
    ...(custody === undefined || isUnknown(custody) ? {} : { custody: custody as CustodyRange }),
    sharedWith: sharingOf(resource, fields),
    from: ends(from).filter((id) => id !== resource.id),
    to: ends(to).filter((id) => id !== resource.id),
    gone: from.flatMap((name) =>
      linksIn(resource.read(name)).flatMap(({ id, state }) => (state === 'gone' ? [id] : [])),
    ),
  };
}

const endsOf = (state: FieldState): readonly string[] =>
  typeof state === 'string' ? (state.startsWith('arn:') ? [state] : []) : linksIn(state).map(({ id }) => id);

function sharingOf(resource: Resource, fields: Collector['fields']): readonly string[] | undefined {
  const shared = fields['sharedWith'] ? resource.read('sharedWith') : [];
  const open = fields['sharedWith'] && fields['public'] ? resource.read('public') : false;
  if (isUnknown(shared) || isUnknown(open)) return undefined;
  return [...(shared as readonly string[]), ...(open === true ? ['*'] : [])];
}

/** Gathers copies while resources flow by. */
export function copyIndex() {
  const copies = new Map<string, Copy>();
  const made = new Map<string, Set<string>>();
  const sources = new Map<string, Set<string>>();
  const tie = (source: string, copy: string): void => {
    made.set(source, (made.get(source) ?? new Set()).add(copy));
    sources.set(copy, (sources.get(copy) ?? new Set()).add(source));
  };
  const sorted = (ids: ReadonlySet<string> | undefined): readonly string[] => [...(ids ?? [])].sort();
  const read: Copies = {
    copy: (id) => copies.get(id),
    sources: (id) => sorted(sources.get(id)),
    made: (id) => sorted(made.get(id)),
    isGone: (id, source) => copies.get(id)?.gone.includes(source) ?? false,
  };
  return {
    add(resource: Resource, collector: Collector | undefined): void {
      const copy = collector && copyOf(resource, collector);
      if (!copy || (copies.has(copy.thing.id) && copy.thing.type === RECOVERY_POINT)) return;
      copies.set(copy.thing.id, copy);
      for (const source of copy.from) tie(source, copy.thing.id);
      for (const target of copy.to) tie(copy.thing.id, target);
    },
    read,
  };
}

/** A snapshot of EBS or RDS that AWS Backup keeps is told twice; as what it is it says more. */
export const RECOVERY_POINT = 'aws.backup.recovery-point';
