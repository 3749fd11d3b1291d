import type { ASTNode } from '@marcbachmann/cel-js';
import { EMPTY, isUnknown } from '../../model/field.ts';
import type { ParameterValue } from '../../model/rule.ts';
import { Fault } from './fault.ts';
import { and, binary, holdsOf, not, or, regexOf, sizeOf } from './operators.ts';
import { KEYS, ofResource, type Part, readOf, WHOLE } from './reads.ts';
import { both, mapped, type Run, type Source } from './run.ts';
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
      return logical(node.op === '||' ? or : and, argsOf(node), names);
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
  return kind === 'bool' || kind === 'string' || kind === 'number' ? { kind, run: () => plain, is: plain } : undefined;
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
  const isOwn = owner.op === 'id' && owner.args === 'parameters' && !Object.hasOwn(names.variables, 'parameters');
  if (isOwn) return parameterOf(names.parameters[name]);
  const holder = partOf(owner, names);
  if (holder?.kind !== 'object') return undefined;
  return readOf(holder, name, names.shapes.get(holder.shape) ?? {});
}

const parameterOf = (value: ParameterValue | undefined): Part | undefined =>
  Array.isArray(value) ? { kind: 'constants', values: value, run: () => value } : constant(value);

function boolOf(node: ASTNode, names: Names): Part | undefined {
  const part = partOf(node, names);
  return part?.kind === 'bool' ? part : undefined;
}

function logical(join: (left: Source, right: Source) => Run, [first, second]: Args, names: Names): Part | undefined {
  const left = first && boolOf(first, names);
  const right = second && boolOf(second, names);
  return left && right && { kind: 'bool', run: join(left, right) };
}

function choice([condition, first, second]: Args, names: Names): Part | undefined {
  const ask = condition && boolOf(condition, names)?.run;
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

function binaryOf(operator: string, [first, second]: Args, names: Names): Part | undefined {
  const left = first && partOf(first, names);
  const right = second && partOf(second, names);
  return left && right && binary(operator, left, right);
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
  return { kind: 'duration', run: mapped(part, (days: number) => days * DAY) };
}

function isEmptyOf(arg: ASTNode, names: Names): Part | undefined {
  const [owner, name] = arg.args as unknown as [ASTNode, string];
  const holder = partOf(owner, names);
  if (holder?.kind !== 'object') return undefined;
  const read = holder.reader(name);
  const ask = (from: unknown): unknown => {
    const state = read(from);
    return isUnknown(state) ? Fault.unseen(state.unknown) : state === EMPTY;
  };
  return { kind: 'bool', run: mapped(holder, ask) };
}

/** Arguments come before what they are asked of, the last first, as in the library. */
function methodOf(name: string, holder: Part, [first, second]: Args, names: Names): Part | undefined {
  if (name === 'size' && !first) return sizeOf(holder);
  const one = first && partOf(first, names);
  if (holder.kind === 'map' && name === 'holds') return holdsOf(holder, one, second && partOf(second, names));
  if (holder.kind !== 'string' || one?.kind !== 'string') return undefined;
  if (name === 'startsWith')
    return { kind: 'bool', run: both(one, holder, (start: string, text: string) => text.startsWith(start)) };
  return name === 'regex' && first?.op === 'value' ? regexOf(holder, String(first.args)) : undefined;
}

/** Faults of elements count only where no element decides; elements that nobody saw come last. */
function quantifier(decisive: boolean, receiver: ASTNode, [variable, body]: Args, names: Names): Part | undefined {
  const list = partOf(receiver, names);
  const { depth } = names;
  const at: Run = ({ elements }) => elements[depth];
  const element = list && elementOf(list, at);
  if (!element || !variable || !body) return undefined;
  const inner = { ...names.variables, [String(variable.args)]: element };
  const ask = boolOf(body, { ...names, variables: inner, depth: depth + 1 })?.run;
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
