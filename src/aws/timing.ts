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
  /** Until a region has answered for the first time, whoever was asked. */
  readonly silence: number;
}

export const TIMING: Timing = { connect: 2_000, attempt: 30_000, call: 120_000, backoff: 100, silence: 7_500 };

const LONGEST_PAUSE = 20_000;

/** Full jitter, so that side-by-side calls do not come back together. */
export const pauseFor = (attempt: number, backoff: number): number =>
  Math.random() * Math.min(LONGEST_PAUSE, backoff * 2 ** attempt);

/** What the SDK's handler takes for a signal; an AbortSignal costs ten times as much, and there is one an attempt. */
interface Ending {
  readonly aborted: boolean;
  onabort: ((event?: unknown) => void) | null;
}

export interface Deadline {
  readonly signal: Ending;
  /** The time is over, and nobody else ended the work before. */
  passed(): boolean;
  /** Its time is over now. */
  expire(): void;
  end(): void;
}

/** Deadlines that an interruption ends as well; one listener for all of them. */
export function deadlines(interruption: AbortSignal | undefined): (ms: number) => Deadline {
  const open = new Set<() => void>();
  interruption?.addEventListener('abort', () => {
    for (const abort of open) abort();
  });
  return (ms) => {
    const signal = { aborted: interruption?.aborted ?? false, onabort: null as Ending['onabort'] };
    const abort = (): void => {
      signal.aborted = true;
      signal.onabort?.();
    };
    let isOver = false;
    const expire = (): void => {
      isOver = interruption?.aborted !== true;
      abort();
    };
    const timer = setTimeout(expire, ms);
    open.add(abort);
    const end = (): void => {
      clearTimeout(timer);
      open.delete(abort);
    };
    return { signal, passed: () => isOver, expire, end };
  };
}

/** Gives up waiting after so long; the work itself has deadlines of its own. */
export async function within<T>(ms: number, late: () => Error, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** The name is the one by which the SDK knows what to try again. */
export const timedOut = (ms: number): Error =>
  Object.assign(new Error(`no whole answer within ${ms / 1000} s`), { name: 'TimeoutError' });
