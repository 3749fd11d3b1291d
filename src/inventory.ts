import type { Run } from './model/run.ts';
import {
  accountLine,
  type InventoryEntry,
  type InventoryResource,
  inventoryFile,
  inventoryPath,
} from './report/inventory.ts';

/** The inventory files: what SARIF results point at. */
export interface Inventory {
  paths(): readonly string[];
  lines(path: string): Iterable<InventoryEntry>;
  readonly place: Run['place'];
}

/**
 * Built when it is first asked for, and each file by itself: only SARIF asks.
 * @param resources all of them, in any order
 */
export function inventoryOf(resources: () => Iterable<InventoryResource>): Inventory {
  let known: ReadonlyMap<string, readonly InventoryResource[]> | undefined;
  const members = () => (known ??= byPath(resources()));
  const built = new Map<string, ReadonlyMap<string, InventoryEntry>>();
  const file = (path: string): ReadonlyMap<string, InventoryEntry> => {
    const known =
      built.get(path) ?? new Map(inventoryFile(members().get(path) ?? []).map((entry) => [entry.id, entry]));
    built.set(path, known);
    return known;
  };
  const placeIn = (resource: Pick<InventoryResource, 'id' | 'account' | 'region'>) =>
    file(inventoryPath(resource)).get(resource.id)?.place;
  return {
    paths: () => [...members().keys()],
    lines: (path) => file(path).values(),
    place: (resource) => placeIn(resource) ?? placeIn(accountLine(resource)),
  };
}

function byPath(resources: Iterable<InventoryResource>): ReadonlyMap<string, readonly InventoryResource[]> {
  const members = new Map<string, InventoryResource[]>();
  for (const resource of resources) {
    const path = inventoryPath(resource);
    const known = members.get(path);
    if (known) known.push(resource);
    else members.set(path, [resource]);
  }
  return members;
}
