/** A string, a number or word, or a mark, with the blanks before it. */
const TOKEN = /\s*("(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:])/uy;

/** What may come next. */
type Wanted = 'value' | 'key' | 'colon' | 'more';

/** The line of the first thing that JSON has not there, in text that JSON.parse refused: its messages tell no place, or quote the text. */
export function faultLine(text: string): number {
  const open: string[] = [];
  let wanted: Wanted = 'value';
  let opened = false;
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const [whole = '', token = ''] = TOKEN.exec(text) ?? [];
    const next: Wanted | undefined = whole === '' ? undefined : after(token, wanted, open, opened);
    if (next === undefined) return lineAt(text, at);
    opened = token === '{' || token === '[';
    wanted = next;
    at += whole.length;
  }
}

/** Undefined where the token is out of place. `open` is what is not yet closed. */
function after(token: string, wanted: Wanted, open: string[], opened: boolean): Wanted | undefined {
  if (token === '}' || token === ']') {
    const closes = open.pop() === (token === '}' ? '{' : '[');
    return closes && (wanted === 'more' || opened) ? 'more' : undefined;
  }
  if (wanted === 'more') return token === ',' ? inside(open) : undefined;
  if (wanted === 'colon') return token === ':' ? 'value' : undefined;
  if (wanted === 'key') return token.startsWith('"') ? 'colon' : undefined;
  if (token === '{' || token === '[') {
    open.push(token);
    return inside(open);
  }
  return token === ',' || token === ':' ? undefined : 'more';
}

const inside = (open: readonly string[]): Wanted | undefined =>
  open.length === 0 ? undefined : open.at(-1) === '{' ? 'key' : 'value';

/** Of the first thing that is no blank at or after `at`, or of the last line. */
function lineAt(text: string, at: number): number {
  const blank = /\s*/uy;
  blank.lastIndex = at;
  const start = at + (blank.exec(text)?.[0].length ?? 0);
  return text.slice(0, start).split(/\r\n|\r|\n/).length;
}
