import type { LinePlace, Run } from './model/run.ts';
import {
  accountLine,
  type InventoryEntry,
  type InventoryResource,
  inventoryFile,
  inventoryPath,
} from './report/inventory.ts';
import { placeAt, type Standing, standingsOf } from './report/inventory-places.ts';

/** A file of the inventory, with its lines in order. */
interface InventoryFile {
  readonly path: string;
  readonly lines: readonly InventoryEntry[];
}

/** The inventory files: what SARIF results point at. */
export interface Inventory {
  /** One after the other: held is the one that is read, which is a region of an account. */
  files(): Iterable<InventoryFile>;
  readonly place: Run['place'];
}

/**
 * Worked out when it is first asked for: only SARIF asks.
 * @param resources all of them, those of a file mostly together
 */
export function inventoryOf(resources: () => Iterable<InventoryResource>): Inventory {
  let known: ReadonlyMap<string, Standing> | undefined;
  const standings = (): ReadonlyMap<string, Standing> => {
    known ??= standingsOf(resources());
    return known;
  };
  const linesOf = (path: string) => inventoryFile([...among(resources(), path)]);
  const made = new Map<string, ReadonlyMap<string, LinePlace>>();
  const placesIn = (path: string): ReadonlyMap<string, LinePlace> => {
    const places = made.get(path) ?? new Map(linesOf(path).map(({ id, place }) => [id, place]));
    made.set(path, places);
    return places;
  };
  const placeIn = (resource: Pick<InventoryResource, 'id' | 'account' | 'region'>): LinePlace | undefined => {
    const path = inventoryPath(resource);
    const standing = standings().get(path);
    if (!standing) return undefined;
    return standing.isCompact ? placeAt(resource.id, path, standing) : placesIn(path).get(resource.id);
  };
  return {
    *files() {
      for (const { path, members } of together(resources()))
        if (!standings().get(path)?.isApart) yield { path, lines: inventoryFile(members) };
      for (const [path, { isApart }] of standings()) if (isApart) yield { path, lines: linesOf(path) };
    },
    place: (resource) => placeIn(resource) ?? placeIn(accountLine(resource)),
  };
}

function* among(resources: Iterable<InventoryResource>, path: string): Generator<InventoryResource> {
  for (const resource of resources) if (inventoryPath(resource) === path) yield resource;
}

/** Those of one file that come one after the other. */
function* together(resources: Iterable<InventoryResource>) {
  let path = '';
  let members: InventoryResource[] = [];
  for (const resource of resources) {
    const here = inventoryPath(resource);
    if (here !== path && members.length > 0) {
      yield { path, members };
      members = [];
    }
    path = here;
    members.push(resource);
  }
  if (members.length > 0) yield { path, members };
}
