import type * as CloudTrail from '@aws-sdk/client-cloudtrail';
import { after, before, type Context, instead, type Plain, refuse } from '../quirk.ts';
import { inRegion } from '../wire/call.ts';
import { ACCOUNT, shelf } from '../world.ts';
import { uuid } from './identifier.ts';
import { canonicalKey } from './kms-book.ts';

const API = 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference';
const base = { service: 'cloudtrail' } as const;

async function keyed<Trail extends { KmsKeyId?: string | undefined }>(trail: Trail, context: Context): Promise<Trail> {
  return trail.KmsKeyId ? { ...trail, KmsKeyId: await canonicalKey(trail.KmsKeyId, context) } : trail;
}

/** Trails whose selectors somebody put. */
const chosen = shelf('custom selectors', () => new Set<string>());

const put = after<CloudTrail.PutEventSelectorsRequest, CloudTrail.PutEventSelectorsCommandOutput>(
  {
    ...base,
    name: 'PutEventSelectors makes them custom',
    why: 'moto always denies HasCustomEventSelectors',
    docs: `${API}/API_Trail.html`,
    operations: ['PutEventSelectors'],
  },
  (output, _input, { world }) => {
    chosen(world).add(output.TrailARN ?? '');
    return output;
  },
);

const shadow = before<CloudTrail.GetEventSelectorsRequest>(
  {
    ...base,
    name: 'a multi-Region trail has its selectors in every Region',
    why: 'moto answers TrailNotFoundException outside the home Region to what DescribeTrails lists there',
    docs: `${API}/API_GetEventSelectors.html`,
    operations: ['GetEventSelectors'],
  },
  ({ TrailName }, { call }) => {
    const home = TrailName?.startsWith('arn:') ? TrailName.split(':')[3] : undefined;
    return home ? inRegion(call, home) : undefined;
  },
);

const trails = after<CloudTrail.DescribeTrailsRequest, CloudTrail.DescribeTrailsCommandOutput>(
  {
    ...base,
    name: 'a trail names its key by ARN and tells of selectors',
    why: 'moto echoes the alias or id, and always denies HasCustomEventSelectors',
    docs: `${API}/API_Trail.html`,
    operations: ['DescribeTrails'],
  },
  async (output, _input, context) => {
    const trailList = await Promise.all((output.trailList ?? []).map((one) => keyed(one, context)));
    const custom = chosen(context.world);
    return {
      ...output,
      trailList: trailList.map((one) => ({ ...one, HasCustomEventSelectors: custom.has(one.TrailARN ?? '') })),
    };
  },
);

const trail = after<CloudTrail.GetTrailRequest, CloudTrail.GetTrailCommandOutput>(
  {
    ...base,
    name: 'GetTrail names the key by ARN',
    why: 'moto echoes the alias or id',
    docs: `${API}/API_Trail.html`,
    operations: ['GetTrail'],
  },
  async (output, _input, context) => ({ ...output, Trail: output.Trail && (await keyed(output.Trail, context)) }),
);

/** What a trail has whose selectors nobody set. */
const EVERY_MANAGEMENT_EVENT = {
  ReadWriteType: 'All',
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
} as const satisfies CloudTrail.EventSelector;

const selectors = after<CloudTrail.GetEventSelectorsRequest, CloudTrail.GetEventSelectorsCommandOutput>(
  {
    ...base,
    name: 'a trail has basic selectors or advanced ones, from its creation',
    why: 'moto gives two empty lists until selectors are put; AWS logs all management events by default',
    docs: `${API}/API_GetEventSelectors.html`,
    operations: ['GetEventSelectors'],
  },
  ({ TrailARN, EventSelectors, AdvancedEventSelectors }) => {
    if (AdvancedEventSelectors?.length) return { TrailARN, AdvancedEventSelectors };
    const basic = (EventSelectors ?? []).map((one) => ({ ...EVERY_MANAGEMENT_EVENT, ...one }));
    return {
      TrailARN,
      EventSelectors:
        basic.length > 0
          ? basic
          : [{ ...EVERY_MANAGEMENT_EVENT, DataResources: [], ExcludeManagementEventSources: [] }],
    };
  },
);

type Store = Plain<CloudTrail.GetEventDataStoreCommandOutput>;
const stores = shelf('event data stores', () => new Map<string, Store>());
const lake = { ...base, why: 'moto lacks event data stores', docs: `${API}/API_GetEventDataStore.html` };

const MANAGEMENT: CloudTrail.AdvancedEventSelector[] = [
  { Name: 'Default management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
];

const createStore = instead<CloudTrail.CreateEventDataStoreRequest, CloudTrail.CreateEventDataStoreCommandOutput>(
  { ...lake, name: 'CreateEventDataStore', operations: ['CreateEventDataStore'] },
  async (input, context) => {
    const { call, world } = context;
    const EventDataStoreArn = `arn:aws:cloudtrail:${call.region}:${ACCOUNT}:eventdatastore/${uuid(`${call.region} ${input.Name}`)}`;
    const KmsKeyId = input.KmsKeyId && (await canonicalKey(input.KmsKeyId, context));
    const store = {
      ...{
        MultiRegionEnabled: true,
        OrganizationEnabled: false,
        RetentionPeriod: 366,
        TerminationProtectionEnabled: true,
      },
      ...input,
      EventDataStoreArn,
      KmsKeyId,
      AdvancedEventSelectors: input.AdvancedEventSelectors ?? MANAGEMENT,
      Status: 'ENABLED',
      BillingMode: input.BillingMode ?? 'EXTENDABLE_RETENTION_PRICING',
      CreatedTimestamp: world.now,
      UpdatedTimestamp: world.now,
    } satisfies Store;
    stores(world).set(EventDataStoreArn, store);
    return store;
  },
);

const listStores = instead<CloudTrail.ListEventDataStoresRequest, CloudTrail.ListEventDataStoresCommandOutput>(
  { ...lake, name: 'ListEventDataStores', operations: ['ListEventDataStores'] },
  (_input, { call, world }) => {
    const here = [...stores(world).values()].filter((store) => store.EventDataStoreArn?.split(':')[3] === call.region);
    const EventDataStores = here.map(({ EventDataStoreArn, Name }) => ({ EventDataStoreArn, Name }));
    return { EventDataStores } satisfies Plain<CloudTrail.ListEventDataStoresCommandOutput>;
  },
);

const getStore = instead<CloudTrail.GetEventDataStoreRequest, CloudTrail.GetEventDataStoreCommandOutput>(
  { ...lake, name: 'GetEventDataStore', operations: ['GetEventDataStore'] },
  ({ EventDataStore = '' }, { world }) =>
    stores(world).get(EventDataStore) ??
    refuse('EventDataStoreNotFoundException', `No event data store ${EventDataStore}`),
);

export const cloudtrail = [put, shadow, trails, trail, selectors, createStore, listStores, getStore];
