import type { Resource } from '../graph/resource.ts';
import { linksIn } from '../graph/things.ts';
import { placeInArn } from '../model/arn.ts';
import type { Collector } from '../model/collector.ts';
import { linkedType } from '../model/field.ts';
import type { Store } from '../store.ts';
import { linksFolder, linksFrom, linksTo } from './keys.ts';

/** A resource, as far as it takes to find it in the store. */
export interface Referred {
  readonly type: string;
  /** ARN, or that of an alias. */
  readonly id: string;
}

/** A reference from one account's resource to another's. */
export interface Link {
  readonly from: Referred & { readonly region: string };
  readonly to: Referred;
}

/** In the place of an account's id: whose it is cannot be told from the ARN, as with buckets. */
export const SOMEBODY = 'somebody';

/** Takes note of all references of an account's resources that lead, or may lead, to other accounts of the run. */
export function linksOut(account: string, planned: ReadonlySet<string>, registry: readonly Collector[]) {
  const fields = new Map(registry.map(({ type, fields: all }) => [type, leading(all)]));
  const found = new Map<string, Map<string, Link>>();
  const note = (owner: string, link: Link): void => {
    const known = found.get(owner) ?? new Map<string, Link>();
    found.set(owner, known.set(JSON.stringify(link), link));
  };
  return {
    see(resource: Resource): void {
      const { type, id, scope } = resource;
      const from = { type, id, region: scope.region };
      for (const [field, to] of fields.get(type) ?? []) {
        for (const { id: found, alias, target, state } of linksIn(resource.read(field))) {
          const link = { from, to: { type: to, id: alias ?? found } };
          const owner = target?.account ?? placeInArn(link.to.id).account;
          if (owner !== account && planned.has(owner)) note(owner, link);
          if (owner === '' && state === 'foreign') note(SOMEBODY, link);
        }
      }
    },
    /** By the account that they lead to, in order. */
    found: (): ReadonlyMap<string, readonly Link[]> =>
      new Map(
        [...found].map(([owner, links]) => [
          owner,
          [...links].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link),
        ]),
      ),
  };
}

const leading = (fields: Collector['fields']): readonly (readonly [field: string, to: string])[] =>
  Object.entries(fields).flatMap(([name, { type }]) => {
    const to = linkedType(type);
    return to === undefined ? [] : [[name, to] as const];
  });

/** Keeps them with both accounts, so that each finds its own. */
export async function writeLinks(
  store: Store,
  day: string,
  account: string,
  found: ReadonlyMap<string, readonly Link[]>,
): Promise<void> {
  for (const [owner, links] of found) {
    const body = Buffer.from(JSON.stringify(links));
    await store.put(linksTo(day, account, owner), body);
    if (owner !== SOMEBODY) await store.put(linksFrom(day, owner, account), body);
  }
}

/** The same for what turned out to be an account's when all of them were looked at. */
export async function writeFound(
  store: Store,
  day: string,
  account: string,
  owner: string,
  links: readonly Link[],
): Promise<void> {
  const body = Buffer.from(JSON.stringify(links));
  await store.put(`${linksFolder(day, account)}to=${owner}/found.json`, body);
  await store.put(`${linksFolder(day, owner)}from=${account}/found.json`, body);
}

/** A reference, and the other account. */
export type Shared = Link & { readonly other: string };

/** References of an account to others, and of others to it. */
export interface Neighbours {
  readonly out: readonly Shared[];
  readonly in: readonly Shared[];
}

const PLACE = /\/(to|from)=([^/]+)\/\w+\.json$/;

export async function readNeighbours(store: Store, day: string, account: string): Promise<Neighbours> {
  const read: { readonly out: Shared[]; readonly in: Shared[] } = { out: [], in: [] };
  for (const key of await store.list(linksFolder(day, account))) {
    const [, direction, other = ''] = PLACE.exec(key) ?? [];
    if (direction === undefined || other === SOMEBODY) continue;
    const links = (await linksAt(store, key)).map((link) => ({ ...link, other }));
    (direction === 'to' ? read.out : read.in).push(...links);
  }
  return read;
}

export async function linksAt(store: Store, key: string): Promise<readonly Link[]> {
  const stored = await store.get(key);
  return stored ? (JSON.parse(stored.body.toString('utf8')) as Link[]) : [];
}
