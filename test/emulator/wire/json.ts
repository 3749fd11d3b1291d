import type { NormalizedSchema } from '@smithy/core/schema';

/** JSON 1.1 writes times as seconds since 1970: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member)]));
}

/** The reverse of `toJson`: times and bytes, wherever the SDK's schema has one, become Date and Uint8Array. */
export function fromJson(schema: NormalizedSchema, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.isTimestampSchema()) return new Date(Number(value) * 1000);
  if (schema.isBlobSchema()) return Buffer.from(String(value), 'base64');
  if (schema.isListSchema())
    return Array.isArray(value) ? value.map((one) => fromJson(schema.getValueSchema(), one)) : [];
  if (schema.isMapSchema()) return mapped(value, () => schema.getValueSchema());
  if (!schema.isStructSchema()) return value;
  const members = new Map(schema.structIterator());
  return mapped(value, (name) => members.get(name));
}

function mapped(value: object, schemaOf: (name: string) => NormalizedSchema | undefined): object {
  const read = Object.entries(value).flatMap(([name, member]) => {
    const schema = schemaOf(name);
    const result = schema && fromJson(schema, member);
    return result === undefined ? [] : [[name, result]];
  });
  return Object.fromEntries(read);
}
