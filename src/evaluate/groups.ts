import type { Finding, FindingResource } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import type { Said } from './said.ts';

/** What was decided about a finding. */
export type Decisions = Pick<Finding, 'suppression' | 'baseline'>;

/** A resource and what the rules say of it. */
export interface Group {
  readonly resource: FindingResource;
  readonly said: Said;
  /** The keys and secrets that it leads to; none where nothing fails. */
  readonly related: readonly string[];
  /** By the place of what is said. */
  readonly decided?: ReadonlyMap<number, Decisions>;
  /** It stands for a listing that was not read. */
  readonly isUnlisted?: boolean;
}

/** All resources of a type in a region. */
export type Place = Pick<FindingResource, 'partition' | 'account' | 'region' | 'type'>;

/** Something about a resource. */
export interface Placed {
  readonly place: Place;
  readonly id: string;
}

/** In order of account, region, type and id. */
export const compareGroups = ({ resource: a }: Group, { resource: b }: Group): number =>
  comparePlaces(a, b) || byText(a.id, b.id);

const comparePlaces = (a: Place, b: Place): number =>
  a === b ? 0 : byText(a.account, b.account) || byText(a.region, b.region) || byText(a.type, b.type);

interface Shelf<T> {
  readonly place: Place;
  readonly items: T[];
}

/** Brings what comes in any order into that of `compareGroups`. */
export interface Shelves<T extends Placed> {
  add(item: T): void;
  inOrder(): T[];
}

/** By place first, and each place by id: snapshots have most of it in order, and comparing a million resources costs as much as judging them. */
export function newShelves<T extends Placed>(): Shelves<T> {
  const shelves = new Map<string, Shelf<T>>();
  let last: Shelf<T> | undefined;
  return {
    add(item) {
      if (!last || comparePlaces(last.place, item.place) !== 0) last = shelfOf(item.place, shelves);
      last.items.push(item);
    },
    inOrder: () =>
      [...shelves.values()].sort((a, b) => comparePlaces(a.place, b.place)).flatMap(({ items }) => sortedById(items)),
  };
}

function shelfOf<T>(place: Place, shelves: Map<string, Shelf<T>>): Shelf<T> {
  const key = JSON.stringify([place.account, place.region, place.type]);
  const known = shelves.get(key) ?? { place, items: [] };
  shelves.set(key, known);
  return known;
}

const sortedById = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] =>
  items.every(({ id }, at) => at === 0 || (items[at - 1] as T).id <= id)
    ? items
    : [...items].sort((a, b) => byText(a.id, b.id));
