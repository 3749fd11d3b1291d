import { InputError } from '../model/input-error.ts';
import { faultLine } from './json-fault.ts';

/**
 * Parses JSON; an InputError says the line, and never what stands there: a state file holds secrets.
 * @param what names the document in the sentence, such as `the template`
 */
export function parseJson(text: string, file: string, what: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    throw new InputError(`${what} is not valid JSON`, { file, line: faultLine(text) });
  }
}

/** Strings, brackets, colons and line ends: all that is needed to know where a member begins. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]|\r\n|\r|\n/g;

/** The line of each member of the object that is the top-level member `name`, in JSON that is known to be valid. */
export function memberLines(text: string, name: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let depth = 0;
  let section = '';
  let inside = false;
  let last = { text: '""', line };
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith('"')) last = { text: token, line };
    else if (token === '{' || token === '[') {
      depth++;
      if (depth === 2) inside = token === '{' && section === name;
    } else if (token === '}' || token === ']') depth--;
    else if (token !== ':') line++;
    else if (depth === 1) section = JSON.parse(last.text) as string;
    else if (depth === 2 && inside) lines.set(JSON.parse(last.text) as string, last.line);
  }
  return lines;
}
