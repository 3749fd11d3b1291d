/** Stands for the own resource's name. */
const NAME = 'zqown-name-zq';

/** What may stand in a JSON text as it is. */
const PLAIN = /^[\w.+=@-]+$/;

/** A text about a resource of its own name, as one about a resource of a neutral name, and the way back. */
export interface Unnamed {
  readonly text: string;
  readonly id: string;
  restore(about: string): string;
}

/**
 * Puts one and the same name in the place of the own resource's: most policies name what they are attached to, and differ
 * by that only. Undefined where a pattern reaches into the name, which could then decide.
 * @param id the ARN of the resource
 */
export function withoutOwnName(text: string, id: string): Unnamed | undefined {
  const start = Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1;
  const name = id.slice(start);
  const fixed = id.slice(0, start);
  if (!fixed.startsWith('arn:') || !PLAIN.test(name) || text.includes(NAME) || text.includes('\\')) return undefined;
  const neutral = text.split(id).reduce((done, next) => done + (/^["/:]/.test(next) ? `${fixed}${NAME}` : id) + next);
  const strings = neutral.match(/"[^"]*[*?$][^"]*"/g) ?? [];
  if (strings.some((string) => tellsNames(string.slice(1, -1), fixed, [name, NAME]))) return undefined;
  return { text: neutral, id: `${fixed}${NAME}`, restore: (about) => about.replaceAll(NAME, name) };
}

/** Whether a pattern may match some names after a fixed beginning and not others. A variable stands for any text. */
function tellsNames(pattern: string, fixed: string, names: readonly string[]): boolean {
  const literal = pattern.slice(0, pattern.search(/[*?$]/));
  if (literal.length > fixed.length) return names.some((name) => `${fixed}${name}`.startsWith(literal));
  return fixed.startsWith(literal) && !/^\*(\/|$)/.test(pattern.slice(literal.length));
}
