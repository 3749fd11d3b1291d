import { deflateSync } from 'fflate';

/** JSON that comes piece by piece; one room is for all of them, since a text of a whole block would live longer than any other. */
export interface BlockText {
  write(json: string): void;
  /** A data block of the page with what was written; the next one begins. `part` is one of our own words. */
  block(part: string): string;
}

export function newBlockText(): BlockText {
  let room = Buffer.allocUnsafe(FIRST);
  let size = 0;
  return {
    write(json) {
      const most = size + json.length * BYTES;
      if (most > room.length) room = Buffer.concat([room.subarray(0, size)], Math.max(most, 2 * room.length));
      size += room.write(json, size);
    },
    block(part) {
      const text = packed(room.subarray(0, size));
      size = 0;
      return `<script type="application/octet-stream" data-part="${part}">${text}</script>\n`;
    },
  };
}

const FIRST = 65_536;
/** At most, of a UTF-16 code unit in UTF-8. */
const BYTES = 3;

/**
 * Deflated, in base64: what the page unpacks with DecompressionStream. By a library of plain JavaScript, since
 * Node's own zlib gives other bytes with another version or processor, and a report is the same on any machine.
 */
const packed = (json: Uint8Array): string => Buffer.from(deflateSync(json, { level: 6 })).toString('base64');

/** Of a long list, as many items as make a text that nobody notices. */
const ITEMS = 256;

/** A value as JSON, written column by column. */
export function writeJson(value: unknown, write: (json: string) => void): void {
  if (Array.isArray(value) && value.length > ITEMS) return writeList(value, write);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return write(JSON.stringify(value));
  let before = '{';
  for (const [name, member] of Object.entries(value)) {
    write(`${before}${JSON.stringify(name)}:`);
    writeJson(member, write);
    before = ',';
  }
  write(before === '{' ? '{}' : '}');
}

function writeList(items: readonly unknown[], write: (json: string) => void): void {
  for (let at = 0; at < items.length; at += ITEMS)
    write(`${at === 0 ? '[' : ','}${JSON.stringify(items.slice(at, at + ITEMS)).slice(1, -1)}`);
  write(']');
}
