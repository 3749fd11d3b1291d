import { lineHash } from '../model/line-hash.ts';
import type { LinePlace } from '../model/run.ts';
import { type InventoryResource, inventoryKey, inventoryLine, inventoryPath } from './inventory.ts';

/** Where the lines of a file stand, in eight bytes a line. */
export interface Standing {
  /** In order of the lines: the first 48 bits of a line's digest, and its length. Of no use unless `isCompact`. */
  readonly inOrder: BigUint64Array;
  /** False where that does not tell all lines apart, or not their hashes: the file must be made to place one. */
  readonly isCompact: boolean;
  /** Its resources come in several parts. */
  readonly isApart: boolean;
}

const DIGITS = 12;
const LENGTH = 16n;
const LONGEST = 0xff_ff;
/** With so many characters of an ARN the digits of a line's hash are complete, whatever type and name come behind. */
const ENOUGH = 21;

interface File {
  numbers: BigUint64Array;
  count: number;
  isCompact: boolean;
  isApart: boolean;
}

const numberOf = (id: string): bigint => BigInt(`0x${inventoryKey(id).slice(0, DIGITS)}`) << LENGTH;

/** @returns by path, in order of their first resource */
export function standingsOf(resources: Iterable<InventoryResource>): ReadonlyMap<string, Standing> {
  const files = new Map<string, File>();
  let last: File | undefined;
  for (const resource of resources) {
    const path = inventoryPath(resource);
    const known = files.get(path);
    const file = known ?? { numbers: new BigUint64Array(16), count: 0, isCompact: true, isApart: false };
    if (!known) files.set(path, file);
    else if (file !== last) file.isApart = true;
    last = file;
    add(file, resource);
  }
  return new Map([...files].map(([path, file]) => [path, standingOf(file)]));
}

function add(file: File, resource: InventoryResource): void {
  const { length } = inventoryLine(resource);
  if (length > LONGEST || resource.id.replace(/[ \t]/g, '').length < ENOUGH) file.isCompact = false;
  if (file.count === file.numbers.length) {
    const more = new BigUint64Array(2 * file.count);
    more.set(file.numbers);
    file.numbers = more;
  }
  file.numbers[file.count++] = numberOf(resource.id) | BigInt(Math.min(length, LONGEST));
}

function standingOf({ numbers, count, isCompact, isApart }: File): Standing {
  const inOrder = numbers.slice(0, count).sort();
  const isSame = (one: bigint, at: number): boolean =>
    at > 0 && one >> LENGTH === (inOrder[at - 1] as bigint) >> LENGTH;
  return { inOrder, isCompact: isCompact && !inOrder.some(isSame), isApart };
}

/** Undefined for what has no line there. */
export function placeAt(id: string, path: string, { inOrder }: Standing): LinePlace | undefined {
  const wanted = numberOf(id);
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inOrder[middle] as bigint) < wanted) low = middle + 1;
    else high = middle;
  }
  const found = inOrder[low];
  if (found === undefined || found >> LENGTH !== wanted >> LENGTH) return undefined;
  const hash = lineHash(inventoryLine({ id, type: '', name: '' }));
  return { path, line: low + 1, length: Number(found & BigInt(LONGEST)), hash: `${hash}:1` };
}
