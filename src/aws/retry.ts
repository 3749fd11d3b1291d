import { isUnparsed } from './errors.ts';
import { pauseFor } from './timing.ts';

/** What the SDK's retry middleware tells of a failure, as far as it is read. */
interface Failure {
  readonly errorType: 'TRANSIENT' | 'THROTTLING' | 'SERVER_ERROR' | 'CLIENT_ERROR';
  readonly error?: unknown;
  readonly retryAfterHint?: Date;
}

const THROTTLED_TIMES = 5;
const LONGEST_HINT_MS = 5_000;
const TOKEN = { getRetryCount: () => 0, getRetryDelay: () => 0, getRetryCost: () => 0 };
const told = new WeakMap<object, Failure>();

/**
 * A retry strategy that makes one attempt and remembers of what kind the SDK found a failure to be; the caller's loop
 * decides what follows. The standard strategy has a quota for each client that refuses after about 35 retries, and does
 * not try again where an answer could not be parsed.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const ONE_ATTEMPT = {
  acquireInitialRetryToken: async () => TOKEN,
  refreshRetryTokenForRetry: async (_: unknown, failure: Failure): Promise<never> => {
    if (failure.error instanceof Error) told.set(failure.error, failure);
    throw new Error('the caller tries again');
  },
  recordSuccess: (): void => {},
};

const failureOf = (cause: unknown): Failure | undefined => (cause instanceof Error ? told.get(cause) : undefined);

export const isThrottled = (cause: unknown): boolean => failureOf(cause)?.errorType === 'THROTTLING';

/** Another attempt may end otherwise: throttling, faults of the server and the network, answers that cannot be read. */
export function isPassing(cause: unknown): boolean {
  const failure = failureOf(cause);
  return failure !== undefined && (['THROTTLING', 'TRANSIENT'].includes(failure.errorType) || isUnparsed(cause));
}

/** Milliseconds until the next attempt: jitter that doubles, longer after throttling or when the server says so. */
export function pauseAfter(cause: unknown, attempt: number, backoff: number): number {
  const pause = pauseFor(attempt - 1, isThrottled(cause) ? backoff * THROTTLED_TIMES : backoff);
  const hint = (failureOf(cause)?.retryAfterHint?.getTime() ?? 0) - Date.now();
  return Math.max(pause, Math.min(hint, pause + LONGEST_HINT_MS));
}
