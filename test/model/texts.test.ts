import { expect, test } from 'vitest';
import { newTexts } from '../../src/model/texts.ts';

const LONG = 'x'.repeat(3 << 20); // longer than a chunk
const MANY = Array.from({ length: 20_000 }, (_, at) => `text ${at} `.repeat(at % 40));

test.each([
  ['latin1', ['', 'a', ...MANY, LONG, 'after', LONG, 'last']],
  ['utf8', ['', 'é', '𝄞 and \u2028', ...MANY, LONG.replaceAll('x', 'ü'), 'nach', LONG, 'last']],
] as const)('texts in %s come back, and the room that they took is used again', (encoding, given) => {
  const texts = newTexts(encoding);
  const rounds: readonly (readonly string[])[] = [given, given.toReversed(), ['one']];
  for (const some of rounds) {
    const places = some.map(texts.add);
    expect(places.map(texts.at)).toEqual(some);
    expect(places.map((place) => texts.bytesAt(place).toString(encoding))).toEqual(some);
    expect(texts.size()).toBe(some.reduce((sum, text) => sum + 4 + Buffer.byteLength(text, encoding), 0));
    texts.clear();
    expect(texts.size()).toBe(0);
  }
});
