import { type CustodyRange, custodyText, rank } from '../model/custody.ts';
import type { Thing } from '../model/lineage.ts';
import { byText } from '../model/order.ts';
import type { Held } from './ledger.ts';

/** `unclear` where a key is out of sight, so that nobody can say which way. */
export interface CustodyChange extends Thing {
  readonly before: string;
  readonly after: string;
  readonly change: 'fell' | 'rose' | 'unclear';
}

/** What is in both snapshots and under another custody than before. */
export const custodyChanges = (before: ReadonlyMap<string, Held>, after: ReadonlyMap<string, Held>): CustodyChange[] =>
  [...before.values()]
    .flatMap(({ thing, custody }): CustodyChange[] => {
      const now = after.get(thing.id)?.custody;
      if (!now || custodyText(now) === custodyText(custody)) return [];
      return [{ ...thing, before: custodyText(custody), after: custodyText(now), change: way(custody, now) }];
    })
    .sort((a, b) => byText(a.id, b.id));

function way(was: CustodyRange, is: CustodyRange): CustodyChange['change'] {
  if (rank(is.max) < rank(was.min)) return 'fell';
  return rank(is.min) > rank(was.max) ? 'rose' : 'unclear';
}
