import { describe, expect, test } from 'vitest';
import { kinds as t } from '../../src/collect/kinds.ts';
import { RECOVERY_POINT } from '../../src/graph/copies.ts';
import { affectedBy, countAffectedBy, type Lineage, lineageOf } from '../../src/graph/lineage.ts';
import type { Collector } from '../../src/model/collector.ts';
import type { ScopeReport } from '../../src/model/scope.ts';
import type { Observation } from '../../src/model/snapshot.ts';
import { account, alias as aliases, box as boxes, chest, key as keys, region } from './toys.ts';
import {
  ACCOUNT,
  alias,
  aliasArn,
  box,
  boxArn,
  denied,
  graphOf,
  key,
  keyArn,
  OTHER,
  scopeIn,
  type WorldOptions,
} from './world.ts';

const cost = { stops: 'at-once', disabled: 'It stops.', deleted: 'It is lost.', page: 'https://example.com/' } as const;

/** Boxes that stand on keys and on their peers, are made from those that they name, and are shared. */
const crate: Collector = {
  ...boxes,
  fields: {
    ...boxes.fields,
    sharedWith: t.strings(({ item }) => item.Shared ?? []),
    public: t.bool(({ item }) => item.Public ?? false),
    madeFrom: t.links('toy.box', [], ({ item }) => item.From ?? []),
    madeInto: t.optional(t.string(({ item }) => item.Into)),
  },
  depends: { kmsKey: cost, peers: cost },
  copies: { from: ['madeFrom'], to: ['madeInto'] },
};
const point: Collector = { ...crate, type: RECOVERY_POINT, service: 'backup' };
const guarded: Collector = {
  ...keys,
  fields: { ...keys.fields, openTo: t.strings(({ metadata }) => metadata.OpenTo) },
};
const plain = [account, region, aliases, guarded, crate, chest];
const twice = [...plain, point];

const lineage = async (
  world: readonly Observation[],
  { registry = plain, ...options }: WorldOptions = {},
): Promise<Lineage> => lineageOf(await graphOf(world, { registry, ...options }), registry);

const rows = (of: Lineage, id: string) => of.into(id).map(({ from, via, state }) => [from.type, from.name, via, state]);
const asPoint = (one: Observation): Observation => ({ ...one, type: RECOVERY_POINT });

describe('what depends on a resource', () => {
  const world = [
    key('k'),
    alias('data', 'k'),
    box('b2', { Key: 'k', Peers: [boxArn('b1')] }),
    box('b1', { Key: 'alias/data' }),
    box('b3', { Key: 'alias/lost', Peers: [boxArn('b2'), boxArn('b1')] }),
    box('loose', {}),
  ];

  test('is told by id and link, with how far the link led and by what name', async () => {
    const of = await lineage(world);
    expect(rows(of, keyArn('k'))).toEqual([
      ['toy.box', 'b1', 'kmsKey', 'resolved'],
      ['toy.box', 'b2', 'kmsKey', 'resolved'],
    ]);
    expect(of.into(keyArn('k')).map(({ alias: name }) => name)).toEqual([aliasArn('data'), undefined]);
    expect(of.into(keyArn('k'))[0]?.from).toEqual({
      ...{ id: boxArn('b1'), type: 'toy.box', name: 'b1' },
      ...{ account: ACCOUNT, region: 'eu-west-1' },
    });
    expect(rows(of, boxArn('b1')).map(([, name]) => name)).toEqual(['b2', 'b3']);
    expect(of.into(boxArn('loose'))).toEqual([]);
    expect([...of.tied].sort()).toEqual([aliasArn('lost'), keyArn('k')]);
    expect([...of.hubs.keys()]).toEqual([keyArn('k')]);
    expect(of.collector('toy.box')).toBe(crate);
  });

  test('further away is told once a tie, nearest first, without the direct users', async () => {
    const of = await lineage(world);
    const far = affectedBy(of.into(keyArn('k')), of);
    expect(far.map(({ tie, depth }) => [tie.from.name, tie.to.at(-1), depth])).toEqual([
      ['b3', '1', 1],
      ['b3', '2', 1],
    ]);
    const chain = [key('k'), box('a', { Key: 'k' }), box('b', { Peers: [boxArn('a')] })];
    const circle = [...chain, box('c', { Peers: [boxArn('b'), boxArn('d')] }), box('d', { Peers: [boxArn('c')] })];
    const deep = await lineage(circle);
    expect(affectedBy(deep.into(keyArn('k')), deep).map(({ tie, depth }) => [tie.from.name, depth])).toEqual([
      ['b', 1],
      ['c', 2],
      ['c', 4],
      ['d', 3],
    ]);
  });

  test('is counted as it is told', async () => {
    const one = box('b1', { Key: 'k' });
    const further = [
      box('b2', { Key: 'k', Peers: [boxArn('b1')] }),
      box('b3', { Peers: [boxArn('b1'), boxArn('b2')] }),
    ];
    const of = await lineage([key('k'), one, asPoint(one), ...further, box('b4', { Peers: [boxArn('b3')] })], {
      registry: twice,
    });
    const users = of.idsInto(keyArn('k'));
    expect([...users].sort()).toEqual([...new Set(of.into(keyArn('k')).map(({ from }) => from.id))]);
    expect(users.size).toBe(2);
    const told = new Set(affectedBy(of.into(keyArn('k')), of).map(({ tie }) => tie.from.id));
    expect(countAffectedBy(users, of)).toBe(told.size);
    expect(told.size).toBe(2);
    expect(of.idsInto(keyArn('other')).size).toBe(0);
  });

  test('described twice is told as what it is, not as the recovery point', async () => {
    const one = box('b', { Key: 'k' });
    for (const both of [
      [one, asPoint(one)],
      [asPoint(one), one],
    ])
      expect(rows(await lineage([key('k'), ...both], { registry: twice }), keyArn('k'))).toEqual([
        ['toy.box', 'b', 'kmsKey', 'resolved'],
      ]);
    expect(rows(await lineage([key('k'), asPoint(one)], { registry: twice }), keyArn('k'))).toHaveLength(1);
  });
});

describe('whether more may depend on a key', () => {
  const both = [scopeIn(), scopeIn('eu-west-1', OTHER)];
  const theirs: Observation = box('dark', {}, scopeIn('eu-west-1', OTHER), {
    item: { error: denied('toy:ListBoxes') },
  });
  const unseen = async (OpenTo: unknown, more: object = {}, options: WorldOptions = { scopes: both }) =>
    (await lineage([key('k', { OpenTo, ...more }), theirs], options)).unseen(keyArn('k'))?.operation;

  test('hangs on whom it lets in', async () => {
    expect(await unseen([])).toBeUndefined();
    expect(await unseen([OTHER])).toBe('toy:ListBoxes');
    expect(await unseen(['*'])).toBe('toy:ListBoxes');
    expect(await unseen(undefined)).toBe('toy:ListBoxes'); // nobody knows whom
    expect(await unseen(['*'], { Manager: 'aws' })).toBeUndefined();
  });

  test('does not hang on accounts that were not read in its region', async () => {
    const scopes = (changes: Partial<ScopeReport>): WorldOptions => ({
      header: {
        scopes: [
          { ...scopeIn(), status: 'complete' },
          { ...scopeIn('eu-west-1', OTHER), status: 'complete', ...changes },
        ],
      },
    });
    expect(await unseen(['*'], {}, scopes({}))).toBe('toy:ListBoxes');
    expect(await unseen(['*'], {}, scopes({ status: 'skipped' }))).toBeUndefined();
    expect(await unseen(['*'], {}, scopes({ region: 'ap-south-1' }))).toBeUndefined();
  });

  test('of the own account always, of a key that is not there too', async () => {
    const dark = box('dark', {}, scopeIn(), { item: { error: denied('toy:ListBoxes') } });
    const of = await lineage([key('k', { OpenTo: [] }), dark]);
    expect(of.unseen(keyArn('k'))).toMatchObject({ class: 'denied' });
    expect(of.unseen(keyArn('gone'))).toMatchObject({ class: 'denied' });
  });
});

describe('copies', () => {
  const world = [
    key('k'),
    box('a', { Key: 'k', Held: 'customer-managed', Shared: [OTHER], Public: true, Into: boxArn('c') }),
    box('b', { From: [boxArn('a'), boxArn('b'), boxArn('lost')], Sealed: false, Into: 'no arn' }),
    box('c', { From: [boxArn('b'), boxArn('a')], Shared: 5 }),
  ];

  test('lead both ways, sorted, and say of themselves how they are sealed and shared', async () => {
    const of = await lineage(world);
    expect(of.copy(boxArn('a'))).toMatchObject({
      thing: { id: boxArn('a'), name: 'a' },
      keys: [keyArn('k')],
      custody: { min: 'customer-managed', max: 'customer-managed' },
      sharedWith: [OTHER, '*'],
      from: [],
      to: [boxArn('c')],
      gone: [],
    });
    expect(of.copy(boxArn('b'))).toMatchObject({
      ...{ keys: [], sharedWith: [], from: [boxArn('a'), boxArn('lost')], to: [], gone: [boxArn('lost')] },
    });
    expect(of.copy(boxArn('c'))?.sharedWith).toBeUndefined();
    expect(of.copy(boxArn('c'))).not.toHaveProperty('custody'); // nobody knows
    expect(of.copy(boxArn('lost'))).toBeUndefined();
    expect(of.copy(keyArn('k'))).toBeUndefined();
    expect(of.made(boxArn('a'))).toEqual([boxArn('b'), boxArn('c')]);
    expect(of.sources(boxArn('c'))).toEqual([boxArn('a'), boxArn('b')]);
    expect(of.made(boxArn('c'))).toEqual([]);
    expect([of.isGone(boxArn('b'), boxArn('lost')), of.isGone(boxArn('b'), boxArn('a'))]).toEqual([true, false]);
    expect(of.isGone(boxArn('nobody'), boxArn('a'))).toBe(false);
  });

  test('described twice stay what they are, not the recovery point', async () => {
    const one = box('a', { Sealed: false });
    for (const both of [
      [one, asPoint(one)],
      [asPoint(one), one],
    ])
      expect((await lineage(both, { registry: twice })).copy(boxArn('a'))?.thing.type).toBe('toy.box');
    expect((await lineage([asPoint(one)], { registry: twice })).copy(boxArn('a'))?.thing.type).toBe(RECOVERY_POINT);
  });
});
