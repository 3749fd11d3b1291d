import { describe, expect, test } from 'vitest';
import { aliases, distributions, grantsByAlias, instances, keys, plainKeys } from './descriptors.ts';
import { answersOf, collected, fakeAws, groupOf, refused } from './fake.ts';

const KEYS = ['a', 'b', 'c'].map((KeyId) => ({ KeyId }));

/** Answers one key a page; `next` says which token follows which. */
const pagewise = (next: (page: number) => string | undefined) => {
  let page = 0;
  return () => {
    const answer = { Keys: [KEYS[page % KEYS.length]], NextMarker: next(page) };
    page++;
    return answer;
  };
};
const idsOf = async (aws: ReturnType<typeof fakeAws>) => {
  const { listing, observations } = groupOf(await collected([plainKeys], aws.call), 'test.key');
  return { ids: observations.map(({ id }) => id.split('/')[1]), listing };
};

describe('a listing', () => {
  test('is read to its last page, with the largest page and the token of the page before', async () => {
    const aws = fakeAws({ ListKeys: pagewise((page) => (page < 2 ? `token-${page}` : undefined)) });
    const { ids, listing } = await idsOf(aws);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(listing).toMatchObject({ count: 3, complete: true });
    expect(aws.asked.map(({ input }) => input)).toEqual([
      { Limit: 1000 },
      { Limit: 1000, Marker: 'token-0' },
      { Limit: 1000, Marker: 'token-1' },
    ]);
  });

  test.each([
    ['an empty token', ''],
    ['no token', undefined],
    ['a null token', null],
  ])('ends at %s', async (_, token) => {
    const aws = fakeAws({ ListKeys: () => ({ Keys: KEYS, NextMarker: token }) });
    expect((await idsOf(aws)).listing.complete).toBe(true);
    expect(aws.asked).toHaveLength(1);
  });

  test('that answers the same token again is incomplete, and what was read stays', async () => {
    const aws = fakeAws({ ListKeys: pagewise((page) => (page < 2 ? `token-${page}` : 'token-0')) });
    const { ids, listing } = await idsOf(aws);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(listing).toMatchObject({
      complete: false,
      error: { operation: 'kms:ListKeys', code: 'RepeatedToken' },
    });
  });

  test('whose second page is refused keeps the first and says why it ends', async () => {
    let page = 0;
    const aws = fakeAws({
      ListKeys: (request) => {
        if (page++ > 0) throw refused('ThrottlingException')(request);
        return { Keys: KEYS.slice(0, 2), NextMarker: 'more' };
      },
    });
    const { ids, listing } = await idsOf(aws);
    expect(ids).toEqual(['a', 'b']);
    expect(listing).toMatchObject({ count: 2, complete: false, error: { code: 'ThrottlingException' } });
  });

  test('that ends though more is said to follow is not complete', async () => {
    const aws = fakeAws({ ListKeys: () => ({ Keys: [{ KeyId: 'a' }], Truncated: true }) });
    const { ids, listing } = await idsOf(aws);
    expect(ids).toEqual(['a']);
    expect(listing).toMatchObject({ complete: false, error: { code: 'MissingMember' } });
  });

  test('asks for the member that holds the items, so that an empty body cannot read as no keys', async () => {
    const aws = fakeAws({ ListKeys: () => ({ Keys: [] }) });
    await idsOf(aws);
    expect(aws.asked[0]?.required).toEqual(['Keys']);
  });

  test('inside a member of the answer has its token and its end mark there too', async () => {
    const pages = [
      { DistributionList: { Items: [{ Id: 'd1' }], IsTruncated: true, NextMarker: 'd1' } },
      { DistributionList: { Items: undefined, IsTruncated: true } },
    ];
    const aws = fakeAws({ ListDistributions: ({ input }) => pages[input['Marker'] === 'd1' ? 1 : 0] as object });
    const { listing } = groupOf(await collected([distributions], aws.call), 'test.distribution');
    expect(aws.asked.map(({ required }) => required)).toEqual([['DistributionList'], ['DistributionList']]);
    expect(listing).toMatchObject({ count: 1, complete: false, error: { code: 'MissingMember' } });
  });

  test('of groups gives the items inside them', async () => {
    const Reservations = [
      { Instances: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }] },
      { Instances: undefined },
      { Instances: [{ InstanceId: 'i-3' }] },
    ];
    const { call } = fakeAws({ DescribeInstances: () => ({ Reservations }) });
    const { observations } = groupOf(await collected([instances], call), 'test.instance');
    expect(observations.map(({ id }) => id)).toEqual(
      ['i-1', 'i-2', 'i-3'].map((id) => `arn:aws:ec2:eu-west-1:111122223333:instance/${id}`),
    );
  });
});

describe('a list asked of one resource', () => {
  const grantsOf = async (reply: (page: number) => object) => {
    let page = 0;
    const { call } = fakeAws({
      ListKeys: () => ({ Keys: [{ KeyId: 'a' }] }),
      ListAliases: () => ({ Aliases: [] }),
      ListGrants: () => reply(page++),
    });
    return answersOf(groupOf(await collected([keys, aliases], call), 'test.key'))['grants'];
  };

  test('is read page by page, and only what is wanted of it is kept', async () => {
    const pages = [
      { Grants: [{ GrantId: 'g1' }, { GrantId: 'noise' }], NextMarker: 'm' },
      { Grants: [{ GrantId: 'g2' }] },
    ];
    expect(await grantsOf((page) => pages[page] as object)).toEqual({ ok: [{ GrantId: 'g1' }, { GrantId: 'g2' }] });
  });

  test('is an error as a whole when its token repeats: half a list would read as all of it', async () => {
    expect(await grantsOf(() => ({ Grants: [{ GrantId: 'g1' }], NextMarker: 'm' }))).toMatchObject({
      error: { operation: 'kms:ListGrants', code: 'RepeatedToken' },
    });
  });
});

describe('a list of several inputs', () => {
  const replies = (targets: readonly string[]) => ({
    ListKeys: () => ({ Keys: [{ KeyId: 'a' }] }),
    ListAliases: () => ({ Aliases: targets.map((TargetKeyId) => ({ TargetKeyId })) }),
    ListGrants: ({ input }: { readonly input: Readonly<Record<string, unknown>> }) => ({
      Grants: [{ GrantId: `${input['KeyId']}-${input['Marker'] ?? 'first'}` }],
      NextMarker: input['KeyId'] === 'a' && !input['Marker'] ? 'second' : undefined,
    }),
  });
  const grantsWith = async (given: Parameters<typeof fakeAws>[0]) =>
    answersOf(groupOf(await collected([grantsByAlias], fakeAws(given).call), 'test.key'))['grants'];

  test('is asked for each and joined in their order, every page of each', async () => {
    expect(await grantsWith(replies(['a', 'b']))).toEqual({
      ok: [{ GrantId: 'a-first' }, { GrantId: 'a-second' }, { GrantId: 'b-first' }],
    });
  });

  test('is not asked for without an input', async () => {
    expect(await grantsWith(replies([]))).toBeUndefined();
  });

  test('fails as a whole when one of them is refused', async () => {
    const { ListGrants, ...others } = replies(['a', 'b']);
    const refusing: typeof ListGrants = (request) => {
      if (request.input['KeyId'] === 'b') throw refused('AccessDeniedException')(request as never);
      return ListGrants(request);
    };
    expect(await grantsWith({ ...others, ListGrants: refusing })).toMatchObject({
      error: { operation: 'kms:ListGrants', code: 'AccessDeniedException' },
    });
  });
});
