import type { Pieces } from '../model/run.ts';

/** Big enough that writing costs little, small enough that nobody notices the memory. */
const SIZE = 65_536;

/** Joins small pieces into pieces of about 64 KB. */
export async function* batched(small: AsyncIterable<string>): Pieces {
  let held: string[] = [];
  let size = 0;
  for await (const piece of small) {
    held.push(piece);
    size += piece.length;
    if (size < SIZE) continue;
    yield held.join('');
    held = [];
    size = 0;
  }
  if (size > 0) yield held.join('');
}

/** Items of a JSON array, one a line, with commas between. */
export async function* itemLines(items: AsyncIterable<string> | Iterable<string>): Pieces {
  let before = '\n';
  for await (const item of items) {
    yield before + item;
    before = ',\n';
  }
  yield '\n';
}
