import { Lexer } from 'yaml';
import { InputError } from '../model/input-error.ts';

/** Beyond these a file is refused before it is parsed: a rule or a configuration never needs them. */
export const MAX_BYTES = 1_048_576;
const MAX_INDENT = 256;
const MAX_BRACKETS = 32;
/** Each costs the parser about 10 µs and 1 kB; 1,500 suppressions are 80,000. */
const MAX_TOKENS = 80_000;
/** Tags, anchors and aliases: the parser compares those of one value with each other. */
const MAX_PROPERTIES = 500;
const LIMITS = { bytes: MAX_BYTES, tokens: MAX_TOKENS, properties: MAX_PROPERTIES };
/** The lexer's sign that text comes next. */
const SCALAR = '\u001f';

const MARKS: ReadonlySet<string> = new Set(['-', '?', ':']);
const ENDS: ReadonlySet<string> = new Set([',', '[', ']', '{', '}']);
const PROPERTY = /^[!&*]/;

/**
 * Deep nesting can abort the parser itself, and many small tokens keep it busy for minutes, so both are measured first,
 * by the lexer alone, which does not recurse.
 */
export function refuseExtremes(text: string, file: string, most = LIMITS): void {
  if (text.length > most.bytes) throw new InputError(`the file is larger than ${most.bytes} bytes`, { file });
  let line = 1;
  let tokens = 0;
  let brackets = 0;
  let marks = 0; // nested lists and keys that share a line: `- - - x`, `a: b: c: x`
  let properties = 0;
  let isText = false;
  for (const token of new Lexer().lex(text)) {
    if (++tokens > most.tokens)
      throw new InputError(`the file holds more than ${most.tokens} YAML tokens`, { file, line });
    if (!isText) {
      if (token === '[' || token === '{') brackets++;
      else if (token === ']' || token === '}') brackets--;
      if (MARKS.has(token)) marks++;
      else if (ENDS.has(token)) marks = 0;
      else if (PROPERTY.test(token) && ++properties > most.properties)
        throw new InputError(`the file has more than ${most.properties} tags, anchors and aliases`, { file, line });
      const isIndent = token.length > MAX_INDENT && token.trim() === '';
      if (isIndent || brackets > MAX_BRACKETS || marks > MAX_BRACKETS)
        throw new InputError('the file is nested too deeply', { file, line });
    }
    isText = token === SCALAR;
    if (!token.includes('\n')) continue;
    marks = 0;
    line += token.split('\n').length - 1;
  }
}
