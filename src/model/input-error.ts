export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  /** The line itself, for the caret. */
  readonly source?: string;
  /** How much of the line is meant, in characters. */
  readonly length?: number;
}

/** A class since it is thrown: something a person wrote cannot be used. Exit code 2, one sentence, file:line and a caret. */
export class InputError extends Error {
  readonly place: Place | undefined;
  constructor(sentence: string, place?: Place) {
    super(sentence);
    this.name = 'InputError';
    this.place = place;
  }
}

const EXCERPT = 120;
/** What a file holds is quoted in sentences, and it may hold anything. */
const MAX_SENTENCE = 1000;

const brief = (text: string): string => (text.length > MAX_SENTENCE ? `${text.slice(0, MAX_SENTENCE)}…` : text);

/** A sentence is one line, whatever was quoted in it: logs take lines for commands. */
const oneLine = (text: string): string => text.replace(/[\r\n]/g, (end) => (end === '\n' ? '\\u{a}' : '\\u{d}'));

/** `file:line:column: sentence` with the line and a caret under it. */
export function describeInputError({ message, place }: InputError): string {
  if (!place) return oneLine(brief(message));
  const at = [place.file, place.line, place.line === undefined ? undefined : place.column]
    .filter((part) => part !== undefined)
    .join(':');
  const head = oneLine(`${at}: ${brief(message)}`);
  if (place.source === undefined || place.column === undefined || place.source.length > 10_000) return head;
  const from = Math.max(0, place.column - 1 - EXCERPT / 2);
  const excerpt = place.source.slice(from, from + EXCERPT).replaceAll('\t', ' ');
  const at0 = place.column - 1 - from;
  const carets = '^'.repeat(Math.max(1, Math.min(place.length ?? 1, excerpt.length - at0)));
  return `${head}\n  ${excerpt}\n  ${' '.repeat(at0)}${carets}`;
}
