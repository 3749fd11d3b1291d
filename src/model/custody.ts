import type { Reason } from './reason.ts';

/** Who holds the key of data at rest, in order. docs/custody.md says what each means. */
export const CUSTODIES = ['none', 'aws-owned', 'aws-managed', 'customer-managed'] as const;
export type Custody = (typeof CUSTODIES)[number];

/** A range, since a key out of sight is at least AWS-managed and nobody can say more. */
export interface CustodyRange {
  readonly min: Custody;
  readonly max: Custody;
  /** Why it is a range. */
  readonly reason?: Reason;
}

/** What a collector can tell by itself: a custody, or "whatever the key behind this link says". */
export type CustodySource = Custody | { readonly ofLink: string };

export const rank = (custody: Custody): number => CUSTODIES.indexOf(custody);

export const custodyText = ({ min, max }: CustodyRange): string => (min === max ? min : `${min}..${max}`);
