/**
 * What nobody sees or what changes how the rest is read: C0, DEL, C1, bidi marks and overrides, line separators,
 * zero-width spaces, interlinear marks, tag characters, and surrogates without their pair.
 */
const HIDDEN =
  /[\p{Cc}\u{ad}\u{61c}\u{180e}\u{200b}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}\p{Cs}]/gu;
const HIDDEN_BUT_LINES = new RegExp(`(?![\\n\\t])${HIDDEN.source}`, 'gu');

const code = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** One line of text that shows every hidden character as `\u{202e}`; line ends and tabs too. */
export const visible = (text: string): string => text.replace(HIDDEN, code);

/** As `visible`, but line ends and tabs stay: for texts that are written in lines (commands, rationales). */
export const visibleLines = (text: string): string => text.replace(HIDDEN_BUT_LINES, code);

/** The first `limit` UTF-16 code units, never half a pair, with a note of how long the whole was. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const note = `… (${text.length} characters)`;
  if (limit <= note.length * 2) return `${head(text, Math.max(0, limit - 1))}…`;
  return head(text, limit - note.length) + note;
}

function head(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

/** Clipped first, so that a tag of a megabyte costs nothing, then made visible. */
export const shown = (text: string, limit: number): string => visible(clip(text, limit));

/** `1 key`, `2 keys`, `1,200 keys`; figures are grouped the same way on any machine. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${figure(count)} ${count === 1 ? one : many}`;

/** `1200` as `1,200`. */
export const figure = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** An id in pieces, each of which may begin a line: it wraps where a reader would break it and not inside a word. */
export const breakable = (text: string): string[] => text.split(/(?<=[-/:._,])(?=[^-/:._,])/);
