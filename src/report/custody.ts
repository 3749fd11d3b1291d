import { CUSTODIES, type Custody } from '../model/custody.ts';
import { byText } from '../model/order.ts';
import type { CustodyCount } from '../model/run.ts';

/** Columns of the custody table: the four ranks, and what could not be told. */
export const COLUMNS = [...CUSTODIES, 'not-known'] as const;
export type Column = (typeof COLUMNS)[number];

export type Spread = Record<Column, number>;

const isCustody = (text: string): text is Custody => (CUSTODIES as readonly string[]).includes(text);

/** A range has no column of its own: which of its ends it is, is not known. */
const columnOf = (custody: string): Column => (isCustody(custody) ? custody : 'not-known');

const emptySpread = (): Spread => ({
  none: 0,
  'aws-owned': 0,
  'aws-managed': 0,
  'customer-managed': 0,
  'not-known': 0,
});

function add(spread: Spread, { custody, count }: CustodyCount): Spread {
  spread[columnOf(custody)] += count;
  return spread;
}

export const spreadOf = (counts: readonly CustodyCount[]): Spread => counts.reduce(add, emptySpread());

export const total = (spread: Spread): number => COLUMNS.reduce((sum, column) => sum + spread[column], 0);

/** One spread per resource type, by name. */
export function byType(counts: readonly CustodyCount[]): { type: string; spread: Spread }[] {
  const types = new Map<string, Spread>();
  for (const item of counts) types.set(item.type, add(types.get(item.type) ?? emptySpread(), item));
  return [...types].sort(([a], [b]) => byText(a, b)).map(([type, spread]) => ({ type, spread }));
}
