import type { Receiver } from './receivers.ts';
import { commitHead, type Head, loadHead, type Message } from './state.ts';
import type { Store } from './store.ts';

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
  await settle(store, (message) => left(message, sent, receivers));
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

const MOST_COLLISIONS = 20;

async function settle(store: Store, leftOf: (message: Message) => readonly string[]): Promise<void> {
  for (let tries = 0; tries < MOST_COLLISIONS; tries++) {
    const { head, tag } = await loadHead(store);
    const pending = head.pending.map((message) => ({ ...message, left: leftOf(message) }));
    const next: Head = { ...head, pending: pending.filter((message) => message.left.length > 0) };
    if (await commitHead(store, next, tag)) return;
  }
  // it is sent again the next time, which receivers are to expect
}
