import type { Store } from '../store.ts';
import type { Receiver } from './receivers.ts';
import { changeHead, loadHead, type Message } from './state.ts';

/** A receiver that did not take a message. */
export interface Undelivered {
  readonly receiver: string;
  readonly sequence: number;
  readonly cause: Error;
}

/**
 * Sends what waits in the state, to each receiver in order; what one does not take waits for the next time, and holds up
 * nobody else.
 */
export async function deliver(store: Store, receivers: readonly Receiver[]): Promise<readonly Undelivered[]> {
  const { head } = await loadHead(store);
  if (head.pending.length === 0) return [];
  const results = await Promise.all(receivers.map((receiver) => sendAll(receiver, head.pending)));
  const sent = results.flatMap((result) => result.sent);
  // where others are first each time it is sent again, which receivers are to expect
  await changeHead(store, (now) => ({
    ...now,
    pending: now.pending
      .map((message) => ({ ...message, left: left(message, sent, receivers) }))
      .filter((message) => message.left.length > 0),
  }));
  return results.flatMap(({ undelivered }) => undelivered);
}

interface Sent {
  readonly receiver: string;
  readonly sequence: number;
}

async function sendAll(receiver: Receiver, pending: readonly Message[]) {
  const sent: Sent[] = [];
  for (const message of pending.filter(({ left }) => left.includes(receiver.name))) {
    const { sequence } = message;
    try {
      await receiver.send(message);
      sent.push({ receiver: receiver.name, sequence });
    } catch (cause) {
      return { sent, undelivered: [{ receiver: receiver.name, sequence, cause: cause as Error }] };
    }
  }
  return { sent, undelivered: [] };
}

/** Receivers that nobody names any more are forgotten. */
const left = ({ left, sequence }: Message, sent: readonly Sent[], receivers: readonly Receiver[]): readonly string[] =>
  left.filter(
    (name) =>
      receivers.some((receiver) => receiver.name === name) &&
      !sent.some((one) => one.receiver === name && one.sequence === sequence),
  );
