import { expect, test } from 'vitest';
import { collectors } from '../src/collectors/registry.ts';
import { neededFor } from '../src/live.ts';
import { permissionsOf } from '../src/permissions.ts';
import { isNever, isReading } from './never.ts';

/** Read operations with a name of their own, and why each is asked. */
const OTHERWISE_NAMED: Readonly<Record<string, string>> = {};

/** Operations that hand out content, asked under --secrets alone, and why each is. */
const CONTENT: Readonly<Record<string, string>> = {
  'ec2:DescribeInstanceAttribute': 'user data: looked at in memory for secrets, and not kept',
  'ssm:GetDocument': 'documents that the account wrote: looked at in memory for secrets, and not kept',
};

const uses = collectors.flatMap(({ list, calls }) => [...(list ? [list] : []), ...calls]);
const serviceOf = (permission: string): string => permission.split(':')[0] ?? '';
/** By IAM's name of the service, as the permission has it. */
const operations = [
  ...new Set(uses.map(({ permission, operation }) => `${serviceOf(permission)}:${operation}`)),
].sort();
const actions = permissionsOf(collectors);
const byDefault = neededFor([], collectors, { iam: true });

test('operations are reading ones, and none hands out data, credentials or code', () => {
  expect(operations.length).toBeGreaterThan(40);
  const named = Object.keys(OTHERWISE_NAMED);
  expect(operations.filter((name) => !isReading(name) && !named.includes(name))).toEqual([]);
  expect(operations.filter(isNever)).toEqual(Object.keys(CONTENT));
  expect(named.filter((name) => !operations.includes(name))).toEqual([]);
});

test('the policy names each action exactly, grants no other kind, and nothing that hands out secrets', () => {
  expect(actions.filter((name) => !isReading(name) && !Object.hasOwn(OTHERWISE_NAMED, name))).toEqual([]);
  expect(permissionsOf(byDefault).filter(isNever)).toEqual([]);
  expect(actions.filter(isNever)).toEqual(Object.keys(CONTENT));
});

test('what only --secrets asks stores nothing of what it is told', () => {
  const content = collectors.flatMap(({ calls, ...type }) => calls.filter(({ secrets }) => secrets || type.secrets));
  expect(content.length).toBeGreaterThan(4);
  expect(content.filter(({ judged }) => judged === undefined)).toEqual([]);
  expect(content.flatMap(({ members }) => Object.keys(members))).toEqual(['branchName', 'VersionNumber']);
});
