interface Head<T> {
  readonly rest: Iterator<T>;
  readonly at: number;
  readonly item: T;
}

/** What comes in order from each of several, in order of all; of equals, the one of the earlier source first. */
export function* merged<T>(sources: readonly Iterable<T>[], compare: (a: T, b: T) => number): Generator<T> {
  const inOrder = (a: Head<T>, b: Head<T>): number => compare(a.item, b.item) || a.at - b.at;
  const heads = sources.flatMap((source, at) => headOf(source[Symbol.iterator](), at)).sort(inOrder);
  for (let first = heads[0]; first; first = heads[0]) {
    yield first.item;
    const [next] = headOf(first.rest, first.at);
    if (!next) heads.shift();
    else if (heads[1] && inOrder(next, heads[1]) > 0) reinsert(heads, next, inOrder);
    else heads[0] = next; // most of what was written at one time stays together
  }
}

function headOf<T>(rest: Iterator<T>, at: number): readonly Head<T>[] {
  const { done, value } = rest.next();
  return done ? [] : [{ rest, at, item: value }];
}

/** Takes the first away and puts the one that follows it where it belongs. */
function reinsert<T>(heads: T[], next: T, inOrder: (a: T, b: T) => number): void {
  let low = 1;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder(next, heads[middle] as T) > 0) low = middle + 1;
    else high = middle;
  }
  heads.splice(low, 0, next);
  heads.shift();
}
