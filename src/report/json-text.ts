const DEPTH = 64;

/** What moves a cursor or turns text around, and line separators that JavaScript knows; never the line ends between values. */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
    .join('');

/** Most of a report: looking for what is hidden takes longer than writing it. */
const PLAIN = /^[\n -~]*$/;

/** JSON that somebody may look at in a terminal: what nobody sees is written as an escape, which parses to the same text. */
export const safeJson = (json: string): string => (PLAIN.test(json) ? json : json.replace(HIDDEN, escaped));

/** Safe JSON of any value: what JSON.stringify refuses (depth, circles, big integers) is shortened and never thrown. */
export function jsonText(value: unknown): string {
  try {
    return safeJson(JSON.stringify(value) ?? 'null');
  } catch {
    return secondTry(value);
  }
}

function secondTry(value: unknown): string {
  try {
    return safeJson(JSON.stringify(plain(value, new Set())) ?? 'null');
  } catch {
    return '"(not readable)"';
  }
}

function plain(value: unknown, above: ReadonlySet<object>): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) return '(circular)';
  if (above.size >= DEPTH) return '(too deep)';
  const here = new Set(above).add(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, here));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, here)]));
}

/** A copy with its keys in order, so that the order of AWS's answers does not show. */
export const sorted = <T>(map: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
