import { placeInArn } from '../model/arn.ts';
import type { Collector } from '../model/collector.ts';
import type { LinkList, LinkValue, Target } from '../model/field.ts';
import { isUnknown, linkedType } from '../model/field.ts';
import { joinReasons, type Reason } from '../model/reason.ts';
import type { Listings } from './listings.ts';
import type { Resource } from './resource.ts';
import { newResourceRows } from './resource-rows.ts';

/** Who links to what. Ids are capped, since a key may seal a million objects; a list that was capped is not whole. */
export interface Users {
  /** Types that have a `usedBy` field. */
  readonly asked: ReadonlySet<string>;
  add(resource: Resource, collector: Collector): void;
  of(type: string, id: string): LinkList;
}

const CAP = 1000;
const MORE: Reason = { class: 'cut', operation: 'usedBy', code: `MoreThan${CAP}` };

type Place = ReturnType<typeof placeInArn>;

/** A link of one service to a type of another. An alias or a replica names its key and keeps nothing under it. */
interface Linker {
  readonly collector: Collector;
  readonly field: string;
  readonly to: string;
}

export function linkersOf(collectors: ReadonlyMap<string, Collector>): readonly Linker[] {
  const linkers: Linker[] = [];
  for (const collector of collectors.values()) {
    for (const [field, { type }] of Object.entries(collector.fields)) {
      const target = collectors.get(linkedType(type) ?? '');
      if (target && target.service !== collector.service) linkers.push({ collector, field, to: target.type });
    }
  }
  return linkers;
}

/** Whether all that may refer to something was seen. */
export interface Unseen {
  /** A link that could not be read may have led to anything of its type in its account. */
  note(account: string, type: string, reason: Reason): void;
  /**
   * Why others may refer to it too; undefined = nobody else does.
   * @param guests other accounts that may
   */
  of(type: string, id: string, guests?: readonly string[]): Reason | undefined;
}

export function unseenOf(collectors: ReadonlyMap<string, Collector>, listings: Listings): Unseen {
  const linkers = linkersOf(collectors);
  const alias = collectors.get('aws.kms.alias');
  const unread = new Map<string, Map<string, Reason>>();
  const known = new Map<string, Reason | undefined>(); // all of a type in one region share their reasons
  const once = (at: string, look: () => readonly Reason[]): Reason | undefined => {
    if (!known.has(at)) known.set(at, joinReasons(look()));
    return known.get(at);
  };
  const within = (type: string, place: Place): readonly Reason[] => [
    ...(unread.get(`${place.account} ${type}`)?.values() ?? []),
    ...missingReferrers(linkers, type, place, listings),
    ...[(type === 'aws.kms.key' && alias && listings.missing(alias, place.account, place.region)) || []].flat(), // users may name a key by one
  ];
  return {
    note(account, type, reason) {
      known.clear();
      noteUnread(unread, `${account} ${type}`, reason);
    },
    of(type, id, guests = []) {
      const { account: own, region } = placeInArn(id);
      const at = (account: string) =>
        once([type, region, account].join(), () => within(type, { account, region })) ?? [];
      return once([type, region, own, 'with', ...guests].join(), () => [own, ...guests].flatMap(at));
    },
  };
}

export function usersOf(collectors: ReadonlyMap<string, Collector>, listings: Listings): Users {
  const asked = new Set(
    [...collectors.values()]
      .filter(({ fields }) => Object.values(fields).some(({ type }) => type.kind === 'usedBy'))
      .map(({ type }) => type),
  );
  const linkers = linkersOf(collectors).filter(({ to }) => asked.has(to));
  const linksOf = (collector: Collector): Linker[] => linkers.filter((linker) => linker.collector === collector);
  const links = new Map([...collectors.values()].map((collector) => [collector, linksOf(collector)]));
  const found = newUserLists();
  const unseen = unseenOf(collectors, listings);
  return {
    asked,
    add(resource, collector) {
      for (const { field, to } of links.get(collector) ?? []) {
        const state = resource.read(field);
        if (isUnknown(state)) unseen.note(resource.scope.account, to, state.unknown);
        else if (typeof state === 'object' && 'link' in state) found.note((state as LinkValue).id, resource);
        else if (typeof state === 'object' && 'targets' in state)
          for (const { id } of (state as LinkList).targets) found.note(id, resource);
      }
    },
    of(type, id) {
      const users = found.of(id);
      const missing = users.length > CAP ? MORE : unseen.of(type, id);
      return { list: 'user', targets: users.slice(0, CAP), ...(missing ? { missing } : {}) };
    },
  };
}

/** The first users of each thing by id, so that the order of arrival does not show. */
interface UserLists {
  note(id: string, user: Resource): void;
  /** In order; more than the cap says that there are more. */
  of(id: string): readonly Target[];
}

interface UserList {
  rows: number[];
  /** Once some were left out: whoever comes behind this id is left out, too. */
  last?: string;
}

function newUserLists(): UserLists {
  const rows = newResourceRows();
  const lists = new Map<string, UserList>();
  const inOrder = (list: UserList): readonly Target[] =>
    list.rows
      .map(rows.at)
      .sort(byId)
      .slice(0, CAP + 1);
  const cut = (list: UserList): void => {
    const numbered = list.rows.map((number) => ({ number, id: rows.idAt(number) })).sort(byId);
    list.rows = numbered.slice(0, CAP + 1).map(({ number }) => number);
    list.last = numbered[CAP]?.id ?? '';
  };
  return {
    note(id, user) {
      if (id === '') return;
      const list = lists.get(id) ?? { rows: [] };
      lists.set(id, list);
      if (list.last !== undefined && user.id > list.last) return;
      list.rows.push(rows.of(user));
      if (list.rows.length > 2 * CAP) cut(list);
    },
    of: (id) => inOrder(lists.get(id) ?? { rows: [] }),
  };
}

export const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

function noteUnread(unread: Map<string, Map<string, Reason>>, place: string, reason: Reason): void {
  const known = unread.get(place) ?? new Map<string, Reason>();
  unread.set(place, known.set(JSON.stringify(reason), reason));
}

/**
 * "Nothing refers to it" holds only if every type that can refer was listed to its end. What is regional is referred to
 * from its own region, or from global services: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
 */
function missingReferrers(
  linkers: readonly Linker[],
  type: string,
  { account, region }: Place,
  listings: Listings,
): Reason[] {
  const referrers = linkers.filter(({ collector, to }) => to === type && collector.list);
  const collectors = new Set(referrers.map(({ collector }) => collector));
  return [...collectors].flatMap((collector) => listings.missing(collector, account, region || undefined) ?? []);
}
