import type * as SNS from '@aws-sdk/client-sns';
import { sdk } from '../collect/descriptor.ts';
import { eachTime } from '../model/dependence.ts';
import { policyFields } from './policy-fields.ts';

const sns = sdk<typeof SNS>('sns', 'SNSClient');

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const topic = sns
  .list(
    'aws.sns.topic',
    'ListTopics',
    {
      items: 'Topics',
      paging: { token: ['NextToken', 'NextToken'] },
      members: { TopicArn: true },
      one: (id) => ({ item: { TopicArn: id } }),
    },
    { service: 'sns', arn: 'arn:{partition}:sns:{region}:{account}:{id}', id: ({ item }) => item.TopicArn },
  )
  .call('attributes', 'GetTopicAttributes', ({ item }) => ({ TopicArn: item.TopicArn }), {
    at: 'Attributes',
    members: { KmsMasterKeyId: true, Policy: true },
  })
  .depends({
    kmsKey: eachTime('messages on their way', 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html'),
  })
  .fields((t) => ({
    // "By default, SSE is disabled": there is no encryption without a KMS key.
    // https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
    ...t.sealed(({ attributes: { KmsMasterKeyId } }) => KmsMasterKeyId || 'none'),
    ...policyFields(t, 'sns', ({ attributes }) => attributes.Policy || undefined),
  }));

const PROTOCOLS = [
  ...(['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose'] as const),
];

/**
 * Confirmed subscriptions: one that waits for its confirmation, or was deleted, has a word instead of an ARN and receives
 * nothing. Endpoints are not kept: they are people's addresses, and URLs may hold a token.
 * https://docs.aws.amazon.com/sns/latest/api/API_Subscription.html
 */
export const subscription = sns
  .list(
    'aws.sns.subscription',
    'ListSubscriptions',
    {
      items: 'Subscriptions',
      paging: { token: ['NextToken', 'NextToken'] },
      members: { SubscriptionArn: true, Protocol: true, TopicArn: true },
      keep: ({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:') ?? false,
    },
    { service: 'sns', arn: 'arn:{partition}:sns:{region}:{account}:{id}', id: ({ item }) => item.SubscriptionArn },
  )
  .depends({
    topic: {
      stops: 'at-once',
      disabled: 'Nothing is published to the topic, so nothing is delivered.',
      deleted: 'Nothing is published to the topic, so nothing is delivered.',
      page: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
    },
  })
  .fields((t) => ({
    protocol: t.enum(PROTOCOLS, ({ item }) => item.Protocol as 'https' | undefined),
    topic: t.link('aws.sns.topic', [], ({ item }) => item.TopicArn),
  }));
