import { expect, test } from 'vitest';
import { memberPaths, pick } from '../../src/collect/members.ts';
import { aliases, keys, plainKeys } from './descriptors.ts';
import { answersOf, collected, fakeAws, groupOf } from './fake.ts';

test('only allow-listed members are stored, whatever AWS answers beside them', async () => {
  const { call } = fakeAws({
    ListKeys: () => ({ Keys: [{ KeyId: 'a', KeyArn: 'arn:a', Secret: 's' }], Truncated: false, $metadata: {} }),
    ListAliases: () => ({ Aliases: [] }),
    DescribeKey: () => ({
      $metadata: { requestId: 'r' },
      KeyMetadata: {
        Secret: 's',
        CreationDate: new Date('2026-01-02T03:04:05Z'),
        KeyState: 'Disabled',
        MultiRegionConfiguration: { PrimaryKey: { Arn: 'arn:p', Region: 'eu-west-1' }, ReplicaKeys: [{}] },
      },
    }),
    GetKeyPolicy: () => ({ Policy: '{"Version":"2012-10-17"}', PolicyName: 'default', $metadata: {} }),
    ListGrants: () => ({ Grants: [{ GrantId: 'g', GrantToken: 's', Constraints: {} }] }),
    GetKeyLastUsage: () => ({ TrackingStartDate: null }),
  });
  const group = groupOf(await collected([keys, aliases], call), 'test.key');
  expect(answersOf(group)).toEqual({
    item: { ok: { KeyId: 'a' } },
    alias: { none: 'NoMatch' },
    metadata: {
      ok: {
        KeyState: 'Disabled',
        CreationDate: '2026-01-02T03:04:05.000Z',
        MultiRegionConfiguration: { PrimaryKey: { Arn: 'arn:p' } },
      },
    },
    policy: { ok: { Policy: '{"Version":"2012-10-17"}' } },
    grants: { ok: [{ GrantId: 'g' }] },
    lastUsage: { ok: {} },
  });
});

test('of a map whose values may hold secrets only the names are stored', () => {
  const answer = { Environment: { Variables: { TOKEN: 's3cret', MODE: 'dark' }, Error: 'no' } };
  const tree = { Environment: { Variables: 'keys' } } as const;
  expect(pick(answer, tree)).toEqual({ Environment: { Variables: ['MODE', 'TOKEN'] } });
  expect(memberPaths(tree)).toEqual(['Environment.Variables']);
});

test('equal answers are stored as equal bytes, in whatever order their members came', async () => {
  const bytes = async (metadata: object) => {
    const { call } = fakeAws({
      ListKeys: () => ({ Keys: [{ KeyId: 'a' }] }),
      DescribeKey: () => ({ KeyMetadata: metadata }),
    });
    return JSON.stringify(answersOf(groupOf(await collected([keys], call), 'test.key'))['metadata']);
  };
  const CreationDate = new Date(0);
  expect(await bytes({ CreationDate, KeyState: 'Enabled' })).toBe(await bytes({ KeyState: 'Enabled', CreationDate }));
});

test('a resource that is an ARN keeps it; an id fills the template', async () => {
  const { call } = fakeAws({ ListKeys: () => ({ Keys: [{ KeyId: 'k' }, { KeyId: 'arn:aws:kms:x:y:key/z' }] }) });
  const { observations } = groupOf(await collected([plainKeys], call), 'test.key');
  expect(observations.map(({ id }) => id)).toEqual([
    'arn:aws:kms:eu-west-1:111122223333:key/k',
    'arn:aws:kms:x:y:key/z',
  ]);
});

test('the header can say which members are stored', () => {
  expect(memberPaths({ A: true, B: { C: true, D: { E: true } } })).toEqual(['A', 'B.C', 'B.D.E']);
});
