import { viewsOf } from '../model/answers.ts';
import type { Collector } from '../model/collector.ts';
import type { Context } from '../model/context.ts';
import type { FieldContext, LinkList, Target } from '../model/field.ts';
import type { Gap } from '../model/run.ts';
import type { Scope } from '../model/scope.ts';
import {
  isListing,
  type Listing,
  type Observation,
  type SnapshotHeader,
  type SnapshotRecord,
  type SnapshotSource,
} from '../model/snapshot.ts';
import { gapsIn } from './gaps.ts';
import { guardsOf } from './guards.ts';
import { secretsByName, type World } from './links.ts';
import { type Listings, listingsOf } from './listings.ts';
import { type Lists, type Parts, type Resource, resourceOf } from './resource.ts';
import { newTargets, type Targets } from './target-store.ts';
import { keptFields, targetOf } from './targets.ts';
import { byId, usersOf } from './users.ts';

/** A snapshot whose references are resolved. `resources` streams; types that ask who uses them come last. */
export interface Graph {
  readonly header: SnapshotHeader;
  readonly listings: Listings;
  readonly gaps: readonly Gap[];
  resources(): AsyncIterable<Resource>;
}

interface FirstPass {
  readonly listings: Listing[];
  readonly gaps: Gap[];
  readonly targets: Map<string, Targets>;
  readonly aliases: Map<string, string | undefined>;
}

/** Reads the snapshot once for what others point to; `resources()` reads it again and lets the rest flow through. */
export async function buildGraph(
  source: SnapshotSource,
  registry: readonly Collector[],
  context: Context,
): Promise<Graph> {
  const collectors = new Map(registry.map((collector) => [collector.type, collector]));
  const views = new Map<Collector, ReturnType<typeof viewsOf>>(); // of types that are there, which are few in most snapshots
  const viewOf = (collector: Collector) => {
    const known = views.get(collector) ?? viewsOf(collector, guardsOf(collector, collectors, source.header));
    views.set(collector, known);
    return known;
  };
  const read = (observation: Observation) => {
    const collector = collectors.get(observation.type);
    if (!collector) return undefined;
    const view = viewOf(collector)(observation.answers);
    return { observation, collector, view, context: fieldContext(observation, source.header, context) };
  };
  const first = await firstPass(source, collectors, read);
  const listings = listingsOf(first.listings, source.header.scopes);
  const world: World = {
    collectors,
    listings,
    targets: first.targets,
    aliases: first.aliases,
    secrets: secretsByName(first.targets),
    accounts: new Set(source.header.scopes.map(({ account }) => account)),
    regions: new Set(
      source.header.scopes
        .filter(({ status }) => status !== 'skipped')
        .map(({ account, region }) => `${account}/${region}`),
    ),
  };
  return {
    header: source.header,
    listings,
    gaps: first.gaps,
    async *resources() {
      const users = usersOf(collectors, listings);
      const lists: Lists = { within: withinOf(world), usedBy: users.of };
      const resourceIn = (record: SnapshotRecord): Resource | undefined => {
        const parts = isListing(record) ? undefined : read(record);
        return parts && resourceOf(parts, world, lists);
      };
      let isAsked = false;
      const see = (record: SnapshotRecord): Resource | undefined => {
        const resource = resourceIn(record);
        if (!resource) return undefined;
        users.add(resource, collectors.get(resource.type) as Collector);
        if (!users.asked.has(resource.type)) return resource;
        isAsked = true;
        return undefined;
      };
      for await (const record of source.records()) {
        const resource = see(record);
        if (resource) yield resource;
      }
      if (!isAsked) return;
      // read again: holding them until all users are known would take more memory than anything else
      for await (const record of source.records(users.asked)) {
        const resource = !isListing(record) && users.asked.has(record.type) ? resourceIn(record) : undefined;
        if (resource) yield resource;
      }
    },
  };
}

type Read = (observation: Observation) => Parts | undefined;

async function firstPass(
  source: SnapshotSource,
  collectors: ReadonlyMap<string, Collector>,
  read: Read,
): Promise<FirstPass> {
  const pass: FirstPass = { listings: [], gaps: [], targets: new Map(), aliases: new Map() };
  const kept = keptFields(collectors.values());
  for await (const record of source.records(new Set([...kept.keys(), 'aws.kms.alias']))) {
    pass.gaps.push(...gapsIn(record, collectors));
    if (isListing(record)) pass.listings.push(record);
    else noteTarget(record, kept, read, pass);
  }
  return pass;
}

function noteTarget(
  record: Observation,
  kept: ReadonlyMap<string, ReadonlySet<string>>,
  read: Read,
  pass: FirstPass,
): void {
  const parts = read(record);
  if (!parts) return;
  if (record.type === 'aws.kms.alias') pass.aliases.set(record.id, targetKeyOf(record));
  const fields = kept.get(record.type);
  if (!fields) return;
  const known = pass.targets.get(record.type) ?? newTargets();
  known.add(targetOf(record, parts.collector, parts.view, parts.context, fields));
  pass.targets.set(record.type, known);
}

/** The key that an alias leads to; undefined where it has none, or nobody knows. */
export function targetKeyOf(alias: Observation): string | undefined {
  const item = alias.answers['item'];
  const key = item && 'ok' in item ? (item.ok as { TargetKeyId?: unknown }).TargetKeyId : undefined;
  return typeof key === 'string' ? key : undefined;
}

/** Member by member: one is made for each observation, and spreading would cost more than the fields. */
const fieldContext = ({ scope, id }: Observation, header: SnapshotHeader, context: Context): FieldContext => ({
  partition: scope.partition,
  account: scope.account,
  region: scope.region,
  id,
  takenAt: header.takenAt,
  trustedAccounts: context.trustedAccounts,
  organizationId: context.organizationId,
  secretWords: context.secretWords,
});

type Within = (of: string, scope: Scope, by: 'account' | 'region') => LinkList;

/** Lists of all resources of a type in an account or region; a type is sorted into places when it is first asked for. */
function withinOf(world: World): Within {
  const placed = new Map<string, ReadonlyMap<string, readonly Target[]>>();
  return (of, scope, by) => {
    const places = placed.get(of) ?? byPlace(world.targets.get(of)?.values() ?? []);
    placed.set(of, places);
    const collector = world.collectors.get(of);
    const region = by === 'region' ? scope.region : undefined;
    const missing = collector && world.listings.missing(collector, scope.account, region);
    const targets = places.get(placeKey(scope.account, region)) ?? [];
    return { list: of, targets, ...(missing ? { missing } : {}) };
  };
}

const placeKey = (account: string, region: string | undefined): string => `${account}/${region ?? '*'}`;

function byPlace(targets: Iterable<Target>): ReadonlyMap<string, readonly Target[]> {
  const places = new Map<string, Target[]>();
  for (const target of [...targets].sort(byId)) {
    for (const key of [placeKey(target.account, undefined), placeKey(target.account, target.region)]) {
      const known = places.get(key);
      if (known) known.push(target);
      else places.set(key, [target]);
    }
  }
  return places;
}
