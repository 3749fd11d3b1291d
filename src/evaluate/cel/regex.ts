import { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS>();

/** Compiles on the linear engine; throws its error for patterns it refuses (look-around, back-references). */
export function compileLinear(pattern: string): RE2JS {
  const known = compiled.get(pattern) ?? RE2JS.compile(pattern);
  compiled.set(pattern, known);
  return known;
}

/** Whether the pattern is found anywhere in the text. Linear in the text's length, whatever the pattern. */
export const matchesLinear = (text: string, pattern: string): boolean => compileLinear(pattern).matcher(text).find();
