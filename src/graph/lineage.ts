import { placeInArn } from '../model/arn.ts';
import type { Collector } from '../model/collector.ts';
import { isUnknown, linkedType } from '../model/field.ts';
import type { Tie } from '../model/lineage.ts';
import { byText } from '../model/order.ts';
import type { Reason } from '../model/reason.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import { type Copies, copyIndex } from './copies.ts';
import type { Graph } from './graph.ts';
import type { Resource } from './resource.ts';
import { linksIn } from './things.ts';
import { newTieLists, type TieLists } from './tie-lists.ts';
import { unseenOf } from './users.ts';

const KEY = 'aws.kms.key';
/** What keys depend on is kept whole: there are few. */
const HUBS: ReadonlySet<string> = new Set([KEY, 'aws.kms.custom-key-store', 'aws.cloudhsm.cluster']);

/** Who depends on what, in a whole snapshot: the ties of `Collector.depends`, uncapped. */
export interface Ties extends Pick<TieLists, 'into' | 'idsInto'> {
  /** Keys, key stores and HSM clusters, by ARN. */
  readonly hubs: ReadonlyMap<string, Resource>;
  /** ARNs of keys, and of aliases without a known key, that something is tied to. */
  readonly tied: Iterable<string>;
  /** Why more may depend on a key than was seen; undefined = nothing else does. */
  unseen(key: string): Reason | undefined;
  collector(type: string): Collector | undefined;
}

/** The same, and what was made from what. */
export interface Lineage extends Ties, Copies {}

type About = Pick<Graph, 'header' | 'listings'>;

/** Gathers ties while resources flow by: about one a resource that is sealed, in 60 bytes each. */
export function tiesFrom({ header, listings }: About, registry: readonly Collector[]) {
  const collectors = new Map(registry.map((collector) => [collector.type, collector]));
  const links = new Map(registry.map(({ type, depends }) => [type, Object.keys(depends)]));
  const unseen = unseenOf(collectors, listings);
  const hubs = new Map<string, Resource>();
  const held = newTieLists();
  const keys = new Set<string>();
  const ties: Ties = {
    hubs,
    tied: keys,
    into: held.into,
    idsInto: held.idsInto,
    unseen: (key) => unseen.of(KEY, key, guestsOf(key, hubs.get(key), header)),
    collector: (type) => collectors.get(type),
  };
  const add = (resource: Resource): void => {
    if (HUBS.has(resource.type)) hubs.set(resource.id, resource);
    for (const via of links.get(resource.type) ?? []) {
      const state = resource.read(via);
      const isKey = linksTo(collectors.get(resource.type), via) === KEY;
      if (isUnknown(state) && isKey) unseen.note(resource.scope.account, KEY, state.unknown);
      for (const link of linksIn(state)) {
        if (isKey) keys.add(link.id);
        held.add(resource, via, link);
      }
    }
  };
  return { add, ties };
}

/** Gathers lineage while resources flow by; copies are held whole. */
export function lineageFrom(about: About, registry: readonly Collector[]) {
  const { add, ties } = tiesFrom(about, registry);
  const copying = copyIndex();
  const lineage: Lineage = { ...ties, ...copying.read };
  return {
    lineage,
    add(resource: Resource): void {
      copying.add(resource, ties.collector(resource.type));
      add(resource);
    },
  };
}

/** The lineage of a whole graph, which is read once. */
export async function lineageOf(graph: Graph, registry: readonly Collector[]): Promise<Lineage> {
  const { add, lineage } = lineageFrom(graph, registry);
  for await (const resource of graph.resources()) add(resource);
  return lineage;
}

/** Other accounts of the snapshot, with a scope in the key's region, whose resources may be under it: those that it lets in. */
function guestsOf(arn: string, key: Resource | undefined, { scopes }: SnapshotHeader): readonly string[] {
  const { account: own, region } = placeInArn(arn);
  if (key?.read('manager') === 'aws') return [];
  const open = key?.read('openTo');
  const anyone = open === undefined || isUnknown(open) || (open as readonly string[]).includes('*');
  const here = scopes.filter((scope) => scope.region === region && scope.account !== own && scope.status !== 'skipped');
  return here
    .map(({ account }) => account)
    .filter((account) => anyone || (open as readonly string[]).includes(account));
}

function linksTo(collector: Collector | undefined, via: string): string | undefined {
  const type = collector?.fields[via]?.type;
  return type && linkedType(type);
}

/** How many things depend on these and are none of them: as `affectedBy` tells, without a tie made for it. */
export function countAffectedBy(users: ReadonlySet<string>, { idsInto }: Ties): number {
  const seen = new Set(users);
  for (const id of seen) for (const next of idsInto(id)) seen.add(next); // a set is walked through to what was added meanwhile
  return seen.size - users.size;
}

/** A tie further away from a key: what depends on what depends on it. */
export interface Reached {
  readonly tie: Tie;
  /** 1 = depends on a direct user of the key. */
  readonly depth: number;
}

/** Everything that depends on the resources of these ties and is none of them, nearest first. */
export function affectedBy(users: readonly Tie[], { into }: Ties): readonly Reached[] {
  const seen = new Set(users.map(({ from }) => from.id));
  const direct = new Set(seen);
  const found: Reached[] = [];
  let edge = [...seen];
  for (let depth = 1; edge.length > 0; depth++) {
    const next = new Set<string>();
    for (const tie of edge.flatMap(into)) {
      if (direct.has(tie.from.id)) continue;
      found.push({ tie, depth });
      if (!seen.has(tie.from.id)) next.add(tie.from.id);
    }
    for (const id of next) seen.add(id);
    edge = [...next];
  }
  return found.sort(
    (a, b) => byText(a.tie.from.id, b.tie.from.id) || byText(a.tie.via, b.tie.via) || byText(a.tie.to, b.tie.to),
  );
}
