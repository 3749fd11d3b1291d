import type * as GUARDDUTY from '@aws-sdk/client-guardduty';
import { sdk } from '../collect/descriptor.ts';
import { outputKey } from './output-key.ts';

const guardduty = sdk<typeof GUARDDUTY>('guardduty', 'GuardDutyClient');

const PAGES = { token: ['NextToken', 'NextToken'], size: ['MaxResults', 50] } as const;

export const detector = guardduty
  .list(
    'aws.guardduty.detector',
    'ListDetectors',
    { items: 'DetectorIds', paging: PAGES, members: {} },
    {
      service: 'guardduty',
      arn: 'arn:{partition}:guardduty:{region}:{account}:detector/{id}',
      id: ({ item }) => item,
    },
  )
  .fields(() => ({}));

/** Where findings are exported to. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html */
export const publishingDestination = guardduty
  .listEach(
    'aws.guardduty.publishing-destination',
    'ListPublishingDestinations',
    {
      of: detector,
      input: (DetectorId) => ({ DetectorId }),
      items: 'Destinations',
      paging: PAGES,
      members: { DestinationId: true },
    },
    {
      service: 'guardduty',
      arn: 'arn:{partition}:guardduty:{region}:{account}:detector/{id}',
      id: ({ item, parent }) => `${parent}/publishingDestination/${item.DestinationId}`,
    },
  )
  .call(
    'details',
    'DescribePublishingDestination',
    ({ item, parent }) => ({ DetectorId: parent, DestinationId: item.DestinationId }),
    { at: 'DestinationProperties', members: { DestinationArn: true, KmsKeyArn: true } },
  )
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled: 'Findings are no longer exported, and those that were cannot be read.',
      deleted: 'Exported findings are lost for ever, and no more are exported.',
      page: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html',
    },
  })
  .fields((t) => ({
    bucket: t.link('aws.s3.bucket', ['algorithm'], ({ details }) => details.DestinationArn?.split('/')[0]),
    ...outputKey(t, ({ details }) => details.KmsKeyArn ?? ''),
  }));
