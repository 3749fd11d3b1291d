import * as CloudTrail from '@aws-sdk/client-cloudtrail';
import * as SSM from '@aws-sdk/client-ssm';
import { expect } from 'vitest';
import { DR, EU, keyOf, type Seeding, US } from '../seed/context.ts';
import type { Case, Cases } from './case.ts';

const trailNamed = async (acme: Seeding, name: string) => {
  const { trailList } = await acme.cloudtrail(EU).send(new CloudTrail.DescribeTrailsCommand({}));
  return trailList?.find((trail) => trail.Name === name);
};

const custom: Case = async ({ acme }) => {
  expect((await trailNamed(acme, 'acme-data-events'))?.KmsKeyId).toBe(keyOf(acme, EU, 'cloudtrail'));
  expect(await trailNamed(acme, 'acme-quiet')).toMatchObject({ HasCustomEventSelectors: true });
  expect(await trailNamed(acme, 'acme-org-trail')).toMatchObject({
    HasCustomEventSelectors: false,
    KmsKeyId: keyOf(acme, EU, 'cloudtrail'),
  });
};

const lakes: Case = async ({ acme }) => {
  const cloudtrail = acme.cloudtrail(EU);
  const { EventDataStores } = await cloudtrail.send(new CloudTrail.ListEventDataStoresCommand({}));
  const details = (EventDataStores ?? []).map((one) =>
    cloudtrail.send(new CloudTrail.GetEventDataStoreCommand({ EventDataStore: one.EventDataStoreArn })),
  );
  expect((await Promise.all(details)).map((one) => [one.Name, one.KmsKeyId])).toEqual([
    ['acme-lake', keyOf(acme, EU, 'cloudtrail')],
    ['acme-lake-trial', undefined],
  ]);
  expect((await acme.cloudtrail(US).send(new CloudTrail.ListEventDataStoresCommand({}))).EventDataStores).toEqual([]);
};

const syncs: Case = async ({ acme }) => {
  const { ResourceDataSyncItems } = await acme.ssm(EU).send(new SSM.ListResourceDataSyncCommand({}));
  const keys = ResourceDataSyncItems?.map((item) => item.S3Destination?.AWSKMSKeyARN);
  expect(keys).toEqual([keyOf(acme, EU, 'analytics-lake'), undefined]);
};

export const auditCases: Cases = {
  'PutEventSelectors makes them custom': custom,
  'a trail names its key by ARN and tells of selectors': custom,
  'GetTrail names the key by ARN': async ({ acme }) => {
    const { Trail } = await acme.cloudtrail(EU).send(new CloudTrail.GetTrailCommand({ Name: 'acme-data-events' }));
    expect(Trail?.KmsKeyId).toBe(keyOf(acme, EU, 'cloudtrail'));
  },
  'a multi-Region trail has its selectors in every Region': async ({ acme }) => {
    const { trailList } = await acme.cloudtrail(DR).send(new CloudTrail.DescribeTrailsCommand({}));
    expect(trailList?.map((trail) => trail.Name)).toEqual(['acme-org-trail']);
    const { EventSelectors } = await acme
      .cloudtrail(DR)
      .send(new CloudTrail.GetEventSelectorsCommand({ TrailName: trailList?.[0]?.TrailARN }));
    expect(EventSelectors).toHaveLength(1);
  },
  'a trail has basic selectors or advanced ones, from its creation': async ({ acme }) => {
    const ask = (TrailName: string) => acme.cloudtrail(EU).send(new CloudTrail.GetEventSelectorsCommand({ TrailName }));
    const untouched = await ask('acme-org-trail');
    expect(untouched.EventSelectors).toEqual([
      { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
    ]);
    expect(untouched.AdvancedEventSelectors).toBeUndefined();
    expect((await ask('acme-quiet')).EventSelectors).toMatchObject([
      { ExcludeManagementEventSources: ['kms.amazonaws.com'] },
    ]);
    const advanced = await ask('acme-data-events');
    expect([advanced.EventSelectors, advanced.AdvancedEventSelectors?.length]).toEqual([undefined, 1]);
  },
  CreateEventDataStore: lakes,
  ListEventDataStores: lakes,
  GetEventDataStore: lakes,
  'a parameter has an ARN, and who changed it last': async ({ acme }) => {
    const { Parameters } = await acme.ssm(EU).send(new SSM.DescribeParametersCommand({}));
    const password = Parameters?.find((one) => one.Name === '/prod/db/password');
    expect(password?.ARN).toBe('arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db/password');
    expect(password?.LastModifiedUser).toMatch(/^arn:aws:sts::/);
  },
  CreateResourceDataSync: syncs,
  ListResourceDataSync: syncs,
};
