/** A class since parsing throws it: the text is JSON of another shape than a policy's. */
export class Malformed extends Error {}

/** Reads an element by its lower-case name; element names are taken in any case. */
export type Elements = (name: string) => unknown;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Elements of a JSON object; one that is given twice in different case is ambiguous, so no policy. */
export function elementsOf(value: unknown, what = 'it'): Elements {
  if (!isRecord(value)) throw new Malformed(`${what} is not an object`);
  const elements = new Map(Object.entries(value).map(([name, element]) => [name.toLowerCase(), element]));
  if (elements.size !== Object.keys(value).length) throw new Malformed(`${what} has an element twice`);
  return (name) => elements.get(name);
}

/** A string or a list of strings; numbers and booleans, where conditions hold them, become text. */
export function textList(value: unknown, what = 'it'): string[] {
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
    if (typeof item === 'string') return item;
    if (typeof item === 'number' || typeof item === 'boolean') return String(item);
    throw new Malformed(`${what} is neither text nor a list of texts`);
  });
}
