import { isUnparsed } from './errors.ts';
import { pauseFor } from './timing.ts';

/** What the SDK's retry middleware passes around, as far as it is read. */
interface Token {
  getRetryCount(): number;
  getRetryDelay(): number;
  getRetryCost(): number;
}

interface Failure {
  readonly errorType: 'TRANSIENT' | 'THROTTLING' | 'SERVER_ERROR' | 'CLIENT_ERROR';
  readonly error?: unknown;
  readonly retryAfterHint?: Date;
}

const THROTTLED_TIMES = 5;
const LONGEST_HINT_MS = 5_000;

const tokenOf = (count: number, delay: number): Token => ({
  getRetryCount: () => count,
  getRetryDelay: () => delay,
  getRetryCost: () => 0,
});

/**
 * A retry strategy for the SDK in place of its standard one, which has a quota for each client that refuses after about
 * 35 retries, and does not try again where an answer could not be parsed.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const retrying = (attempts: number, backoff: number) => ({
  acquireInitialRetryToken: async () => tokenOf(0, 0),
  refreshRetryTokenForRetry: async (token: Token, failure: Failure): Promise<Token> => {
    const { errorType, error, retryAfterHint } = failure;
    const count = token.getRetryCount() + 1;
    const isWorth = errorType === 'THROTTLING' || errorType === 'TRANSIENT' || isUnparsed(error);
    if (count >= attempts || !isWorth) throw new Error('no further attempt');
    const pause = pauseFor(count - 1, errorType === 'THROTTLING' ? backoff * THROTTLED_TIMES : backoff);
    const hint = retryAfterHint ? retryAfterHint.getTime() - Date.now() : 0;
    return tokenOf(count, Math.max(pause, Math.min(hint, pause + LONGEST_HINT_MS)));
  },
  recordSuccess: (): void => {},
});
