import { describe, expect, test } from 'vitest';
import { kinds as t } from '../../src/collect/kinds.ts';
import type { Collector, ListUse } from '../../src/model/collector.ts';
import { EMPTY, type LinkList, type LinkValue } from '../../src/model/field.ts';
import type { Observation } from '../../src/model/snapshot.ts';
import { box as boxes, chest, toys } from './toys.ts';
import { ACCOUNT, box, boxArn, denied, graphOf, key, keyArn, look, OTHER, scopeIn } from './world.ts';

const registryWith = (...changed: readonly Collector[]): Collector[] => [
  ...toys.filter(({ type }) => changed.every((other) => other.type !== type)),
  ...changed,
];

describe('a resource', () => {
  test.each([
    ['what its type calls it', () => 'B', 'B'],
    ['its id where it has no name', () => undefined, boxArn('b')],
    ['its id where the name is empty', () => '', boxArn('b')],
    ['its id where the name is no text', () => 5 as never, boxArn('b')],
    ['its id where the answer is not there', ({ policy }: { policy: { Name: string } }) => policy.Name, boxArn('b')],
  ])('is called %s', async (_, name, wanted) => {
    const one = box('b', {}, scopeIn(), { policy: { error: denied('toy:GetBoxPolicy') } });
    const resource = await look([one], one.id, { registry: registryWith({ ...boxes, name }) });
    expect([resource.name, resource.read('name'), resource.read('id')]).toEqual([wanted, wanted, boxArn('b')]);
  });

  test('has the tags that somebody read, none where AWS says so, and no idea otherwise', async () => {
    const tagsOf = async (one: Observation, tags = boxes.fields['tags']) => {
      const { tags: _, ...rest } = boxes.fields;
      const type = { ...boxes, fields: { ...rest, ...(tags && { tags }) } };
      return (await look([one], one.id, { registry: registryWith(type) })).tags;
    };
    expect(await tagsOf(box('b', { Tags: { a: 'b' } }))).toEqual({ a: 'b' });
    expect(await tagsOf(box('b', {}), t.optional(t.map(({ item }) => item.Tags)))).toEqual({});
    expect(await tagsOf(box('b', {}))).toBeUndefined();
    const { type, id, scope } = box('c', {});
    const bare = { ...chest, id: ({ item }: { item: { Id: string } }) => item.Id };
    const one = { type: 'toy.chest', id, scope, answers: { item: { ok: { Id: 'c' } } } };
    expect(type).toBe('toy.box');
    expect((await look([one], id, { registry: registryWith(bare) })).tags).toBeUndefined();
  });

  test('says the state of a link that is empty, or unknown, as that', async () => {
    const type = {
      ...boxes,
      fields: { ...boxes.fields, kmsKey: t.optional(t.link('aws.kms.key', ['state'], ({ item }) => item.Key)) },
    };
    const state = async (one: Observation) =>
      (await look([one], one.id, { registry: registryWith(type) })).read('kmsKeyState');
    expect(await state(box('b', {}))).toBe(EMPTY);
    expect(await state({ ...box('b', {}), answers: { item: { error: denied('toy:ListBoxes') } } })).toMatchObject({
      unknown: { class: 'denied' },
    });
    expect(await state(box('b', { Key: 'k' }))).toBe('gone');
  });
});

test('a key is used by whatever has it in a list', async () => {
  const type = {
    ...boxes,
    fields: { ...boxes.fields, keys: t.links('aws.kms.key', ['state'], ({ item }) => item.Keys ?? []) },
  };
  const world = [key('k'), key('l'), box('a', { Keys: ['k', 'l'] }), box('b', { Key: 'l' })];
  const users = async (id: string) =>
    ((await look(world, keyArn(id), { registry: registryWith(type) })).read('usedBy') as LinkList).targets.map(
      ({ name }) => name,
    );
  expect([await users('k'), await users('l')]).toEqual([['a'], ['a', 'b']]);
});

test('a secret is named by its name, by the ARN without its ending, or by the whole', async () => {
  const secrets: Collector = {
    ...chest,
    ...{ type: 'aws.secretsmanager.secret', service: 'secretsmanager', scope: 'regional' },
    arn: 'arn:{partition}:secretsmanager:{region}:{account}:secret:{id}',
    list: { ...(chest.list as ListUse), sdk: 'secretsmanager', operation: 'ListSecrets' },
  };
  const type = { ...boxes, fields: { ...boxes.fields, secret: t.link(secrets.type, [], ({ item }) => item.Secret) } };
  const arn = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:db/main-AbCdEf`;
  const secret = { type: secrets.type, id: arn, scope: scopeIn(), answers: { item: { ok: {} } } };
  const registry = registryWith(type, secrets);
  for (const Secret of ['db/main', arn.slice(0, -7), arn]) {
    const link = (await look([secret, box('b', { Secret })], boxArn('b'), { registry })).read('secret') as LinkValue;
    expect([Secret, link.id, link.target?.id]).toEqual([Secret, arn, arn]);
  }
});

test('of an account that the snapshot does not hold nothing was listed', async () => {
  const { listings } = await graphOf([]);
  expect(listings.missing(boxes, OTHER)).toMatchObject({ class: 'not-collected', operation: 'toy:ListBoxes' });
  expect(listings.missing(boxes, ACCOUNT)).toBeUndefined();
  const denials = { 'toy.chest aws-global': denied('chest:ListChests') };
  const failed = (await graphOf([], { failed: denials })).listings;
  expect(failed.missing(chest, ACCOUNT, 'eu-west-1')).toMatchObject({ class: 'denied' });
});
