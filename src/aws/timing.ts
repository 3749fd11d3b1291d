/** Milliseconds. */
export interface Timing {
  /** Until a connection stands. */
  readonly connect: number;
  /** One attempt, its whole body included: no time-out of the SDK bounds a body that drips. */
  readonly attempt: number;
  /** One call with all its attempts. */
  readonly call: number;
  /** The longest first pause; it doubles with each attempt. */
  readonly backoff: number;
}

export const TIMING: Timing = { connect: 2_000, attempt: 30_000, call: 120_000, backoff: 100 };

const LONGEST_PAUSE = 20_000;

/** Full jitter, so that side-by-side calls do not come back together. */
export const pauseFor = (attempt: number, backoff: number): number =>
  Math.random() * Math.min(LONGEST_PAUSE, backoff * 2 ** attempt);

export interface Deadline {
  readonly signal: AbortSignal;
  /** The time is over, and nobody else ended the work before. */
  passed(): boolean;
  end(): void;
}

/** Like AbortSignal.any and .timeout together, without the timer and the listener that those leave behind. */
export function deadline(ms: number, outer: AbortSignal | undefined): Deadline {
  const abort = new AbortController();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    abort.abort();
  }, ms);
  const pass = (): void => abort.abort();
  if (outer?.aborted) pass();
  outer?.addEventListener('abort', pass, { once: true });
  return {
    signal: abort.signal,
    passed: () => isOver && outer?.aborted !== true,
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', pass);
    },
  };
}

/** The name is the one by which the SDK knows what to try again. */
export const timedOut = (ms: number): Error =>
  Object.assign(new Error(`no whole answer within ${ms / 1000} s`), { name: 'TimeoutError' });
