import type { GetQueueAttributesCommandOutput, ListQueuesCommandOutput } from '@aws-sdk/client-sqs';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import { policyTexts } from '../policy-texts.ts';
import type { World } from '../worlds.ts';

const { tls, own, open, foreign } = policyTexts('sqs:*');
const SSE = { SqsManagedSseEnabled: 'true' };
const under = (KmsMasterKeyId: string, seconds: string) => ({
  KmsMasterKeyId,
  KmsDataKeyReusePeriodSeconds: seconds,
  SqsManagedSseEnabled: 'false',
});

const queues: Readonly<Record<string, NonNullable<GetQueueAttributesCommandOutput['Attributes']>>> = {
  plain: { SqsManagedSseEnabled: 'false' },
  managed: { ...SSE, Policy: tls },
  'default-key': { ...under('alias/aws/sqs', '300'), Policy: own },
  'own-key.fifo': { ...under(keyArn('good'), '60'), Policy: tls },
  'cut-off': { ...under(keyArn('off'), '86400'), Policy: foreign },
  'foreign-key': { ...under('arn:aws:kms:eu-west-1:444455556666:key/theirs', '300'), Policy: open },
  empty: { ...SSE, Policy: '' },
};

const listed = {
  QueueUrls: [...Object.keys(queues), 'refused'].map(
    (name) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`,
  ),
} satisfies Omit<ListQueuesCommandOutput, '$metadata'>;

export const world: World = {
  services: ['sqs'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/sqs': 'Enabled' }),
    'sqs:ListQueues': listed,
    'sqs:GetQueueAttributes': ({ QueueUrl }) => {
      const name = String(QueueUrl).split('/').at(-1) ?? '';
      const Attributes = queues[name];
      return Attributes === undefined
        ? refuses('AccessDeniedException')
        : ({
            Attributes: { QueueArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`, ...Attributes },
          } satisfies Omit<GetQueueAttributesCommandOutput, '$metadata'>);
    },
  },
};
