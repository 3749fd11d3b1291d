import { CUSTODIES, type Custody, type CustodyRange, rank } from '../../model/custody.ts';
import type { Reason } from '../../model/reason.ts';

const KEY_OUT_OF_SIGHT: Reason = { class: 'out-of-scope', operation: 'kms:DescribeKey', code: 'key-out-of-sight' };

/** How ranks of custody compare, by operator. */
export const COMPARE = {
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '<': (a, b) => a < b,
  '==': (a, b) => a === b,
} as const satisfies Readonly<Record<string, (rank: number, wanted: number) => boolean>>;

export type Comparison = keyof typeof COMPARE;

/** A range decides only where all between its ends agree; else the reason why nobody knows. */
export function compareCustody(range: CustodyRange, operator: Comparison, wanted: Custody): boolean | Reason {
  const decide = COMPARE[operator];
  const low = decide(rank(range.min), rank(wanted));
  if (range.min === range.max) return low;
  const between = CUSTODIES.slice(rank(range.min), rank(range.max) + 1);
  return between.every((one) => decide(rank(one), rank(wanted)) === low) ? low : (range.reason ?? KEY_OUT_OF_SIGHT);
}
