import type {
  GetTopicAttributesCommandOutput,
  ListSubscriptionsCommandOutput,
  ListTopicsCommandOutput,
} from '@aws-sdk/client-sns';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import { policyTexts } from '../policy-texts.ts';
import type { World } from '../worlds.ts';

const { tls, own, open, foreign } = policyTexts('sns:Publish');
const arnOf = (name: string): string => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;

const topics: Readonly<Record<string, NonNullable<GetTopicAttributesCommandOutput['Attributes']>>> = {
  plain: { Policy: own },
  'default-key': { KmsMasterKeyId: 'alias/aws/sns', Policy: tls },
  'own-key': { KmsMasterKeyId: keyArn('good'), Policy: tls },
  'cut-off': { KmsMasterKeyId: keyArn('off'), Policy: foreign },
  'foreign-key': { KmsMasterKeyId: 'arn:aws:kms:eu-west-1:444455556666:key/theirs', Policy: open },
};

const subscribed = (name: string, Protocol: string, SubscriptionArn = `${arnOf('plain')}:${name}`) => ({
  SubscriptionArn,
  Owner: ACCOUNT,
  Protocol,
  Endpoint: `${Protocol}://example.com/hook?token=abc`,
  TopicArn: arnOf('plain'),
});

export const world: World = {
  services: ['sns'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/sns': 'Enabled' }),
    'sns:ListTopics': {
      Topics: [...Object.keys(topics), 'refused'].map((name) => ({ TopicArn: arnOf(name) })),
    } satisfies Omit<ListTopicsCommandOutput, '$metadata'>,
    'sns:GetTopicAttributes': ({ TopicArn }) => {
      const Attributes = topics[String(TopicArn).split(':').at(-1) ?? ''];
      return Attributes === undefined
        ? refuses('AuthorizationError')
        : ({
            Attributes: { TopicArn: String(TopicArn), SubscriptionsConfirmed: '1', ...Attributes },
          } satisfies Omit<GetTopicAttributesCommandOutput, '$metadata'>);
    },
    'sns:ListSubscriptions': {
      Subscriptions: [
        subscribed('secure', 'https'),
        subscribed('clear', 'http'),
        subscribed('worker', 'sqs'),
        subscribed('waiting', 'http', 'PendingConfirmation'),
        subscribed('gone', 'http', 'Deleted'),
      ],
    } satisfies Omit<ListSubscriptionsCommandOutput, '$metadata'>,
  },
};
