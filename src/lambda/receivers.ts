import { createHash } from 'node:crypto';
import { sendToSecurityHub } from '../aws/deliver/security-hub.ts';
import { MOST_SNS_BYTES, publish } from '../aws/deliver/sns.ts';
import { post, type Webhook } from '../aws/deliver/webhook.ts';
import type { Call } from '../collect/call.ts';
import { InputError } from '../model/input-error.ts';
import type { RuleInfo } from '../model/rule.ts';
import { asffFinding, PRODUCT } from '../report/asff-finding.ts';
import { productArn } from '../report/asff-place.ts';
import type { Store } from '../store.ts';
import { documentsOf } from './message.ts';
import type { Message } from './state.ts';

/** Someone who gets news. Sending the same message twice does no harm. */
export interface Receiver {
  readonly name: string;
  /** @throws when it does not have all of it now */
  send(message: Message): Promise<void>;
}

export interface Sending {
  readonly call: Call;
  readonly account: string;
  readonly store: Store;
  readonly rules: ReadonlyMap<string, RuleInfo>;
  readonly webhook: Pick<Webhook, 'key' | 'now' | 'ca' | 'backoff'>;
}

/** Of a webhook nobody said how much it takes; most take a megabyte. */
const MOST_WEBHOOK_BYTES = 1_000_000;

/**
 * `security-hub`, `s3` (beside the state), the ARN of an SNS topic, or an https URL.
 * @throws InputError for anything else
 */
export function receiverOf(name: string, sending: Sending): Receiver {
  if (name === 'security-hub') return { name, send: (message) => toSecurityHub(message, sending) };
  if (name === 's3') return { name, send: (message) => toStore(message, sending) };
  if (/^arn:[^:]+:sns:[^:]+:\d{12}:[\w.-]+$/.test(name))
    return { name, send: (message) => toTopic(name, message, sending) };
  if (isHttps(name)) return { name: asName(name), send: (message) => toWebhook(name, message, sending) };
  throw new InputError(`findings can be sent to security-hub, s3, the ARN of an SNS topic or an https URL`);
}

const isHttps = (name: string): boolean => URL.canParse(name) && new URL(name).protocol === 'https:';

/** Who knows a webhook's address can often write there, so it is neither logged nor kept: the host and a digest name it. */
const asName = (url: string): string =>
  `https://${new URL(url).host}#${createHash('sha256').update(url).digest('hex').slice(0, 8)}`;

async function toTopic(topic: string, message: Message, { call }: Sending): Promise<void> {
  for (const text of documentsOf(message, MOST_SNS_BYTES)) await publish(call, topic, subjectOf(message), text);
}

/** ASCII, since SNS takes nothing else, and nothing of what an account says. */
const subjectOf = ({ news, sequence }: Message): string => `sealscan: ${news.length} findings changed (${sequence})`;

async function toWebhook(url: string, message: Message, { webhook, call }: Sending): Promise<void> {
  for (const text of documentsOf(message, MOST_WEBHOOK_BYTES)) await post({ ...webhook, url, call }, text);
}

async function toStore(message: Message, { store }: Sending): Promise<void> {
  const key = `news/${message.takenAt.slice(0, 10)}/${String(message.sequence).padStart(10, '0')}.json`;
  for (const text of documentsOf(message, Number.POSITIVE_INFINITY)) await store.put(key, Buffer.from(text));
}

/** What is gone is archived; what is as it should be again is updated. */
async function toSecurityHub({ news, takenAt }: Message, { call, account, rules }: Sending): Promise<void> {
  const gone = new Set(news.filter(({ change }) => change === 'gone').map(({ finding }) => finding.id));
  const places = news.map(({ finding }) => finding.resource);
  const delivered = await sendToSecurityHub({
    call,
    account,
    takenAt,
    generator: `${PRODUCT}/`,
    productArns: [...new Set(places.map(productArn))],
    ids: news.map(({ finding }) => finding.id),
    findings: news
      .filter(({ change }) => change !== 'gone')
      .map(({ finding }) => asffFinding({ takenAt }, finding, rules.get(finding.rule))),
    wouldSee: ({ Id }) => gone.has(Id),
  });
  const bad = delivered.find(({ isOff, refused, failed }) => isOff || refused || failed.length > 0);
  if (bad)
    throw new Error(
      `Security Hub ${bad.region}: ${bad.isOff ? 'it is not switched on' : (bad.refused?.code ?? bad.failed[0]?.ErrorCode)}`,
    );
}
