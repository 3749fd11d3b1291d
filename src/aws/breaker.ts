/** Says when to stop asking a service in a region: nobody waits for each call to a region that is dead. */
export interface Breaker {
  isOpen(): boolean;
  answered(): void;
  /** No connection, or no answer in time. A connection that was reset is neither. */
  failed(): void;
}

const FAILURES = 3;
/** A service that answered lately is not dead; the network may be away for a moment. */
const GRACE_MS = 30_000;

export function createBreaker(now: () => number = () => performance.now()): Breaker {
  let failures = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    isOpen: () => failures >= FAILURES && now() - last > GRACE_MS,
    answered: () => {
      failures = 0;
      last = now();
    },
    failed: () => {
      failures += 1;
    },
  };
}
