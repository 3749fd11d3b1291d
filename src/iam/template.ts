import { ANY, globTokens, literalTokens, STAR, type Tokens } from './glob.ts';

/** The value of a key in a request; undefined where the request does not carry it. */
export type Lookup = (key: string) => string | readonly string[] | undefined;

interface Variable {
  /** Lower-case. */
  readonly key: string;
  readonly fallback?: string;
}

type Part = string | Variable;

const ESCAPED: ReadonlySet<string> = new Set(['*', '?', '$']);

/**
 * A value of a policy in parts: text and `${key}` or `${key, 'default'}`. `${*}`, `${?}` and `${$}` stand for the
 * characters themselves. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function partsOf(value: string): (Part | { readonly literal: string })[] {
  const parts: (Part | { readonly literal: string })[] = [];
  let rest = value;
  for (;;) {
    const start = rest.indexOf('${');
    const end = start < 0 ? -1 : rest.indexOf('}', start);
    if (end < 0) return [...parts, rest];
    parts.push(rest.slice(0, start), variableOf(rest.slice(start + 2, end)));
    rest = rest.slice(end + 1);
  }
}

function variableOf(inside: string): Variable | { readonly literal: string } {
  if (ESCAPED.has(inside)) return { literal: inside };
  const comma = inside.indexOf(',');
  const key = (comma < 0 ? inside : inside.slice(0, comma)).trim().toLowerCase();
  if (comma < 0) return { key };
  return {
    key,
    fallback: inside
      .slice(comma + 1)
      .trim()
      .replaceAll("'", ''),
  };
}

export const hasVariable = (value: string): boolean => value.includes('${');

/** Keys that the variables of a value name. */
export const keysIn = (value: string): string[] =>
  hasVariable(value)
    ? partsOf(value).flatMap((part) => (typeof part === 'object' && 'key' in part ? [part.key] : []))
    : [];

/**
 * The pattern of a value with its variables filled in; undefined where the request lacks one. What a variable holds is
 * text: its stars are no wildcards. `wild` says whether stars of the value are.
 */
export function fill(value: string, wild: boolean, lookup: Lookup | undefined): Tokens | undefined {
  const plain = wild ? globTokens : literalTokens;
  if (!lookup || !hasVariable(value)) return plain(value);
  const tokens: number[] = [];
  for (const part of partsOf(value)) {
    if (typeof part === 'string') tokens.push(...plain(part));
    else if ('literal' in part) tokens.push(...literalTokens(part.literal));
    else {
      const found = lookup(part.key) ?? part.fallback;
      if (typeof found !== 'string') return undefined;
      tokens.push(...literalTokens(found));
    }
  }
  return tokens;
}

/** The text of a pattern without wildcards. */
export const textOf = (tokens: Tokens): string =>
  tokens.map((token) => (token === STAR ? '*' : token === ANY ? '?' : String.fromCharCode(token))).join('');
