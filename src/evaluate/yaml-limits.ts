import { Lexer } from 'yaml';
import { InputError } from '../model/input-error.ts';

/** Beyond these a file is refused before it is parsed: a rule or a configuration never needs them. */
export const MAX_BYTES = 1_048_576;
const MAX_INDENT = 256;
const MAX_BRACKETS = 32;
/** Each costs the parser about 10 µs and 1 kB; 2,000 suppressions are 100,000. */
const MAX_TOKENS = 100_000;
/** The lexer's sign that text comes next. */
const SCALAR = '\u001f';

/**
 * Deep nesting can abort the parser itself, and many small tokens keep it busy for minutes, so both are measured first,
 * by the lexer alone, which does not recurse.
 */
export function refuseExtremes(text: string, file: string): void {
  if (text.length > MAX_BYTES) throw new InputError(`the file is larger than ${MAX_BYTES} bytes`, { file });
  let line = 1;
  let tokens = 0;
  let brackets = 0;
  let marks = 0; // nested lists and keys that share a line: `- - - x`
  let isText = false;
  for (const token of new Lexer().lex(text)) {
    if (++tokens > MAX_TOKENS)
      throw new InputError(`the file holds more than ${MAX_TOKENS} YAML tokens`, { file, line });
    if (!isText) {
      if (token === '[' || token === '{') brackets++;
      else if (token === ']' || token === '}') brackets--;
      else if (token === '-' || token === '?') marks++;
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
