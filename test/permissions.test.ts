import { expect, test } from 'vitest';
import { collectors } from '../src/collectors/registry.ts';
import { permissionsOf } from '../src/permissions.ts';
import { isNever, isReading } from './never.ts';

/** Read operations with a name of their own, and why each is asked. */
const OTHERWISE_NAMED: Readonly<Record<string, string>> = {};

const uses = collectors.flatMap(({ list, calls }) => [...(list ? [list] : []), ...calls]);
const serviceOf = (permission: string): string => permission.split(':')[0] ?? '';
/** By IAM's name of the service, as the permission has it. */
const operations = [
  ...new Set(uses.map(({ permission, operation }) => `${serviceOf(permission)}:${operation}`)),
].sort();
const actions = permissionsOf(collectors);

test('operations are reading ones, and none hands out data, credentials or code', () => {
  expect(operations.length).toBeGreaterThan(40);
  const named = Object.keys(OTHERWISE_NAMED);
  expect(operations.filter((name) => !isReading(name) && !named.includes(name))).toEqual([]);
  expect(operations.filter(isNever)).toEqual([]);
  expect(named.filter((name) => !operations.includes(name))).toEqual([]);
});

test('the policy names each action exactly, grants no other kind, and nothing that hands out secrets', () => {
  expect(actions.filter((name) => !isReading(name) && !Object.hasOwn(OTHERWISE_NAMED, name))).toEqual([]);
  expect(actions.filter(isNever)).toEqual([]);
});
