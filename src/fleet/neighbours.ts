import { targetKeyOf } from '../graph/graph.ts';
import { placeInArn } from '../model/arn.ts';
import type { Collector } from '../model/collector.ts';
import { GLOBAL_REGION } from '../model/scope.ts';
import {
  isListing,
  type Observation,
  type SnapshotHeader,
  type SnapshotRecord,
  type SnapshotSource,
} from '../model/snapshot.ts';
import { wholeOf } from '../snapshot/parts.ts';
import { openSnapshot } from '../snapshot/read.ts';
import type { Store } from '../store.ts';
import { accountParts, dayOf } from './keys.ts';
import type { Neighbours, Referred } from './links.ts';
import { withFiles } from './parts.ts';
import type { Plan } from './plan.ts';

const ALIAS = 'aws.kms.alias';
const KEY = 'aws.kms.key';

/** Type -> ids that are wanted of it. */
type Wanted = Map<string, Set<string>>;

/**
 * Of other accounts what an account's links lead to, and what links to it: their listings say whether something is gone.
 * What is not in the store yet is left out, and stays out of scope.
 */
export async function neighbourSources(
  store: Store,
  plan: Plan,
  neighbours: Neighbours,
  registry: readonly Collector[],
): Promise<readonly SnapshotSource[]> {
  const sources: SnapshotSource[] = [];
  const known = new Set([GLOBAL_REGION, ...plan.regions]); // an ARN is text that somebody wrote, and names no folder by itself
  for (const [place, wanted] of placesOf(neighbours, registry)) {
    const [account = '', region = ''] = place.split('/');
    if (!known.has(region)) continue;
    const keys = await store.list(`${accountParts(dayOf(plan), account)}region=${region}/`);
    sources.push(
      ...(await withFiles(store, wholeOf(keys), (files) => Promise.all(files.map((file) => only(file, wanted))))),
    );
  }
  return sources;
}

/** `account/region` -> what is wanted there, in order. */
function placesOf(neighbours: Neighbours, registry: readonly Collector[]): readonly (readonly [string, Wanted])[] {
  const isGlobal = new Set(registry.filter(({ scope }) => scope === 'global').map(({ type }) => type));
  const places = new Map<string, Wanted>();
  const want = (account: string, region: string, { type, id }: Referred): void => {
    const place = `${account}/${isGlobal.has(type) ? GLOBAL_REGION : region}`;
    const wanted = places.get(place) ?? new Map<string, Set<string>>();
    places.set(place, wanted);
    for (const of of type === KEY ? [ALIAS, KEY] : [type]) wanted.set(of, (wanted.get(of) ?? new Set()).add(id));
  };
  for (const { other, from, to } of neighbours.out) want(other, placeInArn(to.id).region || from.region, to);
  for (const { other, from } of neighbours.in) want(other, from.region, from);
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Of a part the listings of wanted types, and what is wanted of them; an alias brings its key, which comes after it. */
async function only(file: string, wanted: Wanted): Promise<SnapshotSource> {
  const { header, records } = await openSnapshot(file);
  const keys = new Set(wanted.get(KEY));
  const kept: SnapshotRecord[] = [];
  for await (const record of records(new Set(wanted.keys()))) {
    if (isListing(record)) {
      if (wanted.has(record.listing)) kept.push(record);
      continue;
    }
    const isWanted = record.type === KEY ? keys.has(record.id) : wanted.get(record.type)?.has(record.id);
    if (!isWanted) continue;
    kept.push(record);
    if (record.type === ALIAS) keys.add(keyOf(record));
  }
  return { header: withMembers(header, wanted), records: () => kept };
}

const keyOf = (alias: Observation): string => alias.id.replace(/:alias\/.*$/s, `:key/${targetKeyOf(alias)}`);

/** The part was not read whole, so that what it holds of other types is not told either. */
const withMembers = (header: SnapshotHeader, wanted: Wanted): SnapshotHeader => ({
  ...header,
  members: Object.fromEntries(
    Object.entries(header.members).filter(([answer]) => wanted.has(answer.split('/')[0] ?? '')),
  ),
});
