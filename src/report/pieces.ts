/** Big enough that writing costs little, small enough that nobody notices the memory. */
const SIZE = 65_536;

/** Joins small pieces into pieces of about 64 KB. */
export function* batched(small: Iterable<string>): Generator<string> {
  let held: string[] = [];
  let size = 0;
  for (const piece of small) {
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
export function* itemLines(items: Iterable<string>): Generator<string> {
  let before = '\n';
  for (const item of items) {
    yield before + item;
    before = ',\n';
  }
  yield '\n';
}
