import { lineHash } from '../model/line-hash.ts';
import type { LinePlace } from '../model/run.ts';
import { type InventoryEntry, inventoryKey, inventoryLine } from './inventory.ts';

/** Where the lines of a file stand, in twelve bytes a line. */
export interface Standing {
  /** In order of the lines: the first 48 bits of a line's digest. */
  readonly digests: Float64Array;
  readonly lengths: Uint32Array;
  /** Lines that this does not tell from another one, or whose hash it does not tell, by id. */
  readonly others: ReadonlyMap<string, LinePlace>;
}

const DIGITS = 12;
/** With so many characters of an ARN the digits of a line's hash are complete, whatever type and name come behind. */
const ENOUGH = 21;

const digestOf = (id: string): number => Number.parseInt(inventoryKey(id).slice(0, DIGITS), 16);

export function standingOf(lines: readonly InventoryEntry[]): Standing {
  const digests = Float64Array.from(lines, ({ id }) => digestOf(id));
  const lengths = Uint32Array.from(lines, ({ text }) => text.length);
  const isOther = ({ id }: InventoryEntry, at: number): boolean =>
    id.replace(/[ \t]/g, '').length < ENOUGH || digests[at] === digests[at - 1] || digests[at] === digests[at + 1];
  return { digests, lengths, others: new Map(lines.filter(isOther).map(({ id, place }) => [id, place])) };
}

/** Undefined for what has no line there. */
export function placeAt(id: string, path: string, { digests, lengths, others }: Standing): LinePlace | undefined {
  const wanted = digestOf(id);
  let low = 0;
  let high = digests.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((digests[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  if (digests[low] !== wanted) return undefined;
  const hash = lineHash(inventoryLine({ id, type: '', name: '' }));
  return others.get(id) ?? { path, line: low + 1, length: lengths[low] as number, hash: `${hash}:1` };
}
