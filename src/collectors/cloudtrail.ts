import type * as CLOUDTRAIL from '@aws-sdk/client-cloudtrail';
import { sdk } from '../collect/descriptor.ts';
import { groupArn } from './cloudwatch.ts';

export const cloudtrail = sdk<typeof CLOUDTRAIL>('cloudtrail', 'CloudTrailClient');

/** What is kept of a trail wherever it is described. */
export const TRAIL_MEMBERS = {
  Name: true,
  TrailARN: true,
  HomeRegion: true,
  S3BucketName: true,
  KmsKeyId: true,
  IsMultiRegionTrail: true,
  IsOrganizationTrail: true,
  LogFileValidationEnabled: true,
  CloudWatchLogsLogGroupArn: true,
} as const;

export const SELECTOR_MEMBERS = {
  EventSelectors: { ReadWriteType: true, IncludeManagementEvents: true, ExcludeManagementEventSources: true },
  AdvancedEventSelectors: { FieldSelectors: true },
} as const;

interface FieldSelector {
  readonly Field?: string | undefined;
  readonly Equals?: readonly string[] | undefined;
  readonly NotEquals?: readonly string[] | undefined;
  readonly StartsWith?: readonly string[] | undefined;
  readonly EndsWith?: readonly string[] | undefined;
  readonly NotStartsWith?: readonly string[] | undefined;
  readonly NotEndsWith?: readonly string[] | undefined;
}

/** The part of GetEventSelectors that decides which management events a trail logs. */
interface Selectors {
  readonly EventSelectors?:
    | readonly {
        readonly ReadWriteType?: string | undefined;
        readonly IncludeManagementEvents?: boolean | undefined;
        readonly ExcludeManagementEventSources?: readonly string[] | undefined;
      }[]
    | undefined;
  readonly AdvancedEventSelectors?:
    | readonly { readonly FieldSelectors?: readonly FieldSelector[] | undefined }[]
    | undefined;
}

const COVERAGES = ['All', 'ReadOnly', 'WriteOnly', 'None'] as const;
type Coverage = (typeof COVERAGES)[number];

/** Management events that one selector lets through. */
interface Let {
  readonly reads: boolean;
  readonly writes: boolean;
  readonly excluded: readonly string[];
}

/** A selector with any other condition lets only a part through, so it covers nothing for certain. */
const WHOLE = new Set(['eventCategory', 'readOnly', 'eventSource']);

function advanced(fields: readonly FieldSelector[]): readonly Let[] {
  const of = (name: string) => fields.find(({ Field }) => Field === name);
  if (!of('eventCategory')?.Equals?.includes('Management')) return [];
  const source = of('eventSource');
  const narrow =
    fields.some(({ Field }) => !WHOLE.has(Field ?? '')) ||
    Object.keys(source ?? {}).some((operator) => operator !== 'Field' && operator !== 'NotEquals');
  if (narrow) return [];
  const readOnly = of('readOnly')?.Equals ?? ['true', 'false'];
  return [{ reads: readOnly.includes('true'), writes: readOnly.includes('false'), excluded: source?.NotEquals ?? [] }];
}

/** AWS gives every trail selectors, of one kind or the other; without any, nobody knows what it logs. */
function letThrough({ EventSelectors = [], AdvancedEventSelectors = [] }: Selectors): readonly Let[] | undefined {
  if (EventSelectors.length + AdvancedEventSelectors.length === 0) return undefined;
  const basic = EventSelectors.filter(({ IncludeManagementEvents }) => IncludeManagementEvents ?? true).map(
    ({ ReadWriteType = 'All', ExcludeManagementEventSources }) => ({
      reads: ReadWriteType !== 'WriteOnly',
      writes: ReadWriteType !== 'ReadOnly',
      excluded: ExcludeManagementEventSources ?? [],
    }),
  );
  return [...basic, ...AdvancedEventSelectors.flatMap(({ FieldSelectors }) => advanced(FieldSelectors ?? []))];
}

const coverage = (lets: readonly Let[]): Coverage => {
  const reads = lets.some((one) => one.reads);
  const writes = lets.some((one) => one.writes);
  return reads && writes ? 'All' : reads ? 'ReadOnly' : writes ? 'WriteOnly' : 'None';
};

/**
 * The management events that a trail logs without a filter.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
export function managementEvents(selectors: Selectors): Coverage | undefined {
  const lets = letThrough(selectors);
  return lets && coverage(lets);
}

/** Sources left out; one that another selector logs to the same extent is not. */
export function excludedEventSources(selectors: Selectors): readonly string[] | undefined {
  const lets = letThrough(selectors);
  if (!lets) return undefined;
  const named = new Set(lets.flatMap(({ excluded }) => excluded));
  return [...named].filter(
    (source) => coverage(lets.filter((one) => !one.excluded.includes(source))) !== coverage(lets),
  );
}

/**
 * Trails in their home region. Shadow trails are left out: a multi-Region trail would come once a region, and an
 * organization's trail once a member account, each under an ARN that lives elsewhere.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export const trail = cloudtrail
  .list(
    'aws.cloudtrail.trail',
    'DescribeTrails',
    {
      items: 'trailList',
      input: { includeShadowTrails: false },
      members: TRAIL_MEMBERS,
      one: (id) => ({ input: { trailNameList: [id] } }),
    },
    {
      service: 'cloudtrail',
      arn: 'arn:{partition}:cloudtrail:{region}:{account}:trail/{id}',
      id: ({ item }) => item.TrailARN ?? item.Name,
    },
  )
  .call('selectors', 'GetEventSelectors', ({ item }) => ({ TrailName: item.TrailARN }), {
    required: ['TrailARN'],
    members: SELECTOR_MEMBERS,
  })
  .call('status', 'GetTrailStatus', ({ item }) => ({ Name: item.TrailARN }), {
    required: ['IsLogging'],
    members: { IsLogging: true },
  })
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled: 'CloudTrail delivers no more log files, and those that were delivered cannot be read.',
      deleted: 'No more log files are delivered, and all that were are lost for ever as evidence.',
      page: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
    },
    logGroup: {
      stops: 'at-once',
      disabled: 'Events no longer reach the log group, so its alarms are silent.',
      deleted: 'Events no longer reach the log group, and what it holds is lost.',
      page: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
    },
  })
  .fields((t) => ({
    multiRegion: t.bool(({ item }) => item.IsMultiRegionTrail),
    logFileValidation: t.bool(({ item }) => item.LogFileValidationEnabled),
    isLogging: t.bool(({ status }) => status.IsLogging),
    managementEvents: t.enum(COVERAGES, ({ selectors }) => managementEvents(selectors)),
    excludedEventSources: t.strings(({ selectors }) => excludedEventSources(selectors)),
    kmsEncrypted: t.bool(({ item }) => (item.KmsKeyId ?? '') !== ''),
    kmsKey: t.link('aws.kms.key', ['state', 'manager', 'origin', 'deletionDate'], ({ item }) => item.KmsKeyId ?? ''),
    // Without a key of its own, CloudTrail asks S3 for SSE-S3.
    custody: t.custody(({ item }) => (item.KmsKeyId ? { ofLink: 'kmsKey' } : 'aws-owned')),
    logGroup: t.link(
      'aws.cloudwatch.log-group',
      ['hasKey'],
      ({ item }) => groupArn(item.CloudWatchLogsLogGroupArn) ?? '',
    ),
    logGroupArn: t.string(({ item }) => groupArn(item.CloudWatchLogsLogGroupArn) ?? ''),
    bucket: t.link('aws.s3.bucket', [], ({ item }, { partition }) =>
      item.S3BucketName === undefined ? undefined : `arn:${partition}:s3:::${item.S3BucketName}`,
    ),
  }));

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventDataStore.html */
export const eventDataStore = cloudtrail
  .list(
    'aws.cloudtrail.event-data-store',
    'ListEventDataStores',
    {
      items: 'EventDataStores',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: { EventDataStoreArn: true, Name: true },
      one: (id) => ({ item: { EventDataStoreArn: id, Name: undefined } }),
    },
    {
      service: 'cloudtrail',
      arn: 'arn:{partition}:cloudtrail:{region}:{account}:eventdatastore/{id}',
      id: ({ item }) => item.EventDataStoreArn,
    },
  )
  .call('detail', 'GetEventDataStore', ({ item }) => ({ EventDataStore: item.EventDataStoreArn }), {
    required: ['EventDataStoreArn', 'Status'],
    members: { Status: true, KmsKeyId: true },
  })
  .named(({ item }) => item.Name)
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled: 'CloudTrail logs no more events into it, and what is in it cannot be queried.',
      deleted: 'No more events are logged into it, and what is in it is lost for ever.',
      page: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
    },
  })
  .fields((t) => ({
    status: t.enum(
      ['CREATED', 'ENABLED', 'PENDING_DELETION', 'STARTING_INGESTION', 'STOPPING_INGESTION', 'STOPPED_INGESTION'],
      ({ detail }) => detail.Status,
    ),
    kmsKey: t.link(
      'aws.kms.key',
      ['state', 'manager', 'origin', 'deletionDate'],
      ({ detail }) => detail.KmsKeyId ?? '',
    ),
    custody: t.custody(({ detail }) => (detail.KmsKeyId ? { ofLink: 'kmsKey' } : 'aws-owned')),
  }));
