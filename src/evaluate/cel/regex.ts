import { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS>();

/** Compiles on the linear engine; throws its error for patterns it refuses (look-around, back-references). */
export function compileLinear(pattern: string): RE2JS {
  const known = compiled.get(pattern) ?? RE2JS.compile(pattern);
  compiled.set(pattern, known);
  return known;
}

/** Instructions of the pattern × characters of the text: a tenth of a second; 64 KB of text for a pattern of 60. */
const MAX_STEPS = 4_000_000;

/** Whether the pattern is found anywhere in the text. Linear in the text's length; throws where even that is too long. */
export function matchesCompiled(text: string, pattern: RE2JS): boolean {
  if (pattern.programSize() * text.length > MAX_STEPS)
    throw new Error(`the pattern ${pattern.pattern().slice(0, 40)} is too big for a text of ${text.length} characters`);
  return pattern.matcher(text).find();
}

export const matchesLinear = (text: string, pattern: string): boolean => matchesCompiled(text, compileLinear(pattern));
