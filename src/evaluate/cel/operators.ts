import type { Custody, CustodyRange } from '../../model/custody.ts';
import { amongConstants, WITH_CONSTANT } from './constant.ts';
import { Fault } from './fault.ts';
import { COMPARE, type Comparison, compareCustody } from './order.ts';
import { type Part, WHOLE } from './reads.ts';
import { compileLinear, matchesCompiled } from './regex.ts';
import { both, type Decide, mapped, type Run, type Source, valueFrom } from './run.ts';

export function not(part: Source | undefined): Part | undefined {
  if (!part) return undefined;
  const { run, place } = part;
  return {
    kind: 'bool',
    run: (frame) => {
      const value = valueFrom(frame, run, place);
      return value instanceof Fault ? value : !value;
    },
  };
}

/** The left side's fault counts only where the right side does not decide. */
export const and =
  ({ run: left, place: leftPlace }: Source, { run: right, place: rightPlace }: Source): Run =>
  (frame) => {
    const value = valueFrom(frame, left, leftPlace);
    if (value === false) return false;
    const other = valueFrom(frame, right, rightPlace);
    return other === true && value instanceof Fault ? value : other;
  };

export const or =
  ({ run: left, place: leftPlace }: Source, { run: right, place: rightPlace }: Source): Run =>
  (frame) => {
    const value = valueFrom(frame, left, leftPlace);
    if (value === true) return true;
    const other = valueFrom(frame, right, rightPlace);
    return other === false && value instanceof Fault ? value : other;
  };

const ARITHMETIC: Readonly<Record<string, Decide>> = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
};

/** What arithmetic gives, by the kinds of their sides. */
const SUMS: Readonly<Record<string, 'number' | 'time' | 'duration'>> = {
  'number+number': 'number',
  'number-number': 'number',
  'number*number': 'number',
  'time-time': 'duration',
  'time-duration': 'time',
  'time+duration': 'time',
  'duration+time': 'time',
  'duration+duration': 'duration',
  'duration-duration': 'duration',
};

const ORDERED: ReadonlySet<string> = new Set(['number', 'time', 'duration']);
const PLAIN: ReadonlySet<string> = new Set(['bool', 'string', ...ORDERED]);
const isEquality = (operator: string): boolean => operator === '==' || operator === '!=';

/** `left operator right`; undefined for kinds that closures do not compare. */
export function binary(operator: string, left: Part, right: Part): Part | undefined {
  if (operator === 'in') return memberOf(left, right);
  const sum = SUMS[`${left.kind}${operator}${right.kind}`];
  if (sum) return { kind: sum, run: both(left, right, ARITHMETIC[operator] as Decide) };
  const isCompared = left.kind === right.kind && (isEquality(operator) ? PLAIN : ORDERED).has(left.kind);
  if (isCompared && 'is' in right && Object.hasOwn(WITH_CONSTANT, operator))
    return { kind: 'bool', run: WITH_CONSTANT[operator as Comparison](left, right.is as never) };
  if (operator === '!=') return not(binary('==', left, right));
  if (!Object.hasOwn(COMPARE, operator)) return undefined;
  if (left.kind === 'custody') return custodyOf(operator as Comparison, left, right);
  return isCompared ? { kind: 'bool', run: both(left, right, COMPARE[operator as Comparison]) } : undefined;
}

function custodyOf(operator: Comparison, left: Source, right: Part): Part | undefined {
  if (right.kind !== 'string') return undefined;
  const decide = (range: CustodyRange, wanted: Custody): unknown => {
    const found = compareCustody(range, operator, wanted);
    return typeof found === 'boolean' ? found : Fault.unseen(found);
  };
  return { kind: 'bool', run: both(left, right, decide) };
}

function memberOf(left: Part, right: Part): Part | undefined {
  if (left.kind !== 'string' && left.kind !== 'number') return undefined;
  if (right.kind === 'constants') return { kind: 'bool', run: amongConstants(left, new Set(right.values)) };
  if (right.kind === 'strings')
    return { kind: 'bool', run: both(left, right, (value: string, list: string[]) => list.includes(value)) };
  if (right.kind === 'map')
    return { kind: 'bool', run: both(left, right, (key: string, map: object) => Object.hasOwn(map, key)) };
  return undefined;
}

const SIZES: Readonly<Record<string, (value: never) => number>> = {
  string: (text: string) => [...text].length,
  strings: (list: readonly unknown[]) => list.length,
  constants: (list: readonly unknown[]) => list.length,
  map: (map: object) => Object.keys(map).length,
};

export function sizeOf(part: Part): Part | undefined {
  const size = part.kind === 'objects' && part.list === WHOLE ? SIZES['strings'] : SIZES[part.kind];
  return size && { kind: 'number', run: mapped(part, size) };
}

export function holdsOf(map: Source, key: Part | undefined, value: Part | undefined): Part | undefined {
  if (key?.kind !== 'string' || value?.kind !== 'string') return undefined;
  const pair = both(value, key, (wanted: string, name: string) => [name, wanted] as const);
  const ask = ([name, wanted]: readonly [string, string], held: Readonly<Record<string, string>>) =>
    Object.hasOwn(held, name) && held[name] === wanted;
  return { kind: 'bool', run: both({ run: pair }, map, ask) };
}

export function regexOf(text: Source, pattern: string): Part {
  const compiled = compileLinear(pattern);
  const ask = (value: string): unknown => {
    try {
      return matchesCompiled(value, compiled);
    } catch (cause) {
      return Fault.from(cause);
    }
  };
  return { kind: 'bool', run: mapped(text, ask) };
}
