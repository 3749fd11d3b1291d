import { describe, expect, test } from 'vitest';
import { aliases, keys } from './descriptors.ts';
import { answersOf, collected, fakeAws, groupOf, operations, refuse } from './fake.ts';

type Replies = Parameters<typeof fakeAws>[0];

const states = (byKey: Readonly<Record<string, string>>): Replies => ({
  ListKeys: () => ({ Keys: Object.keys(byKey).map((KeyId) => ({ KeyId })) }),
  ListAliases: () => ({ Aliases: [{ AliasName: 'alias/a', AliasArn: 'arn:alias/a', TargetKeyId: 'a' }] }),
  DescribeKey: ({ input }) => ({ KeyMetadata: { KeyState: byKey[String(input['KeyId'])] } }),
  GetKeyPolicy: () => ({ Policy: '{}' }),
  GetKeyRotationStatus: () => ({ KeyRotationEnabled: true }),
  ListGrants: () => ({ Grants: [] }),
  GetKeyLastUsage: () => ({ TrackingStartDate: new Date(0) }),
});

const run = async (replies: Replies, options = {}) => {
  const aws = fakeAws(replies);
  return { group: groupOf(await collected([keys, aliases], aws.call, options), 'test.key'), asked: aws.asked };
};

describe('calls about a resource', () => {
  test('a condition decides whether a call is made; its answer is absent elsewhere', async () => {
    const { group } = await run(states({ a: 'Enabled', b: 'Disabled' }));
    expect(answersOf(group, 0)['rotation']).toEqual({ ok: { KeyRotationEnabled: true } });
    expect(answersOf(group, 1)).not.toHaveProperty('rotation');
  });

  test('a condition that hangs on a denied answer cannot rule the call out', async () => {
    const { group } = await run({ ...states({ a: 'Enabled' }), DescribeKey: refuse('AccessDeniedException') });
    expect(answersOf(group)).toMatchObject({
      metadata: { error: { operation: 'kms:DescribeKey', code: 'AccessDeniedException' } },
      rotation: { ok: { KeyRotationEnabled: true } },
    });
  });

  test('the second phase is for those that its condition selects, and comes after the first', async () => {
    const { group, asked } = await run(states({ a: 'Enabled', b: 'Disabled' }));
    expect(answersOf(group, 0)).not.toHaveProperty('lastUsage');
    expect(answersOf(group, 1)['lastUsage']).toEqual({ ok: { TrackingStartDate: '1970-01-01T00:00:00.000Z' } });
    expect(operations(asked).at(-1)).toBe('GetKeyLastUsage');
  });

  test('deep asks the second phase of every resource, and leaves conditions of the first alone', async () => {
    const { group, asked } = await run(states({ a: 'Enabled', b: 'Disabled' }), { deep: true });
    expect(group.observations.map(({ answers }) => 'lastUsage' in answers)).toEqual([true, true]);
    expect(operations(asked).filter((name) => name === 'GetKeyRotationStatus')).toHaveLength(1);
  });

  test('an error code that means "there is none" is told apart from every other', async () => {
    const none = await run({ ...states({ a: 'Enabled' }), GetKeyPolicy: refuse('NotFoundException') });
    expect(answersOf(none.group)['policy']).toEqual({ none: 'NotFoundException' });
    const denied = await run({ ...states({ a: 'Enabled' }), GetKeyPolicy: refuse('AccessDeniedException') });
    expect(answersOf(denied.group)['policy']).toHaveProperty('error');
  });

  test('a denied call costs its own answer and no other', async () => {
    const { group } = await run({
      ...states({ a: 'Enabled', b: 'Enabled' }),
      GetKeyPolicy: (request) =>
        request.input['KeyId'] === 'a' ? refuse('AccessDeniedException')(request) : { Policy: '{}' },
    });
    expect(group.listing).toMatchObject({ count: 2, complete: true });
    expect(Object.keys(answersOf(group, 0)).sort()).toEqual([
      'alias',
      'grants',
      'item',
      'metadata',
      'policy',
      'rotation',
    ]);
    expect(answersOf(group, 0)['policy']).toEqual({
      error: { operation: 'kms:GetKeyPolicy', code: 'AccessDeniedException', message: 'refused' },
    });
    expect(answersOf(group, 1)['policy']).toEqual({ ok: { Policy: '{}' } });
  });

  test('a mistake of the program is not swallowed as an answer', async () => {
    const boom = () => {
      throw new TypeError('boom');
    };
    await expect(run({ ...states({ a: 'Enabled' }), GetKeyPolicy: boom })).rejects.toThrow('boom');
  });
});

describe('an answer joined from another listing', () => {
  test('costs no call, and no match is no evidence', async () => {
    const { group, asked } = await run(states({ a: 'Enabled', b: 'Enabled' }));
    expect(answersOf(group, 0)['alias']).toMatchObject({ ok: { AliasName: 'alias/a' } });
    expect(answersOf(group, 1)['alias']).toEqual({ none: 'NoMatch' });
    expect(operations(asked).filter((name) => name === 'ListAliases')).toHaveLength(1);
  });

  test('that failed leaves the resource itself whole', async () => {
    const { group } = await run({ ...states({ a: 'Enabled' }), ListAliases: refuse('AccessDeniedException') });
    expect(answersOf(group)['alias']).toEqual({ none: 'NoMatch' });
    expect(answersOf(group)['metadata']).toEqual({ ok: { KeyState: 'Enabled' } });
  });
});
