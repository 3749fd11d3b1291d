import type { DescribeEventBusCommandOutput, ListEventBusesCommandOutput } from '@aws-sdk/client-eventbridge';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import { policyTexts } from '../policy-texts.ts';
import type { World } from '../worlds.ts';

const { own, open, foreign } = policyTexts('events:PutEvents');
const arnOf = (name: string): string => `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${name}`;
const policies: Readonly<Record<string, string | undefined>> = {
  default: undefined,
  orders: own,
  partners: foreign,
  lobby: open,
  refused: own,
};

export const world: World = {
  services: ['eventbridge'],
  answers: {
    ...playKeys({ good: 'Enabled' }),
    'eventbridge:ListEventBuses': {
      EventBuses: Object.entries(policies).map(([Name, Policy]) => ({ Name, Arn: arnOf(Name), Policy })),
    } satisfies Omit<ListEventBusesCommandOutput, '$metadata'>,
    'eventbridge:DescribeEventBus': ({ Name }) =>
      Name === 'refused'
        ? refuses('AccessDeniedException')
        : ({
            Name: String(Name),
            Arn: arnOf(String(Name)),
            KmsKeyIdentifier: Name === 'orders' ? keyArn('good') : undefined,
          } satisfies Omit<DescribeEventBusCommandOutput, '$metadata'>),
  },
};
