/** The first of many: in order of rank and then of arrival, at most so many. */
export interface Shelf<T> {
  /** @param rank 0 comes first */
  put(item: T, rank: number): void;
  items(): T[];
}

export function newShelf<T>(most: number): Shelf<T> {
  const byRank: T[][] = [];
  let size = 0;
  return {
    put(item, rank) {
      const last = byRank.findLastIndex((items) => items !== undefined && items.length > 0);
      if (size >= most && last <= rank) return;
      byRank[rank] ??= [];
      byRank[rank].push(item);
      if (size < most) size++;
      else byRank[last]?.pop();
    },
    items: () => byRank.flat(),
  };
}
