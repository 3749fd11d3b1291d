import { byText } from '../model/order.ts';
import type { Terminal } from './terminal.ts';

/**
 * ISO time without fractions. SOURCE_DATE_EPOCH makes runs reproducible:
 * https://reproducible-builds.org/specs/source-date-epoch/
 */
export function nowIn(env: Terminal['env']): string {
  const epoch = Number(env['SOURCE_DATE_EPOCH'] ?? Number.NaN);
  return new Date(Number.isFinite(epoch) ? epoch * 1000 : Date.now()).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The day so many days after a time. */
export const dayAfter = (time: string, days: number): string =>
  new Date(Date.parse(time) + days * 86_400_000).toISOString().slice(0, 10);

/** Of two ISO times. */
export const laterOf = (one: string, other: string): string => (byText(one, other) < 0 ? other : one);
