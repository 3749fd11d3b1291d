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
  readonly paths: readonly string[];
  lines(path: string): Iterable<InventoryEntry>;
  readonly place: Run['place'];
}

/** Built file by file when first asked for: only SARIF asks. */
export function inventoryOf(resources: readonly InventoryResource[]): Inventory {
  const members = new Map<string, InventoryResource[]>();
  for (const resource of resources) {
    const path = inventoryPath(resource);
    const known = members.get(path);
    if (known) known.push(resource);
    else members.set(path, [resource]);
  }
  const built = new Map<string, ReadonlyMap<string, InventoryEntry>>();
  const file = (path: string): ReadonlyMap<string, InventoryEntry> => {
    const known = built.get(path) ?? new Map(inventoryFile(members.get(path) ?? []).map((entry) => [entry.id, entry]));
    built.set(path, known);
    return known;
  };
  const placeIn = (resource: Pick<InventoryResource, 'id' | 'account' | 'region'>) =>
    file(inventoryPath(resource)).get(resource.id)?.place;
  return {
    paths: [...members.keys()],
    lines: (path) => file(path).values(),
    place: (resource) => placeIn(resource) ?? placeIn(accountLine(resource)),
  };
}
