import { describe, expect, test } from 'vitest';
import type { LinkList } from '../../src/model/field.ts';
import { GLOBAL_REGION, NOT_ASKED } from '../../src/model/scope.ts';
import type { Observation } from '../../src/model/snapshot.ts';
import { alias, box, denied, key, keyArn, look, OTHER, scopeIn, single, type WorldOptions } from './world.ts';

const ACCOUNT_ARN = 'arn:aws:account::111122223333:account';
const REGION_ARN = 'arn:aws:account:eu-west-1:region';
const FAR = scopeIn('ap-south-1');
const scopes = [scopeIn(), FAR];
const WORLD = [
  single('aws.account', scopeIn(GLOBAL_REGION)),
  single('aws.region', scopeIn()),
  box('near', { Sealed: true }),
  box('far', { Sealed: false }, FAR),
];

const listOf = async (id: string, field: string, world: readonly Observation[], options: WorldOptions) => {
  const list = (await look(world, id, options)).read(field) as LinkList;
  return { names: list.targets.map(({ name }) => name), missing: list.missing };
};

describe('all of a type within', () => {
  test('the account: every region of it', async () => {
    expect(await listOf(ACCOUNT_ARN, 'boxes', WORLD, { scopes })).toEqual({
      names: ['far', 'near'],
      missing: undefined,
    });
  });

  test('the region: only its own', async () => {
    expect(await listOf(REGION_ARN, 'boxes', WORLD, { scopes })).toEqual({ names: ['near'], missing: undefined });
  });

  test('never another account’s', async () => {
    const theirs = box('theirs', { Sealed: true }, scopeIn('eu-west-1', OTHER));
    const both = { scopes: [scopeIn(), scopeIn('eu-west-1', OTHER)] };
    expect((await listOf(ACCOUNT_ARN, 'boxes', [...WORLD.slice(0, 3), theirs], both)).names).toEqual(['near']);
  });

  test('an empty list is whole after a listing that was read to its end', async () => {
    const world = WORLD.slice(0, 2);
    expect(await listOf(REGION_ARN, 'boxes', world, {})).toEqual({ names: [], missing: undefined });
  });

  test.each([
    ['failed', { failed: { 'toy.box ap-south-1': denied('toy:ListBoxes') } }, 'denied'],
    ['was never made', { unlisted: ['toy.box ap-south-1'] }, 'not-collected'],
    ['was never made anywhere', { unlisted: ['toy.box ap-south-1', 'toy.box eu-west-1'] }, 'not-collected'],
  ])('a list is unfinished when one region’s listing %s', async (_, options, why) => {
    const world = WORLD.slice(0, 3);
    const of = await listOf(ACCOUNT_ARN, 'boxes', world, { scopes, ...options });
    expect(of.names).toEqual(['near']);
    expect(of.missing).toMatchObject({ class: why, operation: 'toy:ListBoxes' });
  });

  test('an account’s list is unfinished when a region was left out, a region’s own is not', async () => {
    const header = {
      scopes: [
        ...[scopeIn(GLOBAL_REGION), scopeIn()].map((scope) => ({ ...scope, status: 'complete' as const })),
        { ...FAR, status: 'skipped' as const, reason: NOT_ASKED },
      ],
    };
    const world = WORLD.slice(0, 3);
    expect((await listOf(ACCOUNT_ARN, 'boxes', world, { header })).missing).toMatchObject({
      class: 'out-of-scope',
      code: 'regions-not-asked-for',
    });
    expect((await listOf(REGION_ARN, 'boxes', world, { header })).missing).toBeUndefined();
  });

  test('a region’s list does not care about other regions', async () => {
    const failed = { 'toy.box ap-south-1': denied('toy:ListBoxes') };
    expect((await listOf(REGION_ARN, 'boxes', WORLD, { scopes, failed })).missing).toBeUndefined();
  });
});

describe('who uses a key', () => {
  const USERS = [key('k'), key('idle'), alias('data', 'k'), box('b1', { Key: 'k' }), box('b2', { Key: 'alias/data' })];
  const usersOf = (id: string, world: readonly Observation[] = USERS, options: WorldOptions = {}) =>
    listOf(keyArn(id), 'usedBy', world, options);

  test('everything that links to it, by whatever name, and not its own aliases', async () => {
    expect(await usersOf('k')).toEqual({ names: ['b1', 'b2'], missing: undefined });
  });

  test('nobody, when every type that could was listed to its end', async () => {
    expect(await usersOf('idle')).toEqual({ names: [], missing: undefined });
  });

  test('says each user’s type', async () => {
    const list = (await look(USERS, keyArn('k'))).read('usedBy') as LinkList;
    expect(list.targets.map(({ fields }) => fields['type'])).toEqual(['toy.box', 'toy.box']);
  });

  test.each([
    ['one type was denied', { failed: { 'toy.box eu-west-1': denied('toy:ListBoxes') } }, 'toy:ListBoxes'],
    ['one type was not collected', { unlisted: ['toy.chest aws-global'] }, 'chest:ListChests'],
    ['aliases were denied', { failed: { 'aws.kms.alias eu-west-1': denied('kms:ListAliases') } }, 'kms:ListAliases'],
  ])('is not known to be all when %s', async (_, options, operation) => {
    const of = await usersOf('idle', [key('idle')], options);
    expect(of.missing).toMatchObject({ operation });
  });

  test('is known to be all when only another region was not read: keys are regional', async () => {
    expect(await usersOf('idle', [key('idle')], { scopes, unlisted: ['toy.box ap-south-1'] })).toEqual({
      names: [],
      missing: undefined,
    });
  });

  test('is not known to be all when a user’s own link could not be read', async () => {
    const dark = { ...box('b3', {}), answers: { item: { error: denied('toy:ListBoxes') } } };
    expect((await usersOf('k', [...USERS, dark])).missing).toMatchObject({ class: 'denied' });
  });

  test('a link of another account that could not be read says nothing of this one’s keys', async () => {
    const theirs = scopeIn('eu-west-1', OTHER);
    const dark = { ...box('b3', {}, theirs), answers: { item: { error: denied('toy:ListBoxes') } } };
    const options = { scopes: [scopeIn(), theirs] };
    expect((await usersOf('idle', [...USERS, dark], options)).missing).toBeUndefined();
  });

  test('does not hang on the order in which they were read', async () => {
    const turned = await usersOf('k', [...USERS].reverse());
    expect(turned).toEqual(await usersOf('k'));
    expect(await listOf(ACCOUNT_ARN, 'boxes', [...WORLD].reverse(), { scopes })).toEqual(
      await listOf(ACCOUNT_ARN, 'boxes', WORLD, { scopes }),
    );
  });

  test('of a million keeps a thousand, the same whatever the order', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => box(`n${String(index).padStart(4, '0')}`, { Key: 'k' }));
    const straight = await usersOf('k', [key('k'), ...many]);
    expect(straight.names).toHaveLength(1000);
    expect(straight.missing).toMatchObject({ class: 'cut' });
    expect(await usersOf('k', [key('k'), ...many.reverse()])).toEqual(straight);
  });
});
