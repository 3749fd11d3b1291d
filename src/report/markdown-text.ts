import { within } from './sentence.ts';

/** Written out as hidden characters are: what no escape makes harmless. */
const writtenOut = (text: string, signs: RegExp): string =>
  text.replace(signs, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`);

/**
 * What people and accounts named: as code, in which GitHub sees no link, mention, tag or emoji. A bar would still end a
 * table's cell, a backtick the code.
 */
export const code = (text: string, limit: number): string => {
  const inner = writtenOut(within(text, limit), /[|`]/g);
  return inner.trim() === '' ? '–' : `\`${inner}\``;
};

/**
 * Prose that may hold such names: every sign that GitHub's Markdown takes for more than itself is escaped. An `@` makes
 * mail addresses and mentions even when escaped. https://github.github.com/gfm/#backslash-escapes
 */
export const prose = (text: string, limit: number): string =>
  writtenOut(within(text, limit), /[|`@]/g)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/\\(?!u\{)|[*_~[\](){}#+\-.!:>$/=^]/g, (one) => `\\${one}`);
