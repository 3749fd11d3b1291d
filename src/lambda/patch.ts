import { storedMembers } from '../collect/members.ts';
import type { Collector } from '../model/collector.ts';
import type { Scope } from '../model/scope.ts';
import {
  isListing,
  type Listing,
  type Observation,
  SNAPSHOT_VERSION,
  type SnapshotHeader,
  type SnapshotRecord,
} from '../model/snapshot.ts';
import { TOOL } from '../version.ts';
import { covers, type Recollected } from './recollect.ts';

/** What was read again since the snapshot was taken. */
export interface Patch extends Recollected {
  /** When the reading began, ISO 8601. */
  readonly at: string;
}

export interface Held {
  readonly header: SnapshotHeader;
  readonly records: readonly SnapshotRecord[];
}

/**
 * A snapshot as a scan would take it now: what was read again in the place of what was known. Types that the snapshot was
 * not taken for stay out of it.
 */
export function patched(base: Held, patches: readonly Patch[], registry: ReadonlyMap<string, Collector>): Held {
  const listings = new Map<string, Listing>();
  let observations: Observation[] = [];
  for (const record of base.records)
    isListing(record) ? listings.set(keyOf(record.listing, record.scope), record) : observations.push(record);
  for (const patch of [...patches].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const key = keyOf(patch.type, patch.scope);
    const known = listings.get(key);
    if (base.records.length > 0 && !known) continue;
    const isOver = covers(patch, registry);
    const left = observations.filter((one) => !isOver(one));
    const count = (known?.count ?? 0) + patch.observations.length - (observations.length - left.length);
    observations = [...left, ...patch.observations];
    if (known) listings.set(key, patch.names ? { ...known, count } : patch.listing);
    else if (!patch.names) listings.set(key, patch.listing);
  }
  return { header: base.header, records: [...listings.values(), ...observations] };
}

const keyOf = (type: string, { account, region }: Scope): string => `${type}|${account}|${region}`;

/** Where no snapshot is stored yet: nothing but what events tell is known, and what it leads to is not collected. */
export const nothingYet = (scopes: readonly Scope[], registry: readonly Collector[], takenAt: string): Held => ({
  header: {
    sealscan: 'snapshot',
    schemaVersion: SNAPSHOT_VERSION,
    tool: TOOL,
    takenAt,
    scopes: scopes.map((scope) => ({ ...scope, status: 'complete' })),
    services: [],
    members: storedMembers(registry),
  },
  records: [],
});
