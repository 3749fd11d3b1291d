import type * as MQ from '@aws-sdk/client-mq';
import { sdk } from '../collect/descriptor.ts';

const mq = sdk<typeof MQ>('mq', 'MqClient');

interface Options {
  readonly UseAwsOwnedKey?: boolean | undefined;
  readonly KmsKeyId?: string | undefined;
}

/**
 * A broker is always encrypted. `UseAwsOwnedKey` is "true by default, if no value is provided, for example, for RabbitMQ
 * brokers"; false without a key means the default key, aws/mq.
 * https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers-broker-id.html
 */
const seal = ({ UseAwsOwnedKey = true, KmsKeyId }: Options): string =>
  UseAwsOwnedKey ? 'aws-owned' : (KmsKeyId ?? 'alias/aws/mq');

function brokerIn(arn: string) {
  const [BrokerName, BrokerId] = arn.split(':').slice(6);
  return { BrokerArn: arn, BrokerName, BrokerId };
}

/** https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html */
export const broker = mq
  .list(
    'aws.mq.broker',
    'ListBrokers',
    {
      items: 'BrokerSummaries',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 100] },
      members: { BrokerId: true, BrokerArn: true, BrokerName: true },
      one: (id) => ({ item: brokerIn(id) }),
    },
    {
      service: 'mq',
      arn: 'arn:{partition}:mq:{region}:{account}:broker:{id}',
      id: ({ item }) => item.BrokerArn ?? `${item.BrokerName}:${item.BrokerId}`,
    },
  )
  .call('broker', 'DescribeBroker', ({ item }) => ({ BrokerId: item.BrokerId }), {
    required: ['BrokerId'],
    members: { EngineType: true, EncryptionOptions: { UseAwsOwnedKey: true, KmsKeyId: true }, Tags: true },
  })
  .named(({ item }, id) => item.BrokerName ?? id)
  .depends({
    kmsKey: {
      stops: 'next-start',
      disabled:
        'A broker that runs goes on until it restarts, also for maintenance: then it is in the state CRITICAL_ACTION_REQUIRED and stops.',
      deleted: 'The broker and the messages that wait in it are lost for ever.',
      page: 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/troubleshooting-action-required-codes.html',
    },
  })
  .fields((t) => ({
    engine: t.enum(['ACTIVEMQ', 'RABBITMQ'], ({ broker: { EngineType } }) => EngineType),
    ...t.sealed(({ broker: { EncryptionOptions } }) => seal(EncryptionOptions ?? {})),
    tags: t.map(({ broker: { Tags } }) => Tags ?? {}),
  }));
