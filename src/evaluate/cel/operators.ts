import type { Custody, CustodyRange } from '../../model/custody.ts';
import { Fault } from './fault.ts';
import { COMPARE, type Comparison, compareCustody } from './order.ts';
import { type Part, type Run, WHOLE } from './reads.ts';
import { compileLinear, matchesCompiled } from './regex.ts';

export const not = (run: Run | undefined): Part | undefined =>
  run && {
    kind: 'bool',
    run: (frame) => {
      const value = run(frame);
      return value instanceof Fault ? value : !value;
    },
  };

/** Of one side, where it has a value. */
export const mapped =
  (run: Run, make: (value: never) => unknown): Run =>
  (frame) => {
    const value = run(frame);
    return value instanceof Fault ? value : make(value as never);
  };

/** Both sides in turn, and then what `decide` makes of them. */
export const both =
  (left: Run, right: Run, decide: (left: never, right: never) => unknown): Run =>
  (frame) => {
    const a = left(frame);
    if (a instanceof Fault) return a;
    const b = right(frame);
    return b instanceof Fault ? b : decide(a as never, b as never);
  };

/** The same where the right side is a constant, as it is of most comparisons: one closure less to call. */
function compared(left: Part, right: Part, decide: Decide): Run {
  if (!('is' in right)) return both(left.run, right.run, decide);
  const { run } = left;
  const { is } = right;
  return (frame) => {
    const value = run(frame);
    return value instanceof Fault ? value : decide(value as never, is as never);
  };
}

type Decide = (left: never, right: never) => unknown;
const EQUAL: Decide = (a, b) => a === b;
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

const PLAIN: ReadonlySet<string> = new Set(['bool', 'string', 'number', 'time', 'duration']);
const ORDERED: ReadonlySet<string> = new Set(['number', 'time', 'duration']);

/** `left operator right`; undefined for kinds that closures do not compare. */
export function binary(operator: string, left: Part, right: Part): Part | undefined {
  if (operator === '!=') return not(binary('==', left, right)?.run);
  if (operator === 'in') return memberOf(left, right);
  if (left.kind === 'custody') return custodyOf(operator, left.run, right);
  const sum = SUMS[`${left.kind}${operator}${right.kind}`];
  if (sum) return { kind: sum, run: both(left.run, right.run, ARITHMETIC[operator] as Decide) };
  if (left.kind !== right.kind) return undefined;
  if (operator === '==' && PLAIN.has(left.kind)) return { kind: 'bool', run: compared(left, right, EQUAL) };
  if (!Object.hasOwn(COMPARE, operator) || !ORDERED.has(left.kind)) return undefined;
  return { kind: 'bool', run: compared(left, right, COMPARE[operator as Comparison]) };
}

function custodyOf(operator: string, left: Run, right: Part): Part | undefined {
  if (right.kind !== 'string' || !Object.hasOwn(COMPARE, operator)) return undefined;
  const decide = (range: CustodyRange, wanted: Custody): unknown => {
    const found = compareCustody(range, operator as Comparison, wanted);
    return typeof found === 'boolean' ? found : Fault.unseen(found);
  };
  return { kind: 'bool', run: both(left, right.run, decide) };
}

function memberOf(left: Part, right: Part): Part | undefined {
  if (left.kind !== 'string' && left.kind !== 'number') return undefined;
  if (right.kind === 'constants') {
    const values = new Set(right.values);
    return { kind: 'bool', run: both(left.run, right.run, (value: unknown) => values.has(value)) };
  }
  if (right.kind === 'strings')
    return { kind: 'bool', run: both(left.run, right.run, (value: string, list: string[]) => list.includes(value)) };
  if (right.kind === 'map')
    return { kind: 'bool', run: both(left.run, right.run, (key: string, map: object) => Object.hasOwn(map, key)) };
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
  return size && { kind: 'number', run: mapped(part.run, size) };
}

export function holdsOf(map: Run, key: Part | undefined, value: Part | undefined): Part | undefined {
  if (key?.kind !== 'string' || value?.kind !== 'string') return undefined;
  const pair = both(value.run, key.run, (wanted: string, name: string) => [name, wanted] as const);
  const ask = ([name, wanted]: readonly [string, string], held: Readonly<Record<string, string>>) =>
    Object.hasOwn(held, name) && held[name] === wanted;
  return { kind: 'bool', run: both(pair, map, ask) };
}

export function regexOf(text: Run, pattern: string): Part {
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
