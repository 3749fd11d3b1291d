import type { Finding, FindingResource } from '../model/finding.ts';
import { byText } from '../model/order.ts';

/** A resource and what the rules found on it, in their order. */
export interface Group {
  readonly resource: FindingResource;
  readonly findings: readonly Finding[];
}

/** Groups in order of account, region, type and id, whatever the order in which they came. */
export interface Groups {
  add(group: Group): void;
  inOrder(): Group[];
}

interface Place {
  readonly of: FindingResource;
  readonly groups: Group[];
}

/** By place first, and each place by id: snapshots have most of it in order, and comparing a million resources costs as much as judging them. */
export function newGroups(): Groups {
  const places = new Map<string, Place>();
  let last: Place | undefined;
  return {
    add(group) {
      if (!last || comparePlaces(last.of, group.resource) !== 0) last = placeOf(group.resource, places);
      last.groups.push(group);
    },
    inOrder: () =>
      [...places.values()].sort((a, b) => comparePlaces(a.of, b.of)).flatMap(({ groups }) => sortedById(groups)),
  };
}

function placeOf(of: FindingResource, places: Map<string, Place>): Place {
  const key = JSON.stringify([of.account, of.region, of.type]);
  const known = places.get(key) ?? { of, groups: [] };
  places.set(key, known);
  return known;
}

const comparePlaces = (a: FindingResource, b: FindingResource): number =>
  byText(a.account, b.account) || byText(a.region, b.region) || byText(a.type, b.type);

const sortedById = (groups: readonly Group[]): readonly Group[] =>
  groups.every(({ resource }, at) => at === 0 || (groups[at - 1] as Group).resource.id <= resource.id)
    ? groups
    : [...groups].sort((a, b) => byText(a.resource.id, b.resource.id));
