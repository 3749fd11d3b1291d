/** A pattern as character codes, with STAR and ANY for the wildcards; a wildcard's code elsewhere is the character itself. */
export type Tokens = readonly number[];
export const STAR = -1;
export const ANY = -2;

export const literalTokens = (text: string): Tokens =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

/** `*` stands for any text, `?` for one character; runs of `*` are one. */
export function globTokens(text: string): Tokens {
  const tokens: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const token = code === 42 ? STAR : code === 63 ? ANY : code;
    if (token !== STAR || tokens.at(-1) !== STAR) tokens.push(token);
  }
  return tokens;
}

/**
 * Whether a pattern matches the whole text. Two pointers and one point to come back to: no pattern takes more than text ×
 * pattern steps, which regular expressions do not promise.
 */
export function matches(tokens: Tokens, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const at = tokens[p];
    if (at === STAR) {
      star = p++;
      resume = t;
    } else if (at === ANY || at === text.charCodeAt(t)) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (tokens[p] === STAR) p++;
  return p === tokens.length;
}

export const glob = (pattern: string, text: string): boolean => matches(globTokens(pattern), text);

/** Whether everything that `narrow` matches is matched by `wide`. May say no where it is yes (`?` in `wide`), never the reverse. */
export const covers = (wide: string, narrow: string): boolean =>
  wide === narrow || (!wide.includes('?') && glob(wide, narrow));

export const hasWildcard = (text: string): boolean => /[*?]/.test(text);
export const isWild = (tokens: Tokens): boolean => tokens.some((token) => token < 0);
