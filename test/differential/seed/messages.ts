import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { CreateStreamCommand, KinesisClient, StartStreamEncryptionCommand } from '@aws-sdk/client-kinesis';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { many, type Place, pick } from './place.ts';

/** Queues, topics, streams and logs: in the clear, under AWS's keys and under the customer's. */
export async function seedMessages({ config, key }: Place): Promise<void> {
  const sqs = new SQSClient(config);
  await many(80, (at) =>
    sqs.send(
      new CreateQueueCommand({
        QueueName: `queue-${at}`,
        Attributes: pick<Record<string, string>>(
          at,
          { SqsManagedSseEnabled: 'true' },
          { SqsManagedSseEnabled: 'false' },
          { KmsMasterKeyId: key },
          { KmsMasterKeyId: 'alias/aws/sqs' },
        ),
      }),
    ),
  );
  const sns = new SNSClient(config);
  await many(80, async (at) => {
    const Attributes = pick<Record<string, string>>(
      at,
      {},
      { KmsMasterKeyId: key },
      { KmsMasterKeyId: 'alias/aws/sns' },
    );
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: `topic-${at}`, Attributes }));
    if (at % 4 > 1) return;
    const Protocol = pick(at, 'http', 'https');
    await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint: `${Protocol}://example.com/${at}` }));
  });
  const kinesis = new KinesisClient({ ...config, requestHandler: new NodeHttpHandler() });
  await many(30, async (at) => {
    const StreamName = `stream-${at}`;
    await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    const KeyId = pick(at, undefined, key, 'alias/aws/kinesis');
    if (KeyId) await kinesis.send(new StartStreamEncryptionCommand({ StreamName, EncryptionType: 'KMS', KeyId }));
  });
  const firehose = new FirehoseClient(config);
  await many(12, (at) =>
    firehose.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: `delivery-${at}`,
        DeliveryStreamEncryptionConfigurationInput: pick(
          at,
          undefined,
          { KeyType: 'AWS_OWNED_CMK' as const },
          { KeyType: 'CUSTOMER_MANAGED_CMK' as const, KeyARN: key },
        ),
        ExtendedS3DestinationConfiguration: {
          RoleARN: 'arn:aws:iam::123456789012:role/firehose',
          BucketARN: 'arn:aws:s3:::differential-0',
        },
      }),
    ),
  );
  const logs = new CloudWatchLogsClient(config);
  await many(80, (at) =>
    logs.send(new CreateLogGroupCommand({ logGroupName: `/app/${at}`, kmsKeyId: pick(at, undefined, key) })),
  );
  const sfn = new SFNClient(config);
  await many(8, (at) =>
    sfn.send(
      new CreateStateMachineCommand({
        name: `machine-${at}`,
        definition: '{"StartAt":"a","States":{"a":{"Type":"Pass","End":true}}}',
        roleArn: 'arn:aws:iam::123456789012:role/machine',
        encryptionConfiguration: pick(
          at,
          undefined,
          { type: 'CUSTOMER_MANAGED_KMS_KEY' as const, kmsKeyId: key },
          { type: 'AWS_OWNED_KEY' as const },
        ),
      }),
    ),
  );
  const ses = new SESv2Client(config);
  await many(6, (at) => ses.send(new CreateEmailIdentityCommand({ EmailIdentity: `mail${at}.example.com` })));
}
