import type { Call } from '../../collect/call.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: 256 KiB, attributes included. */
export const MOST_SNS_BYTES = 250_000;

/** Publishes one text to a topic, in the topic's Region. */
export async function publish(call: Call, topic: string, subject: string, text: string): Promise<void> {
  await call({
    sdk: 'sns',
    client: 'SNSClient',
    operation: 'Publish',
    region: topic.split(':')[3] ?? '',
    input: { TopicArn: topic, Subject: subject, Message: text },
    required: ['MessageId'],
  });
}
