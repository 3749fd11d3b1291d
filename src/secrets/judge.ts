import { createHmac } from 'node:crypto';
import { type Judge, type Mark, UNREAD } from '../model/mark.ts';
import { secretHint } from '../model/secret-name.ts';
import { type Find, findsIn, MAX_FINDS } from './find.ts';
import { HIDDEN, type Leaf, leavesOf } from './leaves.ts';

export interface JudgeOptions {
  /** Of this run, and never written: without it nobody can try out what a hash may be of. */
  readonly salt: Uint8Array;
  /** Words that mark a secret in a name. */
  readonly words: readonly string[];
}

/** Enough to tell some millions of secrets apart. */
const HASH_DIGITS = 16;

/**
 * Makes what looks at values while an answer is mapped: docs/secrets.md. Nothing that it gives back holds a part of a value, and
 * it throws nothing, since an error might quote one.
 */
export function judgeWith({ salt, words }: JudgeOptions): Judge {
  const hints = new Map<string, boolean>();
  const isNamed = (name: string): boolean => {
    const known = hints.get(name) ?? [name, apart(name)].some((one) => secretHint({ name: one }, words) !== undefined);
    hints.set(name, known);
    return known;
  };
  const hashOf = (secret: string): string =>
    createHmac('sha256', salt).update(secret).digest('hex').slice(0, HASH_DIGITS);
  return (answer, places) => {
    const found: Found[] = [];
    for (const leaf of leavesOf(answer, places)) {
      for (const find of findsIn(leaf, isNamed)) found.push({ ...find, at: placeOf(leaf, find) });
      if (found.length >= MAX_FINDS) break;
    }
    const secrets = [...new Set(found.map(({ secret }) => secret))].filter(({ length }) => length >= MIN_QUOTED);
    const marks = found.map(({ at, kind, secret }) => ({
      at: secrets.reduce((said, one) => said.replaceAll(one, HIDDEN), at),
      kind,
      hash: kind === UNREAD ? '' : hashOf(secret),
    }));
    return sorted(marks);
  };
}

/** Some are written as one word: `PGPASSWORD`, `rootpassword`. */
const apart = (name: string): string => name.replace(/([A-Za-z])(password|passwd|passphrase)/gi, '$1-$2');

type Found = Find & { readonly at: string };

/** A name of a member can be a secret too, or hold one; shorter ones are in half of all names. */
const MIN_QUOTED = 4;

/** A text of several lines says the line. */
function placeOf({ path, text = '' }: Leaf, { index }: Find): string {
  const place = path.join('.');
  return text.trim().includes('\n') ? `${place}:${text.slice(0, index).split('\n').length}` : place;
}

/** Each once, in an order that no order of members shows in. */
function sorted(marks: readonly Mark[]): readonly Mark[] {
  const unique = new Map(marks.map((mark) => [JSON.stringify([mark.at, mark.kind, mark.hash]), mark]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, mark]) => mark);
}
