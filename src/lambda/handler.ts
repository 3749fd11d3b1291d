import { randomBytes } from 'node:crypto';
import { whoAmI } from '../aws/discover.ts';
import { openSession, type Session } from '../aws/session.ts';
import { collectors } from '../collectors/registry.ts';
import { neededFor } from '../live.ts';
import { DEFAULT_SECRET_WORDS } from '../model/secret-words.ts';
import { judgeWith } from '../secrets/judge.ts';
import { openStore, type Store } from '../store.ts';
import { deliver, type Undelivered } from './deliver.ts';
import { type CloudTrailEvent, readEvent } from './event.ts';
import { checkEvents, type Failed } from './events.ts';
import type { Standards } from './judge.ts';
import { type Receiver, receiverOf } from './receivers.ts';
import { type Settings, settingsIn, standardsIn } from './settings.ts';
import { tableOf } from './table.ts';
import { scanWhole, type WholeResult } from './whole.ts';

/** A class since it is thrown: Lambda and SQS bring the event again, and keep it in the dead-letter queue in the end. */
class ComeAgain extends Error {
  override readonly name = 'ComeAgain';
}

interface QueueRecord {
  readonly messageId: string;
  readonly body: string;
}

/** Messages that are to come again: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

interface Place {
  readonly env: Env;
  readonly session: Session;
  readonly account: string;
  readonly store: Store;
  readonly settings: Settings;
}

type Env = Readonly<Record<string, string | undefined>>;

async function open(env: Env): Promise<Place> {
  const settings = settingsIn(env);
  const session = await openSession({ env });
  const { account } = await whoAmI(session.call, session.homeRegion);
  return { env, settings, session, account, store: openStore(settings.state, session) };
}

/** What Lambda calls: an event of CloudTrail from EventBridge, a batch of them from SQS, or `{"scan": true}`. */
export type Handler = (event: unknown) => Promise<BatchResponse | WholeResult | undefined>;

/**
 * Opens the session once a process; when that fails, the next event tries again.
 * @returns throws what is to be tried again; of a batch it is told by the message
 */
export function createHandler(env: Env): Handler {
  let opened: Promise<Place> | undefined;
  return async (event) => {
    opened ??= open(env);
    const place = await opened.catch((cause: unknown) => {
      opened = undefined;
      throw cause;
    });
    if (isScan(event)) return wholeScan(place);
    const records = recordsIn(event);
    if (records) return batch(records, place);
    const one = readEvent(event);
    const { failed, undelivered } = await check(one ? [one] : [], place);
    if (failed.length + undelivered.length > 0) throw new ComeAgain(sentences(failed, undelivered).join('; '));
    return undefined;
  };
}

const isScan = (event: unknown): boolean => (event as { scan?: unknown } | undefined)?.scan === true;

const recordsIn = (event: unknown): readonly QueueRecord[] | undefined => {
  const records = (event as { Records?: unknown } | undefined)?.Records;
  return Array.isArray(records) ? (records as QueueRecord[]) : undefined;
};

async function batch(records: readonly QueueRecord[], place: Place): Promise<BatchResponse> {
  const read = records.map(({ messageId, body }) => ({ messageId, event: readEvent(parsed(body)) }));
  const { failed, undelivered } = await check(
    read.flatMap(({ event }) => event ?? []),
    place,
  );
  for (const sentence of sentences(failed, undelivered)) console.error(sentence);
  const again = new Set(failed.map(({ event }) => event));
  // news that was not taken waits in the state: one message that comes again brings it
  const rest = undelivered.length > 0 ? records.slice(-1).map(({ messageId }) => messageId) : [];
  const own = read.flatMap(({ messageId, event }) => (event && again.has(event) ? messageId : []));
  return { batchItemFailures: [...new Set([...own, ...rest])].map((itemIdentifier) => ({ itemIdentifier })) };
}

/** What is no JSON is no event. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

async function check(events: readonly CloudTrailEvent[], place: Place) {
  const { session, account, store, settings } = place;
  const own = events.filter((event) => event.account === account);
  const standards = await standardsIn(store, settings.services, collectors);
  const receivers = receiversOf(standards, place);
  const failed = await checkEvents(own, {
    store,
    standards,
    registry: new Map(standards.registry.map((collector) => [collector.type, collector])),
    table: tableOf(neededFor(settings.services, collectors)),
    call: session.call,
    homeRegion: session.homeRegion,
    judge: judgeWith({ salt: randomBytes(32), words: DEFAULT_SECRET_WORDS }),
    receivers: receivers.map(({ name }) => name),
    now: () => new Date().toISOString(),
  });
  return { failed, undelivered: await deliver(store, receivers) };
}

function receiversOf({ rules: all }: Standards, { session, account, store, settings }: Place): readonly Receiver[] {
  const rules = new Map(all.map(({ info }) => [info.id, info]));
  const webhook = { key: settings.webhookKey, now: () => Math.floor(Date.now() / 1000) };
  return settings.sendTo.map((name) => receiverOf(name, { call: session.call, account, store, rules, webhook }));
}

async function wholeScan({ env, ...place }: Place): Promise<WholeResult> {
  const { session, account, store, settings } = place;
  const standards = await standardsIn(store, settings.services, collectors);
  const receivers = receiversOf(standards, { env, ...place });
  const takenAt = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const { call } = session;
  const names = receivers.map(({ name }) => name);
  const result = await scanWhole({
    ...settings,
    env,
    call,
    account,
    store,
    standards,
    receivers: names,
    takenAt,
  });
  const undelivered = await deliver(store, receivers);
  if (undelivered.length > 0) throw new ComeAgain(sentences([], undelivered).join('; '));
  return result;
}

/** Of an event its name, time, id and source are said, and nothing that its caller wrote. */
const sentences = (failed: readonly Failed[], undelivered: readonly Undelivered[]): readonly string[] => [
  ...failed.map(
    ({ event: { name, time, id, source, region }, cause }) =>
      `sealscan: ${name} of ${source} in ${region} at ${time} (event ${id}) is to come again: ${cause.message}`,
  ),
  ...undelivered.map(
    ({ receiver, sequence, cause }) => `sealscan: message ${sequence} waits for ${receiver}: ${cause.message}`,
  ),
];
