import { Environment } from '@marcbachmann/cel-js';
import type { Collector } from '../../model/collector.ts';
import type { Custody } from '../../model/custody.ts';
import { type FieldType, LINK_STATES } from '../../model/field.ts';
import { Unobserved } from '../../model/reason.ts';
import { COMPARE, type Comparison, compareCustody } from './order.ts';
import { matchesLinear } from './regex.ts';
import { type CelClass, CelCustody, classFor, USER_SHAPE } from './values.ts';

/** Field -> its declared type, for each CEL type of an environment; the walk checks enum literals with it. */
export type Shapes = ReadonlyMap<string, Readonly<Record<string, FieldType>>>;

export interface TypedEnvironment {
  readonly env: Environment;
  readonly shapes: Shapes;
  /** Class of the resource's CEL value. */
  readonly root: CelClass;
}

const TIME = 'google.protobuf.Timestamp';
const STATE: FieldType = { kind: 'enum', values: LINK_STATES };

/** One environment a resource type: its CEL type and those of everything its links, lists and structs reach. */
export function environmentFor(collector: Collector, collectors: ReadonlyMap<string, Collector>): TypedEnvironment {
  const env = new Environment({ limits: { maxAstNodes: 500, maxDepth: 40 } });
  const shapes = new Map<string, Readonly<Record<string, FieldType>>>();
  env.registerType('custody', { ctor: CelCustody, fields: {} });
  const declare = (name: string, fields: Readonly<Record<string, FieldType>>): CelClass => {
    const children: Record<string, CelClass> = {};
    const celFields: Record<string, string> = {};
    for (const [field, type] of Object.entries(fields)) celFields[field] = celType(name, field, type, children);
    const ctor = classFor(fields, children);
    env.registerType(name, { ctor, fields: celFields });
    shapes.set(name, fields);
    return ctor;
  };
  const celType = (owner: string, field: string, type: FieldType, children: Record<string, CelClass>): string => {
    const inner = `${owner}.${field}`;
    const child = (fields: Readonly<Record<string, FieldType>>): string => {
      children[field] = declare(inner, fields);
      return inner;
    };
    switch (type.kind) {
      case 'time':
        return TIME;
      case 'strings':
        return 'list<string>';
      case 'map':
        return 'map<string, string>';
      case 'enum':
        return 'string';
      case 'link':
        return child(fieldsOf(collectors, type.to, type.fields));
      case 'links':
        return `list<${child(fieldsOf(collectors, type.to, type.fields))}>`;
      case 'within':
        return `list<${child(fieldsOf(collectors, type.of, type.fields))}>`;
      case 'usedBy':
        return `list<${child(USER_SHAPE)}>`;
      case 'structs':
        return `list<${child(Object.fromEntries(Object.entries(type.of).map(([key, kind]) => [key, { kind }])))}>`;
      default:
        return type.kind;
    }
  };
  const root = declare(collector.type, withStates(collector));
  env.registerVariable('resource', collector.type);
  env.registerVariable('takenAt', TIME);
  registerFunctions(env);
  return { env, shapes, root };
}

function withStates(collector: Collector): Record<string, FieldType> {
  const fields: Record<string, FieldType> = { id: { kind: 'string' }, name: { kind: 'string' } };
  for (const [name, { type }] of Object.entries(collector.fields)) {
    fields[name] = type;
    if (type.kind === 'link') fields[`${name}State`] = STATE;
  }
  return fields;
}

function fieldsOf(
  collectors: ReadonlyMap<string, Collector>,
  type: string,
  names: readonly string[],
): Record<string, FieldType> {
  const declared = collectors.get(type)?.fields ?? {};
  const fields: Record<string, FieldType> = { id: { kind: 'string' }, name: { kind: 'string' } };
  for (const name of names) {
    const field = declared[name];
    if (field) fields[name] = field.type;
  }
  return fields;
}

function registerFunctions(env: Environment): void {
  env.registerFunction('days(int): google.protobuf.Duration', (days: bigint) => duration(env, days));
  env.registerFunction('string.regex(string): bool', (text: string, pattern: string) => matchesLinear(text, pattern));
  env.registerFunction(
    'map.holds(string, string): bool',
    (map: ReadonlyMap<string, string>, key: string, value: string) => map.get(key) === value,
  );
  // biome-ignore lint/suspicious/noExplicitAny: macros see the library's own nodes
  env.registerFunction('isEmpty(ast): bool', (({ args }: any) => ({
    args,
    async: false,
    // biome-ignore lint/suspicious/noExplicitAny: as above
    typeCheck(checker: any, macro: any, ctx: any) {
      checker.check(macro.args[0], ctx);
      return checker.getType('bool');
    },
    // biome-ignore lint/suspicious/noExplicitAny: as above
    evaluate(evaluator: any, macro: any, ctx: any) {
      const [owner, field] = macro.args[0].args;
      return evaluator.run(owner, ctx).isEmpty(field);
    },
    // biome-ignore lint/suspicious/noExplicitAny: the library types macros as plain functions
  })) as any);
  for (const operator of Object.keys(COMPARE) as Comparison[]) {
    env.registerOperator(`custody ${operator} string`, ({ range }: CelCustody, text: string) => {
      const found = compareCustody(range, operator, text as Custody);
      if (typeof found !== 'boolean') throw new Unobserved(found);
      return found;
    });
  }
}

const durations = new Map<bigint, unknown>();

/** The library keeps its class of durations to itself, so each is written and read once. */
function duration(env: Environment, days: bigint): unknown {
  const known = durations.get(days) ?? env.evaluate(`duration("${days * 24n}h")`);
  durations.set(days, known);
  return known;
}
