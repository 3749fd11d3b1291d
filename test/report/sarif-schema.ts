import { createRequire } from 'node:module';
import ts from 'typescript';

type Schema = { [keyword: string]: unknown };

/**
 * A JSON schema of SARIF 2.1.0 made from `@types/sarif`, which follows the OASIS schema: members, their kinds, enums, what
 * is required, and nothing else allowed. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifSchema(): Schema {
  const file = createRequire(import.meta.url)
    .resolve('@types/sarif/package.json')
    .replace('package.json', 'index.d.ts');
  const program = ts.createProgram([file], { strict: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const log = module && checker.getExportsOfModule(module).find(({ name }) => name === 'Log');
  if (!log) throw new Error('@types/sarif has no Log');
  const definitions: Record<string, Schema> = {};
  const root = schemaOf(checker.getDeclaredTypeOfSymbol(log), checker, definitions);
  return { ...root, definitions };
}

function schemaOf(type: ts.Type, checker: ts.TypeChecker, definitions: Record<string, Schema>): Schema {
  if (type.isUnion()) return unionOf(type, checker, definitions);
  if (type.isStringLiteral()) return { const: type.value };
  if (type.flags & ts.TypeFlags.String) return { type: 'string' };
  if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
  if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
  if (type.flags & ts.TypeFlags.Any) return {};
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    return { type: 'array', items: item ? schemaOf(item, checker, definitions) : {} };
  }
  return objectOf(type, checker, definitions);
}

function unionOf(type: ts.UnionType, checker: ts.TypeChecker, definitions: Record<string, Schema>): Schema {
  const types = type.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  if (types.every((member) => member.flags & ts.TypeFlags.BooleanLike)) return { type: 'boolean' };
  const schemas = types.map((member) => schemaOf(member, checker, definitions));
  return schemas.length === 1 ? (schemas[0] as Schema) : { anyOf: schemas };
}

function objectOf(type: ts.Type, checker: ts.TypeChecker, definitions: Record<string, Schema>): Schema {
  const name = type.symbol.name;
  const reference = { $ref: `#/definitions/${name}` };
  if (name !== '__type' && definitions[name]) return reference;
  const schema: Schema = { type: 'object' };
  if (name !== '__type') definitions[name] = schema;
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const property of checker.getPropertiesOfType(type)) {
    properties[property.name] = schemaOf(checker.getTypeOfSymbol(property), checker, definitions);
    if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
  }
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  Object.assign(schema, {
    properties,
    required,
    additionalProperties: index ? schemaOf(index, checker, definitions) : false,
  });
  return name === '__type' ? schema : reference;
}
