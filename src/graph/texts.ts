const CHUNK = 1 << 20;
/** Bytes of a text's length before it. */
const HEAD = 4;

/** Texts of ASCII outside of the heap, which would take a third more for each, and look at all of them again and again. */
export interface Texts {
  /** @returns where it is */
  add(text: string): number;
  at(place: number): string;
}

export function newTexts(): Texts {
  const chunks: Buffer[] = [];
  let free = CHUNK; // in the last chunk
  return {
    add(text) {
      const size = HEAD + text.length;
      if (free + size > CHUNK) {
        chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK, size)));
        free = 0;
      }
      const chunk = chunks.at(-1) as Buffer;
      chunk.writeUInt32LE(text.length, free);
      chunk.write(text, free + HEAD, 'latin1');
      const place = (chunks.length - 1) * CHUNK + free;
      free += size;
      return place;
    },
    at(place) {
      const chunk = chunks[Math.floor(place / CHUNK)] as Buffer;
      const start = (place % CHUNK) + HEAD;
      return chunk.toString('latin1', start, start + chunk.readUInt32LE(start - HEAD));
    },
  };
}
