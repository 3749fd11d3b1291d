import { hash } from 'node:crypto';
import { lineHash } from '../model/line-hash.ts';
import { byText } from '../model/order.ts';
import type { LinePlace } from '../model/run.ts';
import { safeJson } from './json-text.ts';

/** What an inventory line says of a resource. `id` is its ARN. */
export interface InventoryResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** A line without its end, and where it stands. */
export interface InventoryEntry {
  readonly id: string;
  readonly text: string;
  readonly place: LinePlace;
}

/** Lines of a file are in the order of this digest, so that a new resource moves as few alerts as may be. */
export const inventoryKey = (arn: string): string => hash('sha256', arn, 'hex');

/** One line without its end. The digest and the member names are 101 characters: the hash never needs the next line. */
export const inventoryLine = ({ id, type, name }: Pick<InventoryResource, 'id' | 'type' | 'name'>): string =>
  safeJson(JSON.stringify({ k: inventoryKey(id), arn: id, type, name }));

/** `inventory/ACCOUNT/REGION.jsonl`; anything that is no account or region becomes a plain file name. */
export function inventoryPath({ account, region }: Scoped): string {
  if (last.region !== region || last.account !== account)
    last = { account, region, path: `inventory/${fileName(account)}/${fileName(region)}.jsonl` };
  return last.path;
}

type Scoped = Pick<InventoryResource, 'account' | 'region'>;

/** Resources of a file come together. */
let last: Scoped & { readonly path: string } = { account: '', region: '', path: 'inventory/_/_.jsonl' };

/** What stands on the account's own page instead: an account or region as a whole, and what was not listed in it. */
export const accountLine = ({ account, region }: Pick<InventoryResource, 'account' | 'region'>): InventoryResource => ({
  id: `sealscan:account:${account}:${region}`,
  type: 'sealscan.account',
  name: region,
  account,
  region: 'account',
});

const fileName = (text: string): string => text.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 64) || '_';

/** Where a line stands; `line` counts from 1. */
const placeOf = (text: string, path: string, line: number): LinePlace => ({
  path,
  line,
  length: text.length,
  hash: `${lineHash(text)}:1`,
});

/** Lines and places of resources that come by file and, in each, by `inventoryKey`; one that comes twice has one line. */
export function* inventory(resources: Iterable<InventoryResource>): Generator<InventoryEntry> {
  let path = '';
  let line = 0;
  let last = '';
  for (const resource of resources) {
    const here = inventoryPath(resource);
    if (here === path && resource.id === last) continue;
    line = here === path ? line + 1 : 1;
    path = here;
    last = resource.id;
    yield new Entry(resource.id, inventoryLine(resource), path, line);
  }
}

/** A class, since its place is worked out only when somebody asks: the hash takes longer than the line. */
class Entry implements InventoryEntry {
  readonly id: string;
  readonly text: string;
  readonly #path: string;
  readonly #line: number;

  constructor(id: string, text: string, path: string, line: number) {
    this.id = id;
    this.text = text;
    this.#path = path;
    this.#line = line;
  }

  get place(): LinePlace {
    return placeOf(this.text, this.#path, this.#line);
  }
}

/** The same for one file whose resources come in any order. */
export const inventoryFile = (resources: readonly InventoryResource[]): InventoryEntry[] => {
  const keyed = resources.map((resource) => ({ resource, key: inventoryKey(resource.id) }));
  return [...inventory(keyed.sort((a, b) => byText(a.key, b.key)).map(({ resource }) => resource))];
};
