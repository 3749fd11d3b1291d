import { isWild, matches, type Tokens } from './glob.ts';
import { rangeOf } from './ip.ts';
import type { Condition } from './policy.ts';
import { fill, hasVariable, type Lookup, textOf } from './template.ts';

export type Value = string | readonly string[];

export type Family = 'string' | 'arn' | 'number' | 'date' | 'bool' | 'binary' | 'ip' | 'null';

/** A condition whose variables are filled in. */
export interface Filled extends Condition {
  readonly family: Family;
  /** For string and arn: what the values stand for; those with a variable that the request lacks are left out. */
  readonly patterns: readonly Tokens[];
  /** Whether one value of a request meets the operator; a negated one is the opposite of its positive. */
  readonly accepts: (value: string) => boolean;
  /** The statement that it stands in, where that is known. */
  readonly statement?: number;
  readonly denies?: boolean;
}

const FAMILIES: readonly (readonly [string, Family])[] = [
  ['string', 'string'],
  ['arn', 'arn'],
  ['numeric', 'number'],
  ['date', 'date'],
  ['bool', 'bool'],
  ['binary', 'binary'],
  ['ip', 'ip'],
  ['notip', 'ip'],
  ['null', 'null'],
];

const familyOf = (operator: string): Family => FAMILIES.find(([start]) => operator.startsWith(start))?.[1] ?? 'string';

/** Whether an operator holds where its positive does not, and so also where the key is absent. */
export const isNegated = (operator: string): boolean => operator.includes('not');

/** Conditions without a variable, which mean the same in every request. */
const fixed = new WeakMap<Condition, Filled>();

/** @param lookup for policy variables; undefined where the policy's Version has none */
export function fillCondition(condition: Condition, lookup: Lookup | undefined): Filled {
  const known = fixed.get(condition);
  if (known) return known;
  const filled = filledAnew(condition, lookup);
  if (!condition.values.some(hasVariable)) fixed.set(condition, filled);
  return filled;
}

function filledAnew(condition: Condition, lookup: Lookup | undefined): Filled {
  const { operator, values } = condition;
  const family = familyOf(operator);
  const wild = family === 'arn' || operator.endsWith('like');
  const textual = family === 'string' || family === 'arn';
  const patterns = textual
    ? values.map((value) => fill(value, wild, lookup)).filter((tokens) => tokens !== undefined)
    : [];
  const positive = positiveOf(operator, family, patterns, values);
  return {
    ...condition,
    family,
    patterns,
    accepts: isNegated(operator) ? (value) => !positive(value) : positive,
  };
}

type Test = (value: string) => boolean;

function positiveOf(operator: string, family: Family, patterns: readonly Tokens[], values: readonly string[]): Test {
  switch (family) {
    case 'string':
      return stringTest(operator, patterns);
    case 'arn':
      return anyOf(patterns.map(arnTest));
    case 'number':
      return anyOf(values.map((value) => comparison(operator, numberOf(value), numberOf)));
    case 'date':
      return anyOf(values.map((value) => comparison(operator, timeOf(value), timeOf)));
    case 'bool':
      return anyOf(values.map((value) => (text) => text.toLowerCase() === value.toLowerCase()));
    case 'ip':
      return anyOf(values.map(ipTest));
    default:
      return (text) => values.includes(text);
  }
}

const anyOf =
  (tests: readonly Test[]): Test =>
  (value) =>
    tests.some((test) => test(value));

function stringTest(operator: string, patterns: readonly Tokens[]): Test {
  const folded = operator.endsWith('ignorecase');
  const literals = new Set(
    patterns
      .filter((tokens) => !isWild(tokens))
      .map((tokens) => (folded ? textOf(tokens).toLowerCase() : textOf(tokens))),
  );
  const wild = patterns.filter(isWild);
  return (value) => literals.has(folded ? value.toLowerCase() : value) || wild.some((tokens) => matches(tokens, value));
}

/**
 * ArnEquals and ArnLike are the same: each of the six parts is compared on its own, and each may hold wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
function arnTest(tokens: Tokens): Test {
  if (textOf(tokens) === '*') return () => true;
  const wanted = arnParts(tokens);
  return (value) => {
    const parts = value.split(':');
    const given = [...parts.slice(0, 5), parts.slice(5).join(':')];
    return wanted !== undefined && parts.length >= 6 && wanted.every((part, at) => matches(part, given[at] ?? ''));
  };
}

const COLON = 58;

/** The six parts of a pattern for an ARN; undefined where it has fewer. */
export function arnParts(tokens: Tokens): Tokens[] | undefined {
  const parts: number[][] = [[]];
  for (const token of tokens) {
    if (token === COLON && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.length === 6 ? parts : undefined;
}

export const numberOf = (text: string): number => (/^\s*[-+]?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN);

/** Milliseconds, of an ISO 8601 date or of seconds since 1970. */
export const timeOf = (text: string): number =>
  /^-?\d+(\.\d+)?$/.test(text) && text.length !== 4 ? Number(text) * 1000 : isoTime(text);

const isoTime = (text: string): number =>
  /^\d{4}(-\d\d(-\d\d([T ].*)?)?)?$/i.test(text) ? Date.parse(text) : Number.NaN;

function comparison(operator: string, wanted: number, read: (text: string) => number): Test {
  const compare = COMPARISONS.find(([end]) => operator.endsWith(end))?.[1];
  return (value) => compare?.(read(value), wanted) ?? false;
}

const COMPARISONS: readonly (readonly [string, (a: number, b: number) => boolean])[] = [
  ['lessthanequals', (a, b) => a <= b],
  ['greaterthanequals', (a, b) => a >= b],
  ['lessthan', (a, b) => a < b],
  ['greaterthan', (a, b) => a > b],
  ['equals', (a, b) => a === b],
];

function ipTest(value: string): Test {
  const range = rangeOf(value);
  return (text) => {
    const one = rangeOf(text);
    return range !== undefined && one?.family === range.family && one.from >= range.from && one.to <= range.to;
  };
}

/**
 * Whether a condition holds for the value of its key in a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holds(condition: Filled, value: Value | undefined): boolean {
  const { family, quantifier, ifExists, operator, values, accepts } = condition;
  if (family === 'null') return values.some((wanted) => wanted.toLowerCase() === String(value === undefined));
  const given = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  if (given.length === 0 && ifExists) return true;
  if (quantifier === 'all') return given.every(accepts);
  if (quantifier === 'any') return given.some(accepts);
  if (given.length === 0) return isNegated(operator);
  return isNegated(operator) ? given.every(accepts) : given.some(accepts);
}
