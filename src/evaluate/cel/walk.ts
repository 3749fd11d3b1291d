import type { ASTNode } from '@marcbachmann/cel-js';
import { CUSTODIES } from '../../model/custody.ts';
import type { FieldType } from '../../model/field.ts';
import { compileLinear } from './regex.ts';
import type { Shapes } from './types.ts';

export interface Complaint {
  readonly message: string;
  /** Offsets in the expression. */
  readonly start: number;
  readonly end: number;
}

export interface Walked {
  /** Every path rooted at `resource`, longest form, without the root: `kmsKey.state`. */
  readonly paths: readonly string[];
  readonly complaints: readonly Complaint[];
}

/** What a node stands for: an object of a known shape, or a field. */
interface Meaning {
  readonly shape?: string;
  readonly type?: FieldType;
  readonly path?: string;
}

type Variables = ReadonlyMap<string, Meaning>;

const BANNED: Readonly<Record<string, string>> = {
  has: 'has() is not used here: unknown, empty and present are told apart by isEmpty(…) and by the verdict itself',
  dyn: 'dyn() would switch the type check off',
  type: 'type() is not used here',
  matches: 'matches() runs on a backtracking engine; use text.regex("…"), which is linear',
};
const ORDER = new Set(['<', '<=', '>', '>=']);
const MACROS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);
const nodes = (value: unknown): ASTNode[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (item): item is ASTNode => typeof item === 'object' && item !== null && 'op' in item,
  );

/** Walks a checked expression for what the library's type check cannot know: enums, bans, and which paths it names. */
export function walk(ast: ASTNode, rootShape: string, shapes: Shapes): Walked {
  const paths = new Set<string>();
  const complaints: Complaint[] = [];
  const complain = (node: ASTNode, message: string): void => {
    complaints.push({ message, start: node.range.start, end: node.range.end });
  };

  const meaning = (node: ASTNode, variables: Variables): Meaning => {
    if (node.op === 'id') return variables.get(node.args) ?? {};
    if (node.op !== '.') return {};
    const [owner, field] = node.args;
    const { shape, path } = meaning(owner, variables);
    const type = shape === undefined ? undefined : shapes.get(shape)?.[field];
    if (type === undefined) return {};
    const here = path === undefined ? {} : { path: path === '' ? field : `${path}.${field}` };
    return { type, ...here, ...(shapes.has(`${shape}.${field}`) ? { shape: `${shape}.${field}` } : {}) };
  };

  const visit = (node: ASTNode, variables: Variables): void => {
    switch (node.op) {
      case '.': {
        const { path } = meaning(node, variables);
        if (path === undefined) return visit(node.args[0], variables);
        paths.add(path);
        return;
      }
      case '[]':
      case '.?':
      case '[?]':
        return complain(node, 'indexing is not used here: name the field, or ask a list with exists(…) or all(…)');
      case 'call':
      case 'rcall':
        return visitCall(node, variables);
      case '==':
      case '!=':
      case 'in':
        checkLiterals(node, variables);
        break;
      default:
        if (ORDER.has(node.op)) checkOrder(node, variables);
    }
    if (node.op === 'value' && node.args === null) complain(node, 'null never enters a resource; ask isEmpty(…)');
    for (const child of children(node)) visit(child, variables);
  };

  const visitCall = (node: ASTNode, variables: Variables): void => {
    const parts = node.args as [string, ...unknown[]];
    const name = parts[0];
    const ban = BANNED[name];
    if (ban) return complain(node, ban);
    const receiver = node.op === 'rcall' ? (parts[1] as ASTNode) : undefined;
    const args = nodes(node.op === 'rcall' ? parts[2] : parts[1]);
    if (receiver) visit(receiver, variables);
    if (name === 'isEmpty' && !isField(args[0]))
      return complain(args[0] ?? node, 'isEmpty(…) asks one field: isEmpty(resource.…)');
    if (name === 'regex') checkPattern(args[0], complain);
    if (name === 'size') for (const sized of [receiver, ...args]) checkSize(sized, variables);
    if (!receiver || !MACROS.has(name)) {
      for (const arg of args) visit(arg, variables);
      return;
    }
    const [variable, ...bodies] = args;
    const { shape } = meaning(receiver, variables);
    const inner = new Map(variables);
    inner.set(String(variable?.args), shape === undefined ? {} : { shape });
    for (const body of bodies) visit(body, inner);
  };

  const checkSize = (node: ASTNode | undefined, variables: Variables): void => {
    if (node && isLinks(meaning(node, variables).type)) {
      complain(node, 'size() cannot tell a whole list from one that was cut; use exists(…) or all(…)');
    }
  };

  const checkLiterals = (node: ASTNode, variables: Variables): void => {
    const [left, right] = node.args as [ASTNode, ASTNode];
    for (const [field, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const type = meaning(field, variables).type;
      if (isLinks(type) && node.op !== 'in')
        complain(field, 'a list that was cut cannot be compared as a whole; use exists(…) or all(…)');
      const allowed = type?.kind === 'enum' ? type.values : type?.kind === 'custody' ? CUSTODIES : undefined;
      if (!allowed) continue;
      const literals = other.op === 'list' ? nodes(other.args) : [other];
      for (const literal of literals) {
        if (
          literal.op !== 'value' ||
          typeof literal.args !== 'string' ||
          (allowed as readonly string[]).includes(literal.args)
        )
          continue;
        complain(
          literal,
          `"${literal.args}" is not a value of ${meaning(field, variables).path ?? 'this field'}; it is one of ${allowed.join(', ')}`,
        );
      }
    }
  };

  const checkOrder = (node: ASTNode, variables: Variables): void => {
    const [left, right] = node.args as [ASTNode, ASTNode];
    const types = [left, right].map((side) => meaning(side, variables).type);
    const custody = types.some((type) => type?.kind === 'custody');
    if (custody) return checkLiterals(node, variables);
    const text =
      [left, right].some((side) => side.op === 'value' && typeof side.args === 'string') ||
      types.some((type) => type?.kind === 'string' || type?.kind === 'enum');
    if (text) complain(node, 'text has no order that means anything here; compare custody, numbers or times');
  };

  visit(ast, new Map([['resource', { shape: rootShape, path: '' }]]));
  return { paths: [...paths].sort(), complaints };
}

/** Lists that may lack elements which nobody saw. */
const isLinks = (type: FieldType | undefined): boolean =>
  type?.kind === 'links' || type?.kind === 'within' || type?.kind === 'usedBy';

function checkPattern(pattern: ASTNode | undefined, complain: (node: ASTNode, message: string) => void): void {
  if (!pattern) return;
  if (pattern.op !== 'value' || typeof pattern.args !== 'string')
    return complain(pattern, 'regex() takes a literal pattern');
  try {
    compileLinear(pattern.args);
  } catch (cause) {
    complain(pattern, `the pattern does not compile: ${(cause as Error).message}`);
  }
}

function children(node: ASTNode): ASTNode[] {
  if (node.op === 'map') return (node.args as unknown as ASTNode[][]).flat();
  return nodes(node.args);
}

/** A member of something that has fields; parameters are never empty. */
function isField(node: ASTNode | undefined): boolean {
  const [owner] = node?.op === '.' ? (node.args as unknown as [ASTNode]) : [];
  return owner !== undefined && !(owner.op === 'id' && owner.args === 'parameters');
}
