import type { Verdict } from '../model/rule.ts';

/** Verdicts in the order of their weight, and by the number that a finding's state has for each. */
export const BY_WEIGHT: readonly Verdict[] = ['fail', 'unknown', 'pass'];

/** Bits of a finding's state above its verdict (2 bits) and severity (3 bits): html-chunk.ts sets them, and the page's script reads them. */
export const SUPPRESSED = 32;
export const NEW = 64;
export const UNCHANGED = 128;
/** The page can compute the finding's id from what it shows, so that 32 random bytes need not travel. */
export const SAME_ID = 256;
