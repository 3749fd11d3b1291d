import type { Collector } from '../model/collector.ts';
import { GLOBAL_REGION } from '../model/scope.ts';
import { isListing, type SnapshotRecord } from '../model/snapshot.ts';
import type { CloudTrailEvent } from './event.ts';
import { arnsOf, type Concern, isNamed } from './names.ts';
import type { Held, Patch } from './patch.ts';
import { concernsOf, type Table, typesIn } from './table.ts';

/** A concern and the events that it comes from. */
export interface Due {
  readonly concern: Concern;
  readonly events: readonly CloudTrailEvent[];
}

/** AWS may show what was before a change for a while: what was read this soon after one is read again. */
const SETTLED_MS = 60_000;

const keyOf = ({ collector, scope }: Concern): string => `${collector.type}|${scope.account}|${scope.region}`;

/**
 * What is to be read again after some events, each type of each scope once. Late and repeated events whose resources have
 * been read since are left out; others do no harm, as it is always the present state that is read.
 * @param run when the last whole scan began, ISO 8601
 */
export function dueOf(
  events: readonly CloudTrailEvent[],
  table: Table,
  {
    known,
    patches,
    run,
  }: { readonly known: Held; readonly patches: readonly Patch[]; readonly run: string | undefined },
): readonly Due[] {
  const regions = known.header.scopes.filter(({ status }) => status !== 'skipped').map(({ region }) => region);
  const due = new Map<string, Due>();
  const add = (concern: Concern, event: CloudTrailEvent): void => {
    const key = keyOf(concern);
    const other = due.get(key);
    due.set(key, {
      concern: other ? both(other.concern, concern) : concern,
      events: [...(other?.events ?? []), event],
    });
  };
  const isScanned = run === undefined ? () => true : scannedIn(known);
  for (const event of events) {
    if (run !== undefined && isSettled(run, event)) continue;
    const concerns = concernsOf(
      event,
      table,
      regions.filter((region) => region !== GLOBAL_REGION),
    );
    for (const concern of concerns.flatMap((one) => [one, ...joinedWith(one, table, known)]).filter(isScanned))
      if (!patches.some((patch) => isSettled(patch.at, event) && holds(patch, concern))) add(concern, event);
  }
  return [...due.values()];
}

/** Regions and types that the snapshot was not taken of stay out of it. */
function scannedIn({ records }: Held): (concern: Concern) => boolean {
  const listed = new Set(
    records.filter(isListing).map(({ listing, scope }) => `${listing}|${scope.account}|${scope.region}`),
  );
  return (concern) => listed.has(keyOf(concern));
}

const isSettled = (read: string, { time }: CloudTrailEvent): boolean =>
  Date.parse(read) - Date.parse(time) >= SETTLED_MS;

const both = (one: Concern, other: Concern): Concern => {
  const { collector, scope } = one;
  return one.names && other.names
    ? { collector, scope, names: [...new Set([...one.names, ...other.names])] }
    : { collector, scope };
};

type Part = Pick<Patch, 'type' | 'scope' | 'names'>;

/** Whether one reading holds all that another is about. */
export const includes = ({ type, scope, names }: Part, other: Part): boolean =>
  type === other.type &&
  scope.account === other.scope.account &&
  scope.region === other.scope.region &&
  (!names || (other.names?.every((name) => names.includes(name)) ?? false));

/** A resource may have been read under its id. */
function holds(patch: Patch, { collector, scope, names }: Concern): boolean {
  const known = (name: string): string =>
    [name, ...arnsOf({ collector, scope, names: [name] })].find((one) => patch.names?.includes(one)) ?? name;
  return includes(patch, { type: collector.type, scope, ...(names && { names: names.map(known) }) });
}

/** Known resources that hold an answer of another type's list, of what changes: keys their alias, aliases of a bot the bot. */
function joinedWith(concern: Concern, table: Table, { records }: Held): readonly Concern[] {
  const named = isNamed(concern);
  const joining = new Set(
    typesIn(table).filter(({ joins }) => joins.some(({ type }) => type === concern.collector.type)),
  );
  return [...joining].flatMap((collector) => {
    const names = records.flatMap((record) => (isHolding(record, collector, concern, named) ? record.id : []));
    return names.length > 0 ? [{ collector, scope: concern.scope, names }] : [];
  });
}

function isHolding(
  record: SnapshotRecord,
  { type, joins }: Collector,
  { collector, scope }: Concern,
  named: (item: unknown) => boolean,
): record is Exclude<SnapshotRecord, { listing: string }> {
  if (isListing(record) || record.type !== type || record.scope.region !== scope.region) return false;
  return joins
    .filter((join) => join.type === collector.type)
    .some(({ name }) => {
      const answer = record.answers[name];
      return answer !== undefined && 'ok' in answer && [answer.ok].flat().some(named);
    });
}
