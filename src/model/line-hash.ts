/**
 * GitHub's `primaryLocationLineHash`, as github/codeql-action's fingerprints.ts defines it: the first 100 characters
 * from the start of a line, without spaces and tabs and with every line end as "\n", are the digits of a number to base
 * 37, modulo 2^64. They run on into the following lines; after the last one stand U+FFFF and zeros.
 */
const LENGTH = 100;
const BASE = 37;
const END = 0xffff;
const WORD = 2 ** 32;
const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;

/** The characters that count, from `start`, as many as needed. */
function significant(text: string, start: number): number[] {
  const found: number[] = [];
  let afterCr = false;
  for (let at = start; at < text.length && found.length < LENGTH; at++) {
    const unit = text.charCodeAt(at);
    const skipped = unit === SPACE || unit === TAB || (afterCr && unit === LF);
    if (!skipped) found.push(unit === CR ? LF : unit);
    afterCr = unit === CR;
  }
  return found;
}

/** Two 32-bit words hold the number: big integers would take ten times as long. */
function toHex(units: readonly number[]): string {
  let high = 0;
  let low = 0;
  for (let at = 0; at < LENGTH; at++) {
    const next = low * BASE + (units[at] ?? (at === units.length ? END : 0));
    low = next % WORD;
    high = (high * BASE + Math.floor(next / WORD)) % WORD;
  }
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}

/** Hash of the line that `text` starts with; what follows the line in the file counts when the line is short. */
export const lineHash = (text: string): string => toHex(significant(text, 0));

/** A line of a text without its end, and its hash, numbered among the equal ones: `HASH:1`, `HASH:2` … */
interface HashedLine {
  readonly length: number;
  readonly hash: string;
}

/** Every line of a text, the last one too when it is empty. */
export function hashedLines(text: string): HashedLine[] {
  const ends = [...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => ({ index, next: index + end.length }));
  const seen = new Map<string, number>();
  return [...ends, { index: text.length, next: text.length }].map(({ index }, at) => {
    const start = ends[at - 1]?.next ?? 0;
    const hash = toHex(significant(text, start));
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return { length: index - start, hash: `${hash}:${count}` };
  });
}
