const CHUNK = 1 << 20;
/** The first chunk; each is twice as long as the one before, since most accounts have few texts of a kind. */
const FIRST = 1 << 12;
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
  let free = 0; // in the last chunk
  return {
    add(text) {
      const size = HEAD + text.length;
      let chunk = chunks.at(-1);
      if (!chunk || free + size > chunk.length) {
        chunk = Buffer.allocUnsafeSlow(Math.max(Math.min(FIRST * 2 ** chunks.length, CHUNK), size));
        chunks.push(chunk);
        free = 0;
      }
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
