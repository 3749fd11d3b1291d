import { type Action, carries } from './actions.ts';
import { once } from './apart.ts';
import { holds } from './condition.ts';
import { type Entry, type Facet, idOf } from './facet.ts';
import { matches } from './glob.ts';
import { type Range, wideRun } from './ip.ts';
import { dependsOnAction } from './keys.ts';
import { concerns } from './principals.ts';
import { spend } from './samples.ts';
import type { Ready, World } from './world.ts';

/** For each facet, the places of the entries that are still possible. */
type Domain = readonly (readonly number[])[];

/** Requests of one subject in one way. */
export interface Space {
  readonly world: World;
  readonly facets: readonly Facet[];
  /** All keys of the facets; no request carries another. */
  readonly keys: ReadonlySet<string>;
  /** The address must come from a wide range. */
  readonly wide: boolean;
}

export const spaceOf = (world: World, facets: readonly Facet[], wide: boolean): Space => ({
  world,
  facets,
  keys: new Set(facets.flatMap(({ keys }) => [...keys])),
  wide,
});

/**
 * A request that a statement allows and no Deny forbids, as one entry of each facet. Each Deny must fail in at least one
 * facet; the search branches over which, so it finds a request whenever there is one.
 */
export function solve(
  space: Space,
  allow: Ready,
  denies: readonly Ready[],
  action: Action,
): readonly Entry[] | undefined {
  const start = allowed(space, allow, action);
  if (!start) return undefined;
  const living = denies.filter((deny) => !isDead(space, deny));
  const masks = living.map((deny) => space.facets.map((facet) => maskOf(space.world, deny, facet)));
  return search(space, start, masks)?.map((places, at) => entryAt(space, at, places));
}

/** The entries under which the Allow holds; keys that requests for the action do not carry must be absent. */
function allowed(space: Space, allow: Ready, action: Action): Domain | undefined {
  if (isDead(space, allow)) return undefined;
  const { kind } = space.world.context;
  const domain: number[][] = [];
  for (const facet of space.facets) {
    const mask = maskOf(space.world, allow, facet);
    const missing = [...facet.keys].filter((key) => dependsOnAction(key, kind) && !carries(action, key));
    const places: number[] = [];
    for (let place = 0; place < facet.entries.length; place++) {
      const { on, values } = facet.entries[place] as Entry;
      if (!mask[place] || (on !== undefined && on !== action.on)) continue;
      if (missing.length === 0 || missing.every((key) => !values.has(key))) places.push(place);
    }
    if (places.length === 0) return undefined;
    domain.push(places);
  }
  return domain;
}

/** A condition on a key that no request carries never holds. */
const isDead = ({ keys }: Space, { conditions }: Ready): boolean =>
  conditions.some((condition) => !keys.has(condition.key) && !holds(condition, undefined));

function search(
  space: Space,
  domain: Domain,
  denies: readonly (readonly (readonly boolean[])[])[],
): Domain | undefined {
  spend(space.world.meter, 100 + denies.length * 50);
  if (space.wide && !isWide(space, domain)) return undefined;
  const open = denies
    .map((masks) => ({ masks, escapes: escapesOf(masks, domain) }))
    .filter(({ escapes }) => escapes !== 'all');
  const [next] = open.sort((a, b) => a.escapes.length - b.escapes.length);
  if (!next) return domain;
  const rest = open.filter((one) => one !== next).map(({ masks }) => masks);
  for (const at of next.escapes as readonly number[]) {
    const left = (domain[at] as readonly number[]).filter((place) => !next.masks[at]?.[place]);
    const found = search(space, domain.with(at, left), rest);
    if (found) return found;
  }
  return undefined;
}

/** The facets in which a Deny can fail; `all` where it already fails for every entry of one. */
function escapesOf(masks: readonly (readonly boolean[])[], domain: Domain): readonly number[] | 'all' {
  const escapes: number[] = [];
  for (let at = 0; at < domain.length; at++) {
    const places = domain[at] as readonly number[];
    const hit = places.filter((place) => masks[at]?.[place]).length;
    if (hit === 0) return 'all';
    if (hit < places.length) escapes.push(at);
  }
  return escapes;
}

const rangesOf = ({ facets }: Space, domain: Domain): Range[] | undefined => {
  const at = facets.findIndex(({ keys }) => keys.has('aws:sourceip') && keys.size === 1);
  if (at < 0 || !facets[at]?.entries.some(({ range }) => range)) return undefined;
  return domain[at]?.flatMap((place) => facets[at]?.entries[place]?.range ?? []);
};

/** A stranger's address is its own choice only where a wide range is left to choose from. */
function isWide(space: Space, domain: Domain): boolean {
  const ranges = rangesOf(space, domain);
  return ranges === undefined || wideRun(ranges) !== undefined;
}

function entryAt(space: Space, at: number, places: readonly number[]): Entry {
  const entries = places.map((place) => space.facets[at]?.entries[place] as Entry);
  const ranges = entries.flatMap(({ range }) => range ?? []);
  const run = ranges.length > 1 ? wideRun(ranges) : undefined;
  return (
    entries.find(({ range }) => !run || (range?.family === run.family && range.from === run.from)) ??
    (entries[0] as Entry)
  );
}

/** Whether a statement can hold with each entry of a facet; it holds for a request whose every entry says so. */
const maskOf = (world: World, statement: Ready, facet: Facet): readonly boolean[] =>
  once(world, `mask ${statement.index} ${idOf(facet)}`, () => {
    const conditions = statement.conditions.filter(({ key }) => facet.keys.has(key));
    const weight = 30 + conditions.reduce((sum, { patterns }) => sum + patterns.length * 5, 0);
    spend(world.meter, facet.entries.length * weight);
    return facet.entries.map(
      (entry) =>
        appliesTo(world, statement, entry) &&
        conditions.every((one) => {
          const value = entry.values.get(one.key);
          spend(world.meter, costOf(one.patterns, value));
          return holds(one, value);
        }),
    );
  });

const costOf = (patterns: readonly (readonly number[])[], value: unknown): number =>
  typeof value === 'string' && value.length > 200
    ? patterns.reduce((sum, { length }) => sum + length, 0) * value.length
    : 0;

function appliesTo(world: World, { principals, resources, effect }: Ready, entry: Entry): boolean {
  if (entry.who && principals && !concerns(principals, entry.who, effect)) return false;
  if (entry.arn === undefined || !resources) return true;
  const { arn } = entry;
  if (arn.length > 200)
    spend(world.meter, arn.length * resources.patterns.reduce((sum, { length }) => sum + length, 0));
  return resources.patterns.some((tokens) => matches(tokens, arn)) !== resources.negated;
}
