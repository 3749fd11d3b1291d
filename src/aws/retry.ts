import { isUnparsed } from './errors.ts';
import { pauseFor } from './timing.ts';

const THROTTLED_TIMES = 5;
const LONGEST_HINT_MS = 5_000;
/** AWS refuses signatures that are older: https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html */
const SKEW_MS = 300_000;

interface SdkError extends Error {
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** What a failure says about another attempt. */
export interface Failure {
  readonly isThrottled: boolean;
  /** Another attempt may end otherwise: throttling, faults of the server and the network, answers that cannot be read. */
  readonly isPassing: boolean;
  /** The server's clock is another: the client has learned it from the answer, and signs anew by it. */
  readonly isSkewed: boolean;
}

/** By the SDK's own classes, asked here since clients of some services are older than the strategy that would be told. */
export async function failureOf(cause: unknown): Promise<Failure> {
  if (!(cause instanceof Error)) return { isThrottled: false, isPassing: false, isSkewed: false };
  const classes = await import('@smithy/core/retry'); // here, since whoever makes no call needs no SDK
  const error = cause as Parameters<typeof classes.isThrottlingError>[0];
  const isThrottled = classes.isThrottlingError(error);
  return {
    isThrottled,
    isPassing: isThrottled || classes.isTransientError(error) || isUnparsed(cause),
    isSkewed: classes.isClockSkewError(error) && isFarOff(header(cause, 'date')),
  };
}

const isFarOff = (date = ''): boolean => Math.abs(Date.parse(date) - Date.now()) >= SKEW_MS;

const header = (cause: unknown, name: string): string | undefined => (cause as SdkError).$response?.headers?.[name];

/** Milliseconds until the next attempt: jitter that doubles, longer after throttling or when the server says so. */
export function pauseAfter(cause: unknown, { isThrottled }: Failure, attempt: number, backoff: number): number {
  const pause = pauseFor(attempt - 1, isThrottled ? backoff * THROTTLED_TIMES : backoff);
  return Math.max(pause, Math.min(hinted(header(cause, 'retry-after')), pause + LONGEST_HINT_MS));
}

/** Milliseconds of a Retry-After header: seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function hinted(said: string | undefined): number {
  if (said === undefined) return 0;
  const seconds = Number(said);
  const hint = Number.isNaN(seconds) ? Date.parse(said) - Date.now() : seconds * 1000;
  return Number.isNaN(hint) ? 0 : hint;
}
