import { placeInArn } from '../model/arn.ts';
import type { Collector } from '../model/collector.ts';
import { isUnknown, type LinkState, type LinkValue, linkedType, type Target } from '../model/field.ts';
import type { Tie } from '../model/lineage.ts';
import { byText } from '../model/order.ts';
import type { Reason } from '../model/reason.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import { type Copies, copyIndex, RECOVERY_POINT } from './copies.ts';
import type { Graph } from './graph.ts';
import type { Resource } from './resource.ts';
import { newTargetRows } from './target-rows.ts';
import { linksIn } from './things.ts';
import { unseenOf } from './users.ts';

const KEY = 'aws.kms.key';
/** What keys depend on is kept whole: there are few. */
const HUBS: ReadonlySet<string> = new Set([KEY, 'aws.kms.custom-key-store', 'aws.cloudhsm.cluster']);

/** Who depends on what, in a whole snapshot: the ties of `Collector.depends`, uncapped. */
export interface Ties {
  /** Keys, key stores and HSM clusters, by ARN. */
  readonly hubs: ReadonlyMap<string, Resource>;
  /** ARNs of keys, and of aliases without a known key, that something is tied to. */
  readonly tied: Iterable<string>;
  /** What depends on a resource directly, sorted by id and link; one a (id, link). */
  into(id: string): readonly Tie[];
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

const NONE: readonly Tie[] = [];

/** Most ties that are kept as objects, since what asks about a key does so several times. */
const KEPT = 10_000;

/** Ties by what they lead to, as rows of numbers until somebody asks. */
function newTieLists() {
  const rows = newTargetRows();
  const lists = new Map<string, number[]>();
  const known = new Map<string, readonly Tie[]>();
  let size = 0;
  return {
    add(from: Resource, via: string, link: LinkValue): void {
      const row = rows.add(rowOf(from, via, link));
      const list = lists.get(link.id);
      if (list) list.push(row);
      else lists.set(link.id, [row]);
      known.clear();
    },
    into(id: string): readonly Tie[] {
      const list = lists.get(id);
      if (!list) return NONE;
      const found = known.get(id);
      if (found) return found;
      const ties = distinct(list.map((row) => tieOf(rows.at(row), id)));
      if (size > KEPT) known.clear();
      size = (size > KEPT ? 0 : size) + ties.length;
      known.set(id, ties);
      return ties;
    },
  };
}

function rowOf({ id, name, type, scope }: Resource, via: string, { state, alias }: LinkValue): Target {
  const fields = { type, via, state, ...(alias === undefined ? {} : { alias }) };
  return { id, name, account: scope.account, region: scope.region, fields };
}

function tieOf({ id, name, account, region, fields }: Target, to: string): Tie {
  const { type = '', via = '', alias } = fields as Readonly<Record<string, string>>;
  const from = { id, type, name, account, region };
  const state = fields['state'] as LinkState;
  return alias === undefined ? { from, via, to, state } : { from, via, to, state, alias };
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

/** In order; of two types that describe one resource, the recovery point gives way. */
function distinct(ties: readonly Tie[]): readonly Tie[] {
  const rank = ({ from }: Tie): number => (from.type === RECOVERY_POINT ? 1 : 0);
  const inOrder = (a: Tie, b: Tie): number => byText(a.from.id, b.from.id) || byText(a.via, b.via) || rank(a) - rank(b);
  const sorted = [...ties].sort(inOrder);
  return sorted.filter(({ from, via }, at) => from.id !== sorted[at - 1]?.from.id || via !== sorted[at - 1]?.via);
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
