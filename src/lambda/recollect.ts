import type { Call } from '../collect/call.ts';
import { collect, type Group } from '../collect/collect.ts';
import { reasonOf } from '../model/classify.ts';
import type { Collector, ListUse } from '../model/collector.ts';
import type { Judge } from '../model/mark.ts';
import { GLOBAL_REGION, type Scope } from '../model/scope.ts';
import type { Observation } from '../model/snapshot.ts';
import { arnsOf, type Concern, isNamed } from './names.ts';

export interface Recollecting {
  readonly call: Call;
  readonly homeRegion: string;
  readonly registry: ReadonlyMap<string, Collector>;
  /** ISO 8601. */
  readonly takenAt: string;
  readonly judge?: Judge | undefined;
}

/** What was read again: of a whole type in one scope, or of the named resources, of which those that are gone are missing. */
export interface Recollected {
  readonly type: string;
  readonly scope: Scope;
  readonly names?: readonly string[];
  readonly listing: Group['listing'];
  readonly observations: readonly Observation[];
}

/** A class since it is thrown: what an event may have changed could not be read, so the event must come again. */
class NotRead extends Error {
  override readonly name = 'NotRead';
}

/** More resources of a type than this are found by one list faster than one by one. */
const FEW = 5;

/**
 * Reads the resources concerned as a scan would, and no others: the collector itself, with a narrower list. What cannot be
 * asked for by its id is picked from the whole list, which also proves what is gone.
 */
export async function recollect(concern: Concern, options: Recollecting): Promise<readonly Recollected[]> {
  const { collector, scope, names } = concern;
  const asked = await groupsOf(askedFor(concern), scope, options);
  const isAnswered = asked.length > 0 && asked.every((groups) => isFound(groups.get(collector.type)));
  const found = isAnswered ? asked : await groupsOf([pickedFrom(concern)], scope, options);
  const own = found.flatMap((groups) => groups.get(collector.type) ?? []);
  for (const group of own) refuseUnread(group, collector);
  const [first] = own;
  if (!first) throw new NotRead(`${collector.type}: no listing came`);
  const observations = [...new Map(own.flatMap((group) => group.observations).map((one) => [one.id, one])).values()];
  const beside = [...(found[0]?.values() ?? [])].filter(
    ({ listing }) => listing.listing !== collector.type && listing.complete && isListed(listing.listing, options),
  );
  return [
    ...beside.map(recollected),
    { ...recollected(first), ...(names && { names: settled(concern, observations) }), observations },
  ];
}

/** Names that are ids become them, so that a later reading is seen to be of the same; others stay, as they may name more. */
function settled(concern: Concern, observations: readonly Observation[]): readonly string[] {
  const ids = new Set(observations.map(({ id }) => id));
  const isId = (name: string): boolean => {
    const arns = [...arnsOf({ ...concern, names: [name] })];
    return arns.length > 0 && arns.every((arn) => ids.has(arn));
  };
  return [...ids, ...(concern.names ?? []).filter((name) => !isId(name))];
}

const isFound = (group: Group | undefined): boolean =>
  group?.listing.complete === true && group.observations.length > 0;

const recollected = ({ listing, observations }: Group): Recollected => ({
  type: listing.listing,
  scope: listing.scope,
  listing,
  observations,
});

/** Types that are told by their list alone: read whole for a join, they are as good as collected. */
const isListed = (type: string, { registry }: Recollecting): boolean => {
  const collector = registry.get(type);
  return collector !== undefined && collector.calls.length === 0 && collector.joins.length === 0;
};

const groupsOf = (collectors: readonly Collector[], scope: Scope, options: Recollecting) =>
  Promise.all(collectors.map((collector) => groupsWith(collector, scope, options)));

/** What a collector and those that it is joined with find in a scope, by type. */
async function groupsWith(
  collector: Collector,
  scope: Scope,
  { call, homeRegion, registry, takenAt, judge }: Recollecting,
): Promise<ReadonlyMap<string, Group>> {
  const groups = new Map<string, Group>();
  const isGlobal = scope.region === GLOBAL_REGION;
  await collect({
    scopes: [isGlobal ? { ...scope, region: homeRegion } : scope],
    collectors: [collector, ...joinedTo(collector, registry)],
    call,
    homeRegion,
    takenAt,
    judge,
    onGroup: (group) => void groups.set(group.listing.listing, group),
  });
  return groups;
}

/** The lists that it is joined with, and those that these hang on; asked about are their items not. */
function joinedTo({ joins }: Collector, registry: ReadonlyMap<string, Collector>): readonly Collector[] {
  const others = joins.flatMap(({ type }) => registry.get(type) ?? []);
  return [
    ...new Map(
      others
        .flatMap((other) => [{ ...other, calls: [] }, ...joinedTo(other, registry)])
        .map((other) => [other.type, other]),
    ).values(),
  ];
}

/** A collector for each named resource that lists this one alone; none where the service cannot, or there are many. */
function askedFor(concern: Concern): readonly Collector[] {
  const { list } = concern.collector;
  const common = list?.input;
  if (!list || !concern.names || typeof common === 'function') return [];
  const arns = [...arnsOf(concern)];
  const requests = arns.map((arn) => list.one?.(arn).input).filter((input) => input !== undefined);
  if (requests.length < arns.length || requests.length > FEW) return [];
  return requests.map((input) => picking(concern, { ...sizeless(list), input: { ...common, ...input } }));
}

/**
 * Ids and the size of a page exclude each other in EC2:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html
 */
function sizeless({ paging, ...list }: ListUse): ListUse {
  if (!paging) return list;
  const { size: _, ...unsized } = paging;
  return { ...list, paging: unsized };
}

const pickedFrom = (concern: Concern): Collector => {
  const { list } = concern.collector;
  return list && concern.names ? picking(concern, list) : concern.collector;
};

function picking(concern: Concern, list: ListUse): Collector {
  const named = isNamed(concern);
  return { ...concern.collector, list: { ...list, keep: (item) => (list.keep?.(item) ?? true) && named(item) } };
}

/** What passes by itself must not replace what is known; a refused answer is what a scan would have got as well. */
function refuseUnread({ listing, observations }: Group, { type }: Collector): void {
  if (listing.error) throw new NotRead(`${type}: ${listing.error.operation} answered ${listing.error.code}`);
  for (const { answers } of observations)
    for (const answer of Object.values(answers))
      if ('error' in answer && PASSING.has(reasonOf(answer.error, '').class))
        throw new NotRead(`${type}: ${answer.error.operation} answered ${answer.error.code}`);
}

const PASSING: ReadonlySet<string> = new Set(['throttled', 'cut']);

/** Whether what was read says anything about a resource: of the type, there, and one of those that were named. */
export function covers(
  { type, scope, names }: Recollected,
  registry: ReadonlyMap<string, Collector>,
): (one: Observation) => boolean {
  const collector = registry.get(type);
  const concern = collector && names && { collector, scope, names };
  const arns = concern ? arnsOf(concern) : new Set<string>();
  const named = concern ? isNamed(concern) : () => true;
  return (one) =>
    one.type === type &&
    one.scope.account === scope.account &&
    (collector?.scope === 'global' || one.scope.region === scope.region) &&
    (arns.has(one.id) || named(itemOf(one)));
}

const itemOf = ({ answers: { item } }: Observation): unknown => (item && 'ok' in item ? item.ok : {});
