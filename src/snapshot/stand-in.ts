import { createHmac } from 'node:crypto';

type Replace = (text: string) => string;

/** `dbPassword` is two words. */
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
/** Shorter ones tell nobody's name. */
const SHORTEST = 3;
const SYLLABLES = ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'je', 'ki', 'lo', 'mu', 'na', 'pe', 'ri', 'so', 'tu', 'va'];
const TRIES = 8;

export const wordsOf = (text: string): readonly string[] =>
  (text.match(WORD) ?? []).filter(({ length }) => length >= SHORTEST);

/**
 * Every word of a name that is not kept becomes another one; digits and separators stay. No two words share a stand-in,
 * and the key keeps anybody from finding the word by trying.
 * @param words all that may be asked for
 */
export function standIns(words: Iterable<string>, keep: ReadonlySet<string>, key: Buffer): Replace {
  const lower = new Set([...words].map((word) => word.toLowerCase()));
  const taken = new Set([...lower, ...keep]);
  const chosen = new Map<string, string>();
  for (const word of [...lower].filter((known) => !keep.has(known)).sort()) {
    const fresh = freshWord(word, taken, key);
    taken.add(fresh);
    chosen.set(word, fresh);
  }
  const standIn = (word: string): string => {
    const known = word.toLowerCase();
    return word.length < SHORTEST || keep.has(known)
      ? word
      : casedAs(word, chosen.get(known) ?? spelled(known, known.length, key));
  };
  return (name) => name.replace(WORD, standIn);
}

/** As long as the word, and longer when all of that length are taken. */
function freshWord(word: string, taken: ReadonlySet<string>, key: Buffer): string {
  for (let attempt = 0; ; attempt++) {
    const fresh = spelled(`${word} ${attempt}`, word.length + Math.floor(attempt / TRIES), key);
    if (!taken.has(fresh)) return fresh;
  }
}

function spelled(seed: string, length: number, key: Buffer): string {
  const digest = createHmac('sha256', key).update(seed).digest();
  let text = '';
  for (let index = 0; text.length < length; index++)
    text += SYLLABLES[((digest[index % digest.length] ?? 0) + index) % SYLLABLES.length];
  return text.slice(0, length);
}

/** AWS tells names by case, so that two that differ by it alone must go on to do so. */
const casedAs = (word: string, standIn: string): string =>
  [...standIn].map((letter, at) => (/[A-Z]/.test(word[at] ?? '') ? letter.toUpperCase() : letter)).join('');

/** Hexadecimal ids (`vol-0a1b…`, key ids): others of the same form. */
export const hexStandIn = (id: string, key: Buffer): string => {
  const digits = createHmac('sha256', key)
    .update(id)
    .digest('hex')
    .repeat(Math.ceil(id.length / 64));
  return id.replace(/[0-9a-f]/g, (_digit, at: number) => digits[at] ?? '0');
};
