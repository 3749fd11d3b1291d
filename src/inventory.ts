import type { LinePlace, Run } from './model/run.ts';
import {
  accountLine,
  type InventoryEntry,
  type InventoryResource,
  inventoryFile,
  inventoryPath,
} from './report/inventory.ts';
import { placeAt, type Standing, standingOf } from './report/inventory-places.ts';

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
  const standings = new Map<string, Standing>();
  let isRead = false;
  const fileOf = (path: string, members: readonly InventoryResource[]): InventoryFile => {
    const lines = inventoryFile(members);
    standings.set(path, standingOf(lines));
    return { path, lines };
  };
  function* files(): Generator<InventoryFile> {
    const apart = pathsApart(resources());
    for (const { path, members } of together(resources())) if (!apart.has(path)) yield fileOf(path, members);
    for (const path of apart) yield fileOf(path, [...among(resources(), path)]);
    isRead = true;
  }
  const placeIn = (resource: Pick<InventoryResource, 'id' | 'account' | 'region'>): LinePlace | undefined => {
    const path = inventoryPath(resource);
    const standing = standings.get(path);
    return standing && placeAt(resource.id, path, standing);
  };
  return {
    files,
    place(resource) {
      if (!isRead) for (const _ of files());
      return placeIn(resource) ?? placeIn(accountLine(resource));
    },
  };
}

/** Paths whose resources come in several parts, such as those of two regions whose names no file can have. */
function pathsApart(resources: Iterable<InventoryResource>): ReadonlySet<string> {
  const apart = new Set<string>();
  const seen = new Set<string>();
  let last = '';
  for (const resource of resources) {
    const path = inventoryPath(resource);
    if (path !== last && seen.has(path)) apart.add(path);
    seen.add(path);
    last = path;
  }
  return apart;
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
