import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/collect/call.ts';
import { gapOfListing } from '../../src/graph/gaps.ts';
import { buckets, dataSources, instances, keys, plainKeys, policyNames } from './descriptors.ts';
import { collected, fakeAws, groupOf, operations, refuse, refused, scopeIn } from './fake.ts';

describe('scopes', () => {
  test('regional types are read in every region, global ones once, from home', async () => {
    const aws = fakeAws({
      ListKeys: ({ region }) => ({ Keys: [{ KeyId: `key-of-${region}` }] }),
      ListBuckets: () => ({ Buckets: [] }),
    });
    const scopes = [scopeIn('eu-west-1'), scopeIn('ap-south-1')];
    const groups = await collected([plainKeys, buckets], aws.call, { scopes });
    expect(groups.map(({ listing }) => `${listing.listing} ${listing.scope.region}`).sort()).toEqual([
      'test.bucket aws-global',
      'test.key ap-south-1',
      'test.key eu-west-1',
    ]);
    expect(aws.asked.filter(({ operation }) => operation === 'ListBuckets').map(({ region }) => region)).toEqual([
      'us-east-1',
    ]);
  });

  test('a bucket is asked about in its own region and stands there, not in aws-global', async () => {
    const aws = fakeAws({
      ListBuckets: () => ({ Buckets: [{ Name: 'b', BucketRegion: 'eu-central-1' }, { Name: 'old' }] }),
      GetBucketEncryption: () => ({ ServerSideEncryptionConfiguration: { Rules: [] } }),
    });
    const { observations } = groupOf(await collected([buckets], aws.call), 'test.bucket');
    expect(observations.map(({ id, scope }) => [id, scope.region])).toEqual([
      ['arn:aws:s3:::b', 'eu-central-1'],
      ['arn:aws:s3:::old', 'aws-global'],
    ]);
    expect(aws.asked.slice(1).map(({ region }) => region)).toEqual(['eu-central-1', 'us-east-1']);
  });

  test('a type denied in one region does not touch the others', async () => {
    const aws = fakeAws({
      ListKeys: (request) => {
        if (request.region === 'eu-west-1') throw refused('AccessDeniedException')(request);
        return { Keys: [{ KeyId: 'a' }] };
      },
      DescribeInstances: () => ({ Reservations: [] }),
    });
    const scopes = [scopeIn('eu-west-1'), scopeIn('ap-south-1')];
    const groups = await collected([plainKeys, instances], aws.call, { scopes });
    const complete = Object.fromEntries(
      groups.map(({ listing }) => [`${listing.listing} ${listing.scope.region}`, listing.complete]),
    );
    expect(complete).toEqual({
      'test.key eu-west-1': false,
      'test.key ap-south-1': true,
      'test.instance eu-west-1': true,
      'test.instance ap-south-1': true,
    });
  });
});

test('a listing may need the account, and a code may say that there is nothing to list', async () => {
  const asked = fakeAws({
    ListDataSources: ({ input }) => ({ DataSources: [{ Arn: `arn:x:${input['AwsAccountId']}` }] }),
  });
  const { observations } = groupOf(await collected([dataSources], asked.call), 'test.data-source');
  expect(observations.map(({ id }) => id)).toEqual(['arn:x:111122223333']);
  const never = fakeAws({ ListDataSources: refuse('ResourceNotFoundException') });
  expect(groupOf(await collected([dataSources], never.call), 'test.data-source').listing).toMatchObject({
    count: 0,
    complete: true,
  });
});

describe('a listing for each item of another', () => {
  const listKeys = () => ({ Keys: ['a', 'b', 'no-policies'].map((KeyId) => ({ KeyId })) });
  const names = async (replies: Parameters<typeof fakeAws>[0]) => {
    const aws = fakeAws(replies);
    const { listing, observations } = groupOf(await collected([policyNames, plainKeys], aws.call), 'test.policy-name');
    return {
      listing,
      asked: operations(aws.asked),
      found: observations.map(({ id }) => id.split('/').slice(1).join('/')),
    };
  };

  test('is made once for each, and the parents are listed once for both', async () => {
    const { listing, found, asked } = await names({
      ListKeys: listKeys,
      ListKeyPolicies: () => ({ PolicyNames: ['x'] }),
    });
    expect(found).toEqual(['a/x', 'b/x']);
    expect(listing).toMatchObject({ count: 2, complete: true });
    expect(asked).toEqual(['ListKeys', 'ListKeyPolicies', 'ListKeyPolicies']);
  });

  test.each([
    ['AccessDeniedException', false],
    ['NotFoundException', true],
  ])('%s for one leaves what the others have; whole = %s', async (code, complete) => {
    const { listing, found } = await names({
      ListKeys: listKeys,
      ListKeyPolicies: (request) => {
        if (request.input['KeyId'] === 'a') throw refused(code)(request);
        return { PolicyNames: ['x'] };
      },
    });
    expect(found).toEqual(['b/x']);
    expect(listing.complete).toBe(complete);
  });

  test('is incomplete for want of the parents, and says whose permission that needs', async () => {
    const { listing } = await names({ ListKeyPolicies: () => ({ PolicyNames: ['x'] }) });
    expect(listing).toMatchObject({ count: 0, complete: false, error: { operation: 'kms:ListKeys' } });
    expect(gapOfListing(listing, policyNames)).toMatchObject({ class: 'denied', permission: 'kms:ListKeys' });
  });
});

describe('a scan that goes on', () => {
  test('takes finished groups as they are and asks nothing about them', async () => {
    const aws = fakeAws({ ListKeys: ({ region }) => ({ Keys: [{ KeyId: region }] }) });
    const scopes = [scopeIn('eu-west-1'), scopeIn('ap-south-1')];
    const [known] = await collected([plainKeys], aws.call, { scopes: scopes.slice(0, 1) });
    aws.asked.length = 0;
    const groups = await collected([plainKeys], aws.call, {
      scopes,
      done: (type, { region }) => (type === 'test.key' && region === 'eu-west-1' ? known : undefined),
    });
    expect(groups).toContain(known);
    expect(groups).toHaveLength(2);
    expect(aws.asked.map(({ region }) => region)).toEqual(['ap-south-1']);
  });

  test('after an interruption every type was handed over, and says that it was cut', async () => {
    let calls = 0;
    const { call, asked } = fakeAws({
      ListKeys: () => ({ Keys: [{ KeyId: 'a' }, { KeyId: 'b' }] }),
      DescribeKey: () => ({ KeyMetadata: { KeyState: 'Disabled' } }),
    });
    const interrupted: Call = (request) => {
      if (calls++ >= 2) throw refused('Interrupted')(request);
      return call(request);
    };
    const group = groupOf(await collected([keys], interrupted), 'test.key');
    expect(operations(asked)).toEqual(['ListKeys', 'DescribeKey']);
    const codes = group.observations.flatMap(({ answers }) =>
      Object.values(answers).flatMap((answer) => ('error' in answer ? [answer.error.code] : [])),
    );
    expect(new Set(codes)).toEqual(new Set(['Interrupted']));
    expect(group.listing).toMatchObject({ count: 2, complete: true });
  });
});
