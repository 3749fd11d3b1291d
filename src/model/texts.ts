const CHUNK = 1 << 20;
/** The first chunk; each is twice as long as the one before, since most accounts have few texts of a kind. */
const FIRST = 1 << 12;
/** Bytes of a text's length before it. */
const HEAD = 4;

/** Texts outside of the heap, which would take a third more for each, and look at all of them again and again. */
export interface Texts {
  /** @returns where it is */
  add(text: string): number;
  at(place: number): string;
  /** The same, not copied. */
  bytesAt(place: number): Buffer;
  /** Bytes that are taken. */
  size(): number;
  /** Forgets all of them; the room is used again. */
  clear(): void;
}

/** @param encoding `latin1` for texts of ASCII only, which are read faster than in `utf8` */
export function newTexts(encoding: 'latin1' | 'utf8'): Texts {
  let chunks: Buffer[] = [];
  let current = -1;
  let free = 0; // in the current chunk
  let taken = 0;
  const room = (size: number): Buffer => {
    for (; current < chunks.length; current++, free = 0) {
      const chunk = chunks[current];
      if (chunk && free + size <= chunk.length) return chunk;
    }
    const chunk = Buffer.allocUnsafeSlow(Math.max(Math.min(FIRST * 2 ** chunks.length, CHUNK), size));
    chunks.push(chunk);
    return chunk;
  };
  const bytesAt = (place: number): Buffer => {
    const chunk = chunks[Math.floor(place / CHUNK)] as Buffer;
    const start = (place % CHUNK) + HEAD;
    return chunk.subarray(start, start + chunk.readUInt32LE(start - HEAD));
  };
  return {
    add(text) {
      const length = encoding === 'latin1' ? text.length : Buffer.byteLength(text, encoding);
      const chunk = room(HEAD + length);
      chunk.writeUInt32LE(length, free);
      chunk.write(text, free + HEAD, encoding);
      const place = current * CHUNK + free;
      free += HEAD + length;
      taken += HEAD + length;
      return place;
    },
    at(place) {
      const chunk = chunks[Math.floor(place / CHUNK)] as Buffer;
      const start = (place % CHUNK) + HEAD;
      return chunk.toString(encoding, start, start + chunk.readUInt32LE(start - HEAD));
    },
    bytesAt,
    size: () => taken,
    clear() {
      chunks = chunks.filter(({ length }) => length <= CHUNK); // a longer one was made for a single text
      current = chunks.length > 0 ? 0 : -1;
      free = 0;
      taken = 0;
    },
  };
}
