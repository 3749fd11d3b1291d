import { deflateSync } from 'fflate';

/**
 * JSON, deflated, in base64: what the page unpacks with DecompressionStream. By a library of plain JavaScript, since
 * Node's own zlib gives other bytes with another version or processor, and a report is the same on any machine.
 */
const packed = (value: unknown): string =>
  Buffer.from(deflateSync(Buffer.from(JSON.stringify(value)), { level: 6 })).toString('base64');

/** A data block of the page; `part` is one of our own words. */
export const block = (part: string, value: unknown): string =>
  `<script type="application/octet-stream" data-part="${part}">${packed(value)}</script>\n`;

/** Values that come again and again, each once; a column then holds their numbers. */
export interface Dictionary<T> {
  readonly entries: T[];
  numberOf(value: T): number;
}

/** @param keyOf tells equal values; texts are their own key */
export function dictionary<T>(keyOf: (value: T) => string): Dictionary<T> {
  const numbers = new Map<string, number>();
  const entries: T[] = [];
  return {
    entries,
    numberOf(value) {
      const key = keyOf(value);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, entries.length);
      return entries.push(value) - 1;
    },
  };
}
