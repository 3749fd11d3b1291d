import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/collect/kinds.ts';
import type { Collector, ListUse } from '../../src/model/collector.ts';
import { EMPTY } from '../../src/model/field.ts';
import type { AnswerError, Observation } from '../../src/model/snapshot.ts';
import { box as boxType, toys } from './toys.ts';
import { box, boxArn, denied, graphOf, key, look, resourcesOf, scopeIn, single } from './world.ts';

const read = async (observation: Observation, field: string) => (await look([observation], observation.id)).read(field);

describe('a field', () => {
  test.each([
    ['a value', { Sealed: false }, 'sealed', false],
    ['zero is a value', { Level: 0 }, 'level', 0],
    ['no text is a value', { Label: '' }, 'label', ''],
    ['an optional one is empty', {}, 'endsAt', EMPTY],
  ])('%s', async (_, item, field, wanted) => expect(await read(box('b', item), field)).toBe(wanted));

  test('that AWS left out is unknown, not false', async () => {
    expect(await read(box('b', {}), 'sealed')).toEqual({
      unknown: { class: 'failed', operation: 'toy:ListBoxes', code: 'MissingMember' },
    });
  });

  test('of a call that was never made is not collected', async () => {
    const { policy: _, ...answers } = box('b', {}).answers;
    expect(await read({ ...box('b', {}), answers }, 'open')).toEqual({
      unknown: { class: 'not-collected', operation: 'toy:GetBoxPolicy', code: 'NotCollected' },
    });
  });

  test('of "there is none" sees undefined', async () => {
    expect(await read(box('b', {}, scopeIn(), { policy: { none: 'NoSuchPolicy' } }), 'open')).toBe(false);
  });

  test.each([
    ['sealed', { Sealed: 'yes' }],
    ['level', { Level: 1.5 }],
    ['label', { Label: 7 }],
    ['kmsKey', { Key: 5 }],
    ['kmsKeyState', { Key: [null] }],
    ['tags', { Tags: { a: 1 } }],
  ])('%s of another kind than declared is unknown: a damaged snapshot may hold anything', async (field, item) => {
    expect(await read(box('b', item), field)).toMatchObject({ unknown: { class: 'failed', code: 'MalformedAnswer' } });
  });

  test('that an answer breaks costs itself and nothing else', async () => {
    const resource = await look([box('b', { Sealed: true }, scopeIn(), { policy: { ok: null } })], boxArn('b'));
    expect(resource.read('open')).toMatchObject({
      unknown: { class: 'failed', operation: 'toy:GetBoxPolicy', code: 'MalformedAnswer' },
    });
    expect(resource.read('sealed')).toBe(true);
  });

  const errors: readonly [string, string, object][] = [
    ['AccessDeniedException', 'no', { class: 'denied', permission: 'toy:GetBoxPolicy' }],
    [
      'AccessDenied',
      'with an explicit deny in a service control policy',
      { class: 'scp', permission: 'toy:GetBoxPolicy' },
    ],
    ['ThrottlingException', 'slow', { class: 'throttled' }],
    ['RepeatedToken', 'again', { class: 'cut' }],
    ['Interrupted', 'stopped', { class: 'cut' }],
    ['ExpiredTokenException', 'old', { class: 'cut' }],
    ['NotImplementedByEndpoint', 'emulator', { class: 'unsupported' }],
    ['InvalidAction', 'unknown', { class: 'unsupported' }],
    ['InternalError', 'boom', { class: 'failed' }],
    ['NotCollected', 'not asked', { class: 'not-collected' }],
  ];
  test.each(errors)('of an answer that is the error %s is unknown', async (code, message, wanted) => {
    const error: AnswerError = { operation: 'toy:GetBoxPolicy', code, message };
    const state = await read(box('b', {}, scopeIn(), { policy: { error } }), 'open');
    expect(state).toEqual({ unknown: { operation: 'toy:GetBoxPolicy', code, ...wanted } });
  });

  test('a name that a type has not is the program’s mistake', async () => {
    const resource = await look([box('b', {})], boxArn('b'));
    expect(() => resource.read('sealedness')).toThrow("toy.box has no field 'sealedness'");
  });
});

describe('a snapshot that an earlier version took', () => {
  const members = { 'toy.box/item': ['Sealed', 'Key', 'Peers', 'Size', 'Label'], 'toy.box/policy': ['Open'] };

  test('makes the fields that need a lacking member not collected, and only those', async () => {
    const resource = await look([box('b', { Sealed: true })], boxArn('b'), { header: { members } });
    expect(resource.read('level')).toEqual({
      unknown: { class: 'not-collected', operation: 'toy:ListBoxes', code: 'NotCollected' },
    });
    expect(resource.read('sealed')).toBe(true);
    expect(resource.read('kmsKeyState')).toBe('none');
  });

  test('also inside what it stored, in lists too', async () => {
    const nested: Collector = {
      ...boxType,
      list: { ...(boxType.list as ListUse), members: { Parts: { Name: true, Lid: { Weight: true } } } },
      fields: {
        ...boxType.fields,
        names: kinds.strings(({ item }) => item.Parts.map(({ Name }: { Name: string }) => Name)),
        weight: kinds.int(({ item }) => item.Parts[0].Lid.Weight),
      },
    };
    const registry = toys.map((collector) => (collector.type === 'toy.box' ? nested : collector));
    const one = box('b', { Parts: [{ Name: 'a', Lid: {} }] });
    const header = { members: { 'toy.box/item': ['Parts.Name'] } };
    const resource = await look([one], one.id, { registry, header });
    expect(resource.read('names')).toEqual(['a']);
    expect(resource.read('weight')).toMatchObject({ unknown: { class: 'not-collected' } });
  });

  test('also where an answer came from another listing', async () => {
    const joined = {
      ...boxType,
      joins: [{ name: 'alias', type: 'aws.kms.alias', on: () => true }],
      fields: { ...boxType.fields, boundKey: kinds.optional(kinds.string(({ alias }) => alias?.TargetKeyId)) },
    };
    const registry = toys.map((collector) => (collector.type === 'toy.box' ? joined : collector));
    const one = box('b', {}, scopeIn(), { alias: { ok: {} } });
    const read = async (stored: string[]) =>
      (await look([one], one.id, { registry, header: { members: { 'aws.kms.alias/item': stored } } })).read('boundKey');
    expect(await read(['TargetKeyId'])).toBe(EMPTY);
    expect(await read([])).toMatchObject({ unknown: { class: 'not-collected', operation: 'kms:ListAliases' } });
  });
});

describe('gaps', () => {
  test('come from failed answers and unfinished listings, with what permission is missing', async () => {
    const graph = await graphOf(
      [box('b', {}, scopeIn(), { policy: { error: denied('toy:GetBoxPolicy') } }), key('k')],
      { failed: { 'aws.kms.alias eu-west-1': { operation: 'kms:ListAliases', code: 'Throttling', message: 'slow' } } },
    );
    const place = { account: '111122223333', region: 'eu-west-1' };
    expect(graph.gaps).toStrictEqual([
      {
        ...place,
        service: 'kms',
        class: 'throttled',
        operation: 'kms:ListAliases',
        code: 'Throttling',
        message: 'slow',
      },
      {
        ...place,
        service: 'toy',
        class: 'denied',
        operation: 'toy:GetBoxPolicy',
        code: 'AccessDenied',
        permission: 'toy:GetBoxPolicy',
        message: 'no',
        resource: boxArn('b'),
      },
    ]);
  });

  test('are none where AWS says that there is none, or a call was not needed', async () => {
    expect((await graphOf([box('b', {}), single('aws.region', scopeIn())])).gaps).toEqual([]);
  });
});

test('a type that this version does not know is passed over', async () => {
  const strange: Observation = { ...box('b', {}), type: 'toy.unheard-of' };
  expect([...(await resourcesOf(await graphOf([strange, box('c', {})]))).keys()]).toEqual([boxArn('c')]);
});

test('types that ask who uses them come after everything that may', async () => {
  const order = [...(await resourcesOf(await graphOf([key('k'), box('b', { Key: 'k' })]))).values()];
  expect(order.map(({ type }) => type)).toEqual(['toy.box', 'aws.kms.key']);
});
