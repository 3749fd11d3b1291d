import type * as CLOUDTRAIL from '@aws-sdk/client-cloudtrail';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, type Answers, keyArn, type PlayOptions, play, playKeys, REGION, refuses } from './play.ts';

type Output<T> = Omit<T, '$metadata'>;
type Selectors = Output<CLOUDTRAIL.GetEventSelectorsCommandOutput>;

interface Sketch extends CLOUDTRAIL.Trail {
  readonly selectors?: Selectors;
  readonly off?: true;
}

const OPTIONS: PlayOptions = { rules: ['cloudtrail'] };
const HUB = '999988887777';
const EVERYTHING: Selectors = { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] };
const basic = (selector: CLOUDTRAIL.EventSelector): Selectors => ({ EventSelectors: [selector] });
const advanced = (...selectors: CLOUDTRAIL.AdvancedFieldSelector[][]): Selectors => ({
  AdvancedEventSelectors: selectors.map((FieldSelectors) => ({
    FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, ...FieldSelectors],
  })),
});

const trailArn = ({ HomeRegion = REGION, Name }: CLOUDTRAIL.Trail, account = ACCOUNT): string =>
  `arn:aws:cloudtrail:${HomeRegion}:${account}:trail/${Name}`;
const complete = (Name: string, more: Sketch = {}): Sketch => ({
  Name,
  HomeRegion: REGION,
  S3BucketName: 'logs',
  KmsKeyId: keyArn('own'),
  IsMultiRegionTrail: true,
  IsOrganizationTrail: false,
  LogFileValidationEnabled: true,
  ...more,
});

/** Answers as CloudTrail gives them: a trail in its home region, and its shadows elsewhere when they are asked for. */
function cloudtrail(...sketches: readonly Sketch[]): Answers {
  const trails = sketches.map((one) => ({ ...one, TrailARN: one.TrailARN ?? trailArn(one) }));
  const find = (name: unknown): Sketch => trails.find(({ TrailARN }) => TrailARN === name) as Sketch;
  const isHere = (one: Sketch & { TrailARN: string }, region: string): boolean =>
    one.HomeRegion === region && one.TrailARN.includes(ACCOUNT);
  return {
    ...playKeys({ own: 'Enabled', off: 'Disabled' }),
    'cloudtrail:DescribeTrails': ({ includeShadowTrails }, region) =>
      ({
        trailList: trails
          .filter((one) => isHere(one, region) || (includeShadowTrails !== false && one.IsMultiRegionTrail))
          .map(({ selectors: _selectors, off: _off, ...one }) => one),
      }) satisfies Output<CLOUDTRAIL.DescribeTrailsCommandOutput>,
    'cloudtrail:GetEventSelectors': ({ TrailName }) => find(TrailName).selectors ?? EVERYTHING,
    'cloudtrail:GetTrailStatus': ({ Name }) =>
      ({ IsLogging: !find(Name).off }) satisfies Output<CLOUDTRAIL.GetTrailStatusCommandOutput>,
    'cloudtrail:ListEventDataStores': { EventDataStores: [] },
  };
}

test('each trail is judged once, in its home region', async () => {
  const trails = cloudtrail(
    complete('good'),
    complete('bare', { KmsKeyId: undefined, LogFileValidationEnabled: false, IsMultiRegionTrail: false }),
    complete('dark', { KmsKeyId: keyArn('off') }),
    complete('far', { HomeRegion: 'us-east-1', KmsKeyId: keyArn('deleted', 'us-east-1') }),
    complete('theirs', { KmsKeyId: `arn:aws:kms:${REGION}:${HUB}:key/hub` }),
  );
  const { verdicts } = await play(trails, { ...OPTIONS, regions: [REGION, 'us-east-1'] });
  expect(verdicts('cloudtrail-encrypted-with-kms')).toEqual({
    good: 'pass',
    bare: 'fail',
    dark: 'pass',
    far: 'pass',
    theirs: 'pass',
  });
  expect(verdicts('cloudtrail-log-file-validation')).toMatchObject({ good: 'pass', bare: 'fail' });
  expect(verdicts('cloudtrail-key-usable')).toEqual({ good: 'pass', dark: 'fail', far: 'fail', theirs: 'unknown' });
});

describe('which management events are logged', () => {
  const KMS = 'kms.amazonaws.com';
  const without = { Field: 'eventSource', NotEquals: [KMS] };
  test.each<[string, Selectors, string | undefined]>([
    ['all of them', EVERYTHING, 'pass'],
    ['all but KMS', basic({ ReadWriteType: 'All', ExcludeManagementEventSources: [KMS] }), 'fail'],
    ['data events only', basic({ IncludeManagementEvents: false }), undefined],
    ['advanced: all', advanced([]), 'pass'],
    ['advanced: all but KMS', advanced([without]), 'fail'],
    ['advanced: two selectors, one of which has KMS', advanced([without], []), 'pass'],
    ['advanced: KMS in what is written only', advanced([without], [{ Field: 'readOnly', Equals: ['false'] }]), 'fail'],
    ['no selectors at all', { EventSelectors: [] }, 'unknown'],
  ])('%s', async (_name, selectors, verdict) => {
    const { verdicts } = await play(cloudtrail(complete('trail', { selectors })), OPTIONS);
    expect(verdicts('cloudtrail-no-event-source-excluded')['trail']).toBe(verdict);
  });
});

describe('one trail that has it all', () => {
  const judged = async (answers: Answers, options = OPTIONS): Promise<string | undefined> =>
    (await play(answers, options)).verdicts('cloudtrail-security-trail-complete')[ACCOUNT];
  test.each<[string, Sketch, string]>([
    ['everything', {}, 'pass'],
    ['one region', { IsMultiRegionTrail: false }, 'fail'],
    ['no key', { KmsKeyId: undefined }, 'fail'],
    ['no validation', { LogFileValidationEnabled: false }, 'fail'],
    ['switched off', { off: true }, 'fail'],
    ['writes only', { selectors: basic({ ReadWriteType: 'WriteOnly' }) }, 'fail'],
    ['reads only', { selectors: advanced([{ Field: 'readOnly', Equals: ['true'] }]) }, 'fail'],
    ['one event name', { selectors: advanced([{ Field: 'eventName', Equals: ['Decrypt'] }]) }, 'fail'],
    ['not KMS', { selectors: basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }) }, 'fail'],
    ['home out of the scan', { HomeRegion: 'us-east-1' }, 'pass'],
    ['home out of the scan, and off', { HomeRegion: 'us-east-1', off: true }, 'fail'],
  ])('%s', async (_name, more, verdict) => {
    expect(await judged(cloudtrail(complete('trail', more)))).toBe(verdict);
  });
  test('two halves are not a whole, and none is none', async () => {
    const halves = [complete('a', { KmsKeyId: undefined }), complete('b', { LogFileValidationEnabled: false })];
    expect(await judged(cloudtrail(...halves))).toBe('fail');
    expect(await judged(cloudtrail())).toBe('fail');
  });
  test('any of several will do', async () => {
    expect(await judged(cloudtrail(complete('off', { off: true }), complete('on')))).toBe('pass');
  });

  const organization = complete('org', { IsOrganizationTrail: true });
  const member = { ...organization, TrailARN: trailArn(organization, HUB) };
  test("the organization's trail covers its members, and is not a resource of theirs", async () => {
    const { verdicts } = await play(cloudtrail(member), OPTIONS);
    expect(verdicts('cloudtrail-security-trail-complete')).toEqual({ [ACCOUNT]: 'pass' });
    expect(verdicts('cloudtrail-encrypted-with-kms')).toEqual({});
  });
  test('a member that cannot see its selectors is unknown, which is no gap', async () => {
    const hidden = { ...cloudtrail(member), 'cloudtrail:GetEventSelectors': refuses('TrailNotFoundException') };
    const { verdicts, graph } = await play(hidden, OPTIONS);
    expect(verdicts('cloudtrail-security-trail-complete')).toEqual({ [ACCOUNT]: 'unknown' });
    expect(graph.gaps.filter(({ operation }) => operation.startsWith('cloudtrail:'))).toEqual([]);
  });
});

test('event data stores', async () => {
  const KEYS: Readonly<Record<string, string | undefined>> = {
    own: keyArn('own'),
    foreign: keyArn('x').replace(ACCOUNT, HUB),
  };
  const store = (name: string): string => `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:eventdatastore/${name}`;
  const { verdicts } = await play(
    {
      ...cloudtrail(),
      'cloudtrail:ListEventDataStores': {
        EventDataStores: ['own', 'default', 'foreign', 'leaving'].map((Name) => ({
          Name,
          EventDataStoreArn: store(Name),
        })),
      } satisfies Output<CLOUDTRAIL.ListEventDataStoresCommandOutput>,
      'cloudtrail:GetEventDataStore': ({ EventDataStore }) => {
        const name = String(EventDataStore).split('/')[1] ?? '';
        return {
          KmsKeyId: KEYS[name],
          Status: name === 'leaving' ? 'PENDING_DELETION' : 'ENABLED',
        } satisfies Output<CLOUDTRAIL.GetEventDataStoreCommandOutput>;
      },
    },
    OPTIONS,
  );
  expect(verdicts('cloudtrail-lake-eds-cmk')).toEqual({ own: 'pass', default: 'fail', foreign: 'unknown' });
});

describe('what is denied is unknown, and says which permission is missing', () => {
  const store = { Name: 'store', EventDataStoreArn: `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:eventdatastore/store` };
  const trails = {
    ...cloudtrail(complete('trail')),
    'cloudtrail:ListEventDataStores': { EventDataStores: [store] },
    'cloudtrail:GetEventDataStore': { Status: 'ENABLED' },
  };
  test.each([
    ['DescribeTrails', 'cloudtrail-encrypted-with-kms', '*'],
    ['DescribeTrails', 'cloudtrail-security-trail-complete', ACCOUNT],
    ['GetEventSelectors', 'cloudtrail-security-trail-complete', ACCOUNT],
    ['GetEventSelectors', 'cloudtrail-no-event-source-excluded', 'trail'],
    ['GetTrailStatus', 'cloudtrail-security-trail-complete', ACCOUNT],
    ['ListEventDataStores', 'cloudtrail-lake-eds-cmk', '*'],
    ['GetEventDataStore', 'cloudtrail-lake-eds-cmk', 'store'],
  ])('%s: %s', async (operation, rule, name) => {
    const played = await play({ ...trails, [`cloudtrail:${operation}`]: refuses('AccessDeniedException') }, OPTIONS);
    const { verdict, reasons } = played.finding(rule, name);
    expect(verdict).toBe('unknown');
    expect(reasons).toContainEqual(expect.objectContaining({ class: 'denied', permission: `cloudtrail:${operation}` }));
  });
});
