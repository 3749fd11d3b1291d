import type { ASTNode } from '@marcbachmann/cel-js';
import type { Custody, CustodyRange } from '../../model/custody.ts';
import { EMPTY, isUnknown } from '../../model/field.ts';
import type { ParameterValue } from '../../model/rule.ts';
import { Fault } from './fault.ts';
import { COMPARE, type Comparison, compareCustody } from './order.ts';
import { KEYS, ofResource, type Part, type Run, readOf, WHOLE } from './reads.ts';
import { compileLinear, matchesCompiled } from './regex.ts';
import type { Shapes } from './types.ts';

const DAY = 86_400_000;

/** What an expression may name. */
interface Names {
  readonly shapes: Shapes;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly variables: Readonly<Record<string, Part>>;
  /** How many elements of lists are being looked at. */
  readonly depth: number;
}

/**
 * A checked expression as closures, with what is unknown as a value; undefined where it says something that they do not
 * know, which the library then runs. The library is the reference: a test holds both to the same verdicts.
 */
export function closureOf(
  ast: ASTNode,
  root: string,
  shapes: Shapes,
  parameters: Readonly<Record<string, ParameterValue>>,
): Run | undefined {
  const variables: Record<string, Part> = {
    resource: { kind: 'object', run: ({ resource }) => resource, shape: root, reader: ofResource },
    takenAt: { kind: 'time', run: ({ takenAt }) => takenAt },
  };
  const part = partOf(ast, { shapes, parameters, variables, depth: 0 });
  return part?.kind === 'bool' ? part.run : undefined;
}

type Args = readonly ASTNode[];
const argsOf = (node: ASTNode): Args => node.args as unknown as Args;

function partOf(node: ASTNode, names: Names): Part | undefined {
  switch (node.op) {
    case 'value':
      return constant(node.args);
    case 'id':
      return Object.hasOwn(names.variables, node.args) ? names.variables[node.args] : undefined;
    case '.':
      return fieldOf(node, names);
    case 'list':
      return constants(argsOf(node), names);
    case '!_':
      return not(boolOf(node.args as unknown as ASTNode, names));
    case '&&':
    case '||':
      return logical(node.op === '||', argsOf(node), names);
    case '?:':
      return choice(argsOf(node), names);
    case 'call':
    case 'rcall':
      return callOf(node, names);
    default:
      return binaryOf(node.op, argsOf(node), names);
  }
}

function constant(value: unknown): Part | undefined {
  const plain = typeof value === 'bigint' ? Number(value) : value;
  const kind = typeof plain === 'boolean' ? 'bool' : typeof plain;
  if (kind === 'number' && typeof value === 'bigint' && !Number.isSafeInteger(plain)) return undefined;
  return kind === 'bool' || kind === 'string' || kind === 'number' ? { kind, run: () => plain } : undefined;
}

function constants(items: Args, names: Names): Part | undefined {
  const values: unknown[] = [];
  for (const item of items) {
    const part = item.op === 'value' ? partOf(item, names) : undefined;
    if (!part) return undefined;
    values.push(part.run(undefined as never));
  }
  return { kind: 'constants', values, run: () => values };
}

function fieldOf(node: ASTNode, names: Names): Part | undefined {
  const [owner, name] = node.args as unknown as [ASTNode, string];
  if (owner.op === 'id' && owner.args === 'parameters') return parameterOf(names.parameters[name]);
  const holder = partOf(owner, names);
  if (holder?.kind !== 'object') return undefined;
  const type = names.shapes.get(holder.shape)?.[name];
  return type && readOf(holder.run, holder.reader(name), name, type, `${holder.shape}.${name}`);
}

const parameterOf = (value: ParameterValue | undefined): Part | undefined =>
  Array.isArray(value) ? { kind: 'constants', values: value, run: () => value } : constant(value);

function boolOf(node: ASTNode, names: Names): Run | undefined {
  const part = partOf(node, names);
  return part?.kind === 'bool' ? part.run : undefined;
}

const not = (run: Run | undefined): Part | undefined =>
  run && {
    kind: 'bool',
    run: (frame) => {
      const value = run(frame);
      return value instanceof Fault ? value : !value;
    },
  };

/** The left side's fault counts only where the right side does not decide. */
function logical(decisive: boolean, [first, second]: Args, names: Names): Part | undefined {
  const left = first && boolOf(first, names);
  const right = second && boolOf(second, names);
  if (!left || !right) return undefined;
  return {
    kind: 'bool',
    run: (frame) => {
      const value = left(frame);
      if (value === decisive) return value;
      const other = right(frame);
      return value instanceof Fault && other === !decisive ? value : other;
    },
  };
}

function choice([condition, first, second]: Args, names: Names): Part | undefined {
  const ask = condition && boolOf(condition, names);
  const one = first && partOf(first, names);
  const other = second && partOf(second, names);
  if (!ask || !one || one.kind !== other?.kind || 'shape' in one || 'values' in one) return undefined;
  return {
    kind: one.kind,
    run: (frame) => {
      const value = ask(frame);
      return value instanceof Fault ? value : value ? one.run(frame) : other.run(frame);
    },
  };
}

/** Both sides in turn, and then what `decide` makes of them. */
const both =
  (left: Run, right: Run, decide: (left: never, right: never) => unknown): Run =>
  (frame) => {
    const a = left(frame);
    if (a instanceof Fault) return a;
    const b = right(frame);
    return b instanceof Fault ? b : decide(a as never, b as never);
  };

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

function binaryOf(operator: string, [first, second]: Args, names: Names): Part | undefined {
  const left = first && partOf(first, names);
  const right = second && partOf(second, names);
  if (!left || !right) return undefined;
  if (operator === '!=') return not(binaryOf('==', [first, second], names)?.run);
  if (operator === 'in') return memberOf(left, right);
  if (left.kind === 'custody') return custodyOf(operator, left.run, right);
  const sum = SUMS[`${left.kind}${operator}${right.kind}`];
  if (sum) return { kind: sum, run: both(left.run, right.run, ARITHMETIC[operator] as Decide) };
  if (left.kind !== right.kind) return undefined;
  if (operator === '==' && PLAIN.has(left.kind)) return { kind: 'bool', run: both(left.run, right.run, EQUAL) };
  if (!Object.hasOwn(COMPARE, operator) || !ORDERED.has(left.kind)) return undefined;
  return { kind: 'bool', run: both(left.run, right.run, COMPARE[operator as Comparison]) };
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

function callOf(node: ASTNode, names: Names): Part | undefined {
  const [name, ...rest] = node.args as unknown as [string, ...unknown[]];
  if (node.op === 'call') return functionOf(name, rest[0] as Args, names);
  const [receiver, args] = rest as [ASTNode, Args];
  if (name === 'all' || name === 'exists') return quantifier(name === 'exists', receiver, args, names);
  const holder = partOf(receiver, names);
  return holder && methodOf(name, holder, args, names);
}

function functionOf(name: string, [arg]: Args, names: Names): Part | undefined {
  if (!arg) return undefined;
  if (name === 'isEmpty') return isEmptyOf(arg, names);
  const part = partOf(arg, names);
  if (name === 'size' && part) return sizeOf(part);
  if (name !== 'days' || part?.kind !== 'number') return undefined;
  return { kind: 'duration', run: mapped(part.run, (days: number) => days * DAY) };
}

const mapped =
  (run: Run, make: (value: never) => unknown): Run =>
  (frame) => {
    const value = run(frame);
    return value instanceof Fault ? value : make(value as never);
  };

function isEmptyOf(arg: ASTNode, names: Names): Part | undefined {
  const [owner, name] = arg.args as unknown as [ASTNode, string];
  const holder = partOf(owner, names);
  if (holder?.kind !== 'object') return undefined;
  const read = holder.reader(name);
  const ask = (from: unknown): unknown => {
    const state = read(from);
    return isUnknown(state) ? Fault.unseen(state.unknown) : state === EMPTY;
  };
  return { kind: 'bool', run: mapped(holder.run, ask) };
}

const SIZES: Readonly<Record<string, (value: never) => number>> = {
  string: (text: string) => [...text].length,
  strings: (list: readonly unknown[]) => list.length,
  constants: (list: readonly unknown[]) => list.length,
  map: (map: object) => Object.keys(map).length,
};

function sizeOf(part: Part): Part | undefined {
  const size = part.kind === 'objects' && part.list === WHOLE ? SIZES['strings'] : SIZES[part.kind];
  return size && { kind: 'number', run: mapped(part.run, size) };
}

/** Arguments come before what they are asked of, the last first, as in the library. */
function methodOf(name: string, holder: Part, [first, second]: Args, names: Names): Part | undefined {
  if (name === 'size' && !first) return sizeOf(holder);
  const one = first && partOf(first, names);
  if (holder.kind === 'map' && name === 'holds') return holdsOf(holder.run, one, second && partOf(second, names));
  if (holder.kind !== 'string' || one?.kind !== 'string') return undefined;
  if (name === 'startsWith')
    return { kind: 'bool', run: both(one.run, holder.run, (start: string, text: string) => text.startsWith(start)) };
  return name === 'regex' && first?.op === 'value' ? regexOf(holder.run, String(first.args)) : undefined;
}

function holdsOf(map: Run, key: Part | undefined, value: Part | undefined): Part | undefined {
  if (key?.kind !== 'string' || value?.kind !== 'string') return undefined;
  const pair = both(value.run, key.run, (wanted: string, name: string) => [name, wanted] as const);
  const ask = ([name, wanted]: readonly [string, string], held: Readonly<Record<string, string>>) =>
    Object.hasOwn(held, name) && held[name] === wanted;
  return { kind: 'bool', run: both(pair, map, ask) };
}

function regexOf(text: Run, pattern: string): Part {
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

/** Faults of elements count only where no element decides; elements that nobody saw come last. */
function quantifier(decisive: boolean, receiver: ASTNode, [variable, body]: Args, names: Names): Part | undefined {
  const list = partOf(receiver, names);
  const { depth } = names;
  const at: Run = ({ elements }) => elements[depth];
  const element = list && elementOf(list, at);
  if (!element || !variable || !body) return undefined;
  const inner = { ...names.variables, [String(variable.args)]: element };
  const ask = boolOf(body, { ...names, variables: inner, depth: depth + 1 });
  if (!ask) return undefined;
  const { items, missing } = list.kind === 'objects' ? list.list : list.kind === 'map' ? KEYS : WHOLE;
  return {
    kind: 'bool',
    run: (frame) => {
      const value = list.run(frame);
      if (value instanceof Fault) return value;
      let fault: unknown;
      for (const item of items(value as never)) {
        frame.elements[depth] = item;
        const found = ask(frame);
        if (found === decisive) return found;
        if (found instanceof Fault) fault ??= found;
      }
      const unseen = missing(value as never);
      return unseen ? Fault.unseen(unseen) : (fault ?? !decisive);
    },
  };
}

function elementOf(list: Part, run: Run): Part | undefined {
  const holdsText = list.kind === 'constants' && list.values.every((value) => typeof value === 'string');
  if (holdsText || list.kind === 'strings' || list.kind === 'map') return { kind: 'string', run };
  return list.kind === 'objects' ? { kind: 'object', run, shape: list.shape, reader: list.reader } : undefined;
}
