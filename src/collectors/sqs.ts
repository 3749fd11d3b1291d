import type * as SQS from '@aws-sdk/client-sqs';
import { sdk } from '../collect/descriptor.ts';
import { policyFields } from './policy-fields.ts';

const sqs = sdk<typeof SQS>('sqs', 'SQSClient');

const nameIn = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/**
 * Queues by their URL, and one call for each: only what is asked for comes back.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export const queue = sqs
  .list(
    'aws.sqs.queue',
    'ListQueues',
    { items: 'QueueUrls', paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] }, members: {} },
    { service: 'sqs', arn: 'arn:{partition}:sqs:{region}:{account}:{id}', id: ({ item }) => nameIn(item) },
  )
  .call(
    'attributes',
    'GetQueueAttributes',
    ({ item }) => ({
      QueueUrl: item,
      AttributeNames: [
        'QueueArn',
        'Policy',
        'KmsMasterKeyId',
        'KmsDataKeyReusePeriodSeconds',
        'SqsManagedSseEnabled',
      ] as const satisfies string[],
    }),
    {
      at: 'Attributes',
      members: { Policy: true, KmsMasterKeyId: true, KmsDataKeyReusePeriodSeconds: true, SqsManagedSseEnabled: true },
    },
  )
  .depends({
    kmsKey: {
      stops: 'at-once',
      disabled:
        'Messages can neither be sent nor received, once the data key that SQS holds runs out (after 5 minutes by default, 24 hours at most); those that wait age on.',
      deleted: 'Messages that wait in the queue are lost for ever.',
      page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
    },
  })
  .fields((t) => ({
    ...t.sealed(({ attributes: { KmsMasterKeyId, SqsManagedSseEnabled } }) => {
      if (KmsMasterKeyId) return KmsMasterKeyId;
      return SqsManagedSseEnabled === undefined ? undefined : SqsManagedSseEnabled === 'true' ? 'aws-owned' : 'none';
    }),
    // "The default is 300 (5 minutes)"; it says nothing where the queue is not under a KMS key.
    dataKeyReuseSeconds: t.optional(
      t.int(({ attributes: { KmsMasterKeyId, KmsDataKeyReusePeriodSeconds } }) =>
        KmsMasterKeyId ? Number(KmsDataKeyReusePeriodSeconds ?? 300) : undefined,
      ),
    ),
    ...policyFields(t, 'sqs', ({ attributes }) => attributes.Policy || undefined),
  }));
