/** How many failures without an answer between them, over how many milliseconds, are enough. */
export interface Limit {
  readonly failures: number;
  readonly over: number;
}

/** Says when to stop asking a service, or a whole region: nobody waits for each call to what is dead. */
export interface Breaker {
  isOpen(): boolean;
  /** Whatever it was, an error too. */
  answered(): void;
  /** `unconnected`: no connection. `silent`: a connection that was reset, or no answer in time. */
  failed(how: How): void;
}

export type How = 'unconnected' | 'silent';

/** Who answered lately is not dead; the network may be away for a moment. */
const GRACE_MS = 30_000;

export function createBreaker(
  limits: Readonly<Record<How, Limit>>,
  now: () => number = () => performance.now(),
): Breaker {
  const counts = { unconnected: 0, silent: 0 };
  let first = 0;
  let last = Number.NEGATIVE_INFINITY;
  const isOver = (how: How): boolean => counts[how] >= limits[how].failures && now() - first >= limits[how].over;
  return {
    isOpen: () => (isOver('unconnected') || isOver('silent')) && now() - last > GRACE_MS,
    answered: () => {
      counts.unconnected = 0;
      counts.silent = 0;
      last = now();
    },
    failed: (how) => {
      if (counts.unconnected + counts.silent === 0) first = now();
      counts[how] += 1;
    },
  };
}

/** More than are in flight to one service at once (`IN_FLIGHT` of src/aws/turns.ts). */
const MANY = 40;

/**
 * Failures that come together are one bad moment: of the network, or of this machine, whose time-outs all fire late when it
 * is busy. So they must come in more than one go. A service that a region lacks has no address there, and says so at once.
 */
export const serviceBreaker = (connect: number, attempt: number): Breaker =>
  createBreaker({
    unconnected: { failures: 3, over: connect / 2 },
    silent: { failures: MANY, over: attempt / 2 },
  });

/** In the time of the second go the other services of the region have answered. */
export const regionBreaker = (connect: number, attempt: number): Breaker =>
  createBreaker({
    unconnected: { failures: MANY, over: connect / 2 },
    silent: { failures: MANY, over: attempt / 2 },
  });
