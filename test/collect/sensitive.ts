import { NormalizedSchema } from '@smithy/core/schema';
import type { MemberTree, OperationUse } from '../../src/model/collector.ts';

/** A client of the SDK as it comes from `import`. */
export type Client = Readonly<Record<string, unknown>>;

/** The static form of an operation's schema: tag 9, namespace, name, traits, input, output. */
type OperationSchema = readonly [9, string, string, unknown, unknown, Parameters<typeof NormalizedSchema.of>[0]];

const isOperation = (value: unknown): value is OperationSchema => Array.isArray(value) && value[0] === 9;

export const hasSchemas = (client: Client): boolean => Object.values(client).some(isOperation);

/** Stored members that AWS's model marks `smithy.api#sensitive`, by path. Throws on a member that the model lacks. */
export function sensitiveMembers(client: Client, use: OperationUse & { readonly flatten?: string }): string[] {
  const schema = client[`${use.operation}$`];
  if (!isOperation(schema)) throw new Error(`${use.sdk} has no schema of ${use.operation}`);
  const found: string[] = [];
  let at = NormalizedSchema.of(schema[5]);
  for (const member of [use.in, use.at, use.flatten]) if (member !== undefined) at = memberOf(inner(at), member);
  visit(at, use.members, use.at ?? '', found);
  return found;
}

/** Lists are stored item by item. */
function inner(schema: NormalizedSchema): NormalizedSchema {
  return schema.isListSchema() ? inner(schema.getValueSchema()) : schema;
}

const isMarked = (schema: NormalizedSchema): boolean => Boolean(schema.getMergedTraits().sensitive);

function memberOf(schema: NormalizedSchema, name: string): NormalizedSchema {
  if (schema.isMapSchema()) return schema.getValueSchema();
  if (!schema.isStructSchema()) throw new Error(`nothing has members in which ${name} is asked for`);
  return schema.getMemberSchema(name);
}

function visit(schema: NormalizedSchema, tree: MemberTree, path: string, found: string[]): void {
  if (isMarked(schema)) found.push(path);
  if (schema.isListSchema()) return visit(schema.getValueSchema(), tree, path, found);
  for (const [name, sub] of Object.entries(tree)) {
    const member = memberOf(schema, name);
    const at = path === '' ? name : `${path}.${name}`;
    if (sub === true) whole(member, at, found, new Set());
    else if (sub === 'keys') names(member, at, found);
    else visit(member, sub, at, found);
  }
}

/** A map of which the names are stored. */
function names(schema: NormalizedSchema, path: string, found: string[]): void {
  if (isMarked(schema.getKeySchema())) found.push(`${path}.(key)`);
}

/** A member that is stored as a whole, with all that is in it. */
function whole(schema: NormalizedSchema, path: string, found: string[], above: ReadonlySet<string>): void {
  if (isMarked(schema)) found.push(path);
  if (schema.isListSchema()) return whole(schema.getValueSchema(), path, found, above);
  if (schema.isMapSchema()) {
    whole(schema.getKeySchema(), `${path}.(key)`, found, above);
    return whole(schema.getValueSchema(), path, found, above);
  }
  const name = schema.getName(true) ?? '';
  if (!schema.isStructSchema() || above.has(name)) return;
  for (const [member, inside] of schema.structIterator())
    whole(inside, `${path}.${member}`, found, new Set(above).add(name));
}

/** Names of the members that a client without schemas hides in its own logs: `...(obj.key && { key: SENSITIVE_STRING })`. */
export const hiddenMembers = (source: string): ReadonlySet<string> =>
  new Set([...source.matchAll(/\{ (\w+):\s*[^{}]*SENSITIVE_STRING/g)].map((match) => match[1] ?? ''));

export const memberNames = (tree: MemberTree): string[] =>
  Object.entries(tree).flatMap(([name, sub]) => (typeof sub !== 'object' ? [name] : [name, ...memberNames(sub)]));
