/** Things that come again and again, each once; what holds them holds their numbers. */
export interface Numbers<T> {
  of(thing: T): number;
  at(number: number): T;
  /** By their numbers. */
  readonly things: readonly T[];
}

/**
 * @param keyOf tells equal things: texts, and what is shared, are their own key
 * @param isSame tells it of the last one, for less than a key costs
 */
export function newNumbers<T>(keyOf: (thing: T) => unknown, isSame: (a: T, b: T) => boolean = Object.is): Numbers<T> {
  const numbers = new Map<unknown, number>();
  const things: T[] = [];
  let last: { readonly thing: T; readonly number: number } | undefined;
  const numberOf = (thing: T): number => {
    const key = keyOf(thing);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, things.length);
    return things.push(thing) - 1;
  };
  return {
    of(thing) {
      if (!last || !isSame(last.thing, thing)) last = { thing, number: numberOf(thing) };
      return last.number;
    },
    at: (number) => things[number] as T,
    things,
  };
}
