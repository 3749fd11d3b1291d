/** What moves a cursor or turns text around, and line separators that JavaScript knows; never the line ends between values. */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
    .join('');

/** JSON for a terminal: what nobody sees is written as an escape, which parses to the same text. */
export const safeJson = (json: string): string => json.replace(HIDDEN, escaped);
