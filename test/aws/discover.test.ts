import { describe, expect, test } from 'vitest';
import { listRegions, scopesFor, whoAmI } from '../../src/aws/discover.ts';
import { fakeAws, refuse } from '../collect/fake.ts';

const IDENTITY = { account: '111122223333', partition: 'aws', arn: 'arn:aws:iam::111122223333:user/ann' };
const KNOWN = [
  { name: 'eu-west-1', enabled: true },
  { name: 'ap-south-1', enabled: true },
  { name: 'me-south-1', enabled: false },
];

describe('the regions of an account', () => {
  test('come page by page, with whether they are enabled', async () => {
    const pages = [
      {
        Regions: [
          { RegionName: 'eu-west-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' },
          { RegionName: 'ap-east-1', RegionOptStatus: 'ENABLED' },
        ],
        NextToken: 'more',
      },
      {
        Regions: [
          { RegionName: 'me-south-1', RegionOptStatus: 'DISABLED' },
          { RegionName: 'af-south-1', RegionOptStatus: 'ENABLING' },
        ],
      },
    ];
    let page = 0;
    const aws = fakeAws({ ListRegions: () => pages[page++] as object });
    expect(await listRegions(aws.call, 'us-east-1')).toEqual([
      { name: 'eu-west-1', enabled: true },
      { name: 'ap-east-1', enabled: true },
      { name: 'me-south-1', enabled: false },
      { name: 'af-south-1', enabled: false },
    ]);
    expect(aws.asked.map(({ input }) => input)).toEqual([{ MaxResults: 50 }, { MaxResults: 50, NextToken: 'more' }]);
  });

  test('come from EC2 where the account may not be asked', async () => {
    const { call } = fakeAws({
      ListRegions: refuse('AccessDeniedException'),
      DescribeRegions: () => ({
        Regions: [
          { RegionName: 'eu-west-1', OptInStatus: 'opt-in-not-required' },
          { RegionName: 'ap-east-1', OptInStatus: 'opted-in' },
          { RegionName: 'me-south-1', OptInStatus: 'not-opted-in' },
        ],
      }),
    });
    expect((await listRegions(call, 'us-east-1')).filter(({ enabled }) => enabled).map(({ name }) => name)).toEqual([
      'eu-west-1',
      'ap-east-1',
    ]);
  });

  test('a mistake of the program is no reason to ask EC2', async () => {
    const { call } = fakeAws({
      ListRegions: () => {
        throw new TypeError('boom');
      },
      DescribeRegions: () => ({ Regions: [] }),
    });
    await expect(listRegions(call, 'us-east-1')).rejects.toThrow('boom');
  });
});

describe('what is read', () => {
  const read = (wanted: readonly string[]) =>
    scopesFor(IDENTITY, KNOWN, wanted).map(({ region, status }) => `${region} ${status}`);

  test.each([
    ['nothing said', [], ['ap-south-1 complete', 'aws-global complete', 'eu-west-1 complete']],
    ['all', ['all'], ['ap-south-1 complete', 'aws-global complete', 'eu-west-1 complete']],
    ['one', ['eu-west-1'], ['ap-south-1 skipped', 'aws-global complete', 'eu-west-1 complete']],
    [
      'one that is not enabled',
      ['eu-west-1', 'me-south-1'],
      ['ap-south-1 skipped', 'aws-global complete', 'eu-west-1 complete', 'me-south-1 skipped'],
    ],
  ])('%s', (_, wanted, scopes) => expect(read(wanted)).toEqual(scopes));

  test('a skipped region says why', () => {
    const reasons = scopesFor(IDENTITY, KNOWN, ['me-south-1']).map(({ region, reason }) => [region, reason]);
    expect(Object.fromEntries(reasons)).toEqual({
      'ap-south-1': 'not asked for',
      'aws-global': undefined,
      'eu-west-1': 'not asked for',
      'me-south-1': 'the region is not enabled for this account',
    });
  });
});

test.each([
  ['arn:aws-cn:iam::111122223333:root', 'aws-cn'],
  ['', 'aws-us-gov'],
])('the partition comes from who one is, %s, or from the region', async (Arn, partition) => {
  const { call } = fakeAws({ GetCallerIdentity: () => ({ Account: '111122223333', Arn }) });
  expect(await whoAmI(call, 'us-gov-west-1')).toEqual({ account: '111122223333', partition, arn: Arn });
});
