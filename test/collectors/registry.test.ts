import { expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import type { FieldType } from '../../src/model/field.ts';

const byType = new Map(collectors.map((collector) => [collector.type, collector]));

/** Type and fields that a field reads of others. */
const reads = (type: FieldType): readonly { readonly of: string; readonly fields: readonly string[] }[] =>
  type.kind === 'link' || type.kind === 'links'
    ? [{ of: type.to, fields: type.fields }]
    : type.kind === 'within'
      ? [{ of: type.of, fields: type.fields }]
      : [];

/** What is known of a resource only once its own links are resolved; of a link's end they are not. */
const RESOLVED_LATER = new Set(['custody', 'link', 'links', 'within', 'usedBy']);

test('links read fields that exist, and none that hangs on a further link', () => {
  const wrong = collectors.flatMap(({ type, fields }) =>
    Object.entries(fields).flatMap(([name, field]) =>
      reads(field.type).flatMap(({ of, fields: names }) =>
        names
          .filter((read) => RESOLVED_LATER.has(byType.get(of)?.fields[read]?.type.kind ?? 'link'))
          .map((read) => `${type}.${name} -> ${of}.${read}`),
      ),
    ),
  );
  expect(collectors.length).toBeGreaterThan(150);
  expect(wrong).toEqual([]);
});

test('no field hides what every resource has, the state of a link, or an object', () => {
  const taken = new Set(['id', 'name', 'isEmpty', ...Object.getOwnPropertyNames(Object.prototype)]);
  const wrong = collectors.flatMap(({ type, fields }) => {
    const states = Object.entries(fields).flatMap(([name, field]) =>
      field.type.kind === 'link' ? [`${name}State`] : [],
    );
    return Object.keys(fields)
      .filter((field) => taken.has(field) || states.includes(field))
      .map((field) => `${type}.${field}`);
  });
  expect(wrong).toEqual([]);
});
