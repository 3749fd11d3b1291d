import type * as MQ from '@aws-sdk/client-mq';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const BROKERS: Readonly<Record<string, Partial<MQ.DescribeBrokerResponse>>> = {
  own: { EncryptionOptions: { UseAwsOwnedKey: false, KmsKeyId: keyArn('good') }, Tags: { team: 'orders' } },
  default: { EncryptionOptions: { UseAwsOwnedKey: false } },
  'aws-owned': { EncryptionOptions: { UseAwsOwnedKey: true } },
  rabbit: { EngineType: 'RABBITMQ' },
  'cut-off': { EncryptionOptions: { UseAwsOwnedKey: false, KmsKeyId: keyArn('off') } },
  foreign: {
    EncryptionOptions: { UseAwsOwnedKey: false, KmsKeyId: 'arn:aws:kms:eu-west-1:444455556666:key/theirs' },
  },
};

const summary = (name: string): MQ.BrokerSummary => ({
  BrokerName: name,
  BrokerId: `b-${name}`,
  BrokerArn: `arn:aws:mq:${REGION}:${ACCOUNT}:broker:${name}:b-${name}`,
  DeploymentMode: 'SINGLE_INSTANCE',
  EngineType: 'ACTIVEMQ',
});

export const world: World = {
  services: ['mq'],
  regions: [REGION],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/mq': 'Enabled' }),
    'mq:ListBrokers': {
      BrokerSummaries: [...Object.keys(BROKERS), 'refused'].map(summary),
    } satisfies MQ.ListBrokersResponse,
    'mq:DescribeBroker': ({ BrokerId }) =>
      BrokerId === 'b-refused'
        ? refuses('ForbiddenException')
        : ({
            BrokerId: String(BrokerId),
            EngineType: 'ACTIVEMQ',
            ...BROKERS[String(BrokerId).slice(2)],
          } satisfies MQ.DescribeBrokerResponse),
  },
};
