/**
 * The first answer of a region. Until it comes, a few calls ask and the rest wait for what becomes of them, so that a region
 * which accepts connections and hangs costs its silence once and not a time-out a call. Who is slow has the whole of it to
 * answer in; the time-outs of single calls hold from then on.
 */
export interface Opening {
  /** Resolves when a call to the service may be made, with what lets the next one in. */
  enter(service: string): Promise<() => void>;
  /** A request goes out. `end` ends it when the region is given up; returned is what to call when it has ended by itself. */
  asked(end: () => void): () => void;
  /** An answer came whole and without dripping, an error too. @param took milliseconds */
  answered(took: number): void;
  /** Who is waited for may be late for want of somebody else: its time begins anew. */
  pardon(): void;
  /** Nobody answered in time, and nobody is asked again. */
  isDead(): boolean;
  /** Lets all in. */
  open(): void;
}

/** Services that are asked at first, and a second time on other connections when half of the time is over. */
const ASKED = { first: { services: 3, each: 1 }, second: { services: 6, each: 2 } } as const;

/** A time-out that fires so much too late tells that this machine was busy, not that nobody answered. Milliseconds. */
export const LATE_MS = 500;

/**
 * @param silence milliseconds after which a region that never answered is given up
 * @param lag told when an answer took a good part of that
 */
export function createOpening(silence: number, lag: () => void = NOTHING): Opening {
  const door = createDoor();
  const asking = new Set<() => void>();
  let found: 'alive' | 'dead' | undefined;
  let quiet = 0;
  let clock: NodeJS.Timeout | undefined;
  const settle = (as: 'alive' | 'dead'): void => {
    found = as;
    clearTimeout(clock);
    door.open();
  };
  const half = (then: () => void): void => {
    clearTimeout(clock);
    const due = performance.now() + silence / 2;
    clock = setTimeout(() => (performance.now() - due > LATE_MS ? half(then) : then()), silence / 2).unref();
  };
  /** That a service was asked in vain, and none since, says nothing of the region. */
  const isIdle = (): boolean => asking.size === 0 && performance.now() - quiet > silence / 2;
  const askAgain = (): void => {
    door.widen();
    half(giveUp);
  };
  const giveUp = (): void => {
    clock = undefined;
    if (isIdle()) return;
    settle('dead');
    for (const end of asking) end();
  };
  return {
    enter: door.enter,
    asked: (end) => {
      if (found) return NOTHING;
      asking.add(end);
      if (!clock) half(askAgain);
      return () => {
        asking.delete(end);
        quiet = performance.now();
      };
    },
    answered: (took) => {
      if (found !== 'alive') settle('alive');
      if (took > silence / 4) lag();
    },
    pardon: () => {
      if (clock && !found) half(askAgain);
    },
    isDead: () => found === 'dead',
    open: door.open,
  };
}

const NOTHING = (): void => {};

/** Lets in few services, until it is open. */
function createDoor() {
  const waiting: { readonly service: string; readonly enter: () => void }[] = [];
  const inside: string[] = [];
  let limit: { readonly services: number; readonly each: number } | undefined = ASKED.first;
  const isFree = ({ service }: { readonly service: string }): boolean =>
    !limit || (inside.length < limit.services && inside.filter((one) => one === service).length < limit.each);
  const admit = (): void => {
    for (let at = waiting.findIndex(isFree); at >= 0; at = waiting.findIndex(isFree)) {
      const [next] = waiting.splice(at, 1);
      if (!next) return;
      inside.push(next.service);
      next.enter();
    }
  };
  const leave = (service: string): void => {
    inside.splice(inside.indexOf(service), 1);
    admit();
  };
  const set = (to: typeof limit): void => {
    limit = to;
    admit();
  };
  return {
    enter: async (service: string): Promise<() => void> => {
      if (!limit) return NOTHING;
      await new Promise<void>((enter) => {
        waiting.push({ service, enter });
        admit();
      });
      return () => leave(service);
    },
    widen: () => set(limit && ASKED.second),
    open: () => set(undefined),
  };
}

/**
 * One for each region. An interruption opens all of them: who comes in then asks nobody.
 * @param isShared all regions are asked at one endpoint: where it answers late, it is busy with the others
 */
export function openingsOf(
  silence: number,
  interruption: AbortSignal | undefined,
  isShared: boolean,
): (region: string) => Opening {
  const openings = new Map<string, Opening>();
  const lag = (): void => {
    if (isShared) for (const opening of openings.values()) opening.pardon();
  };
  interruption?.addEventListener('abort', () => {
    for (const opening of openings.values()) opening.open();
  });
  return (region) => {
    const opening = openings.get(region) ?? createOpening(silence, lag);
    openings.set(region, opening);
    return opening;
  };
}
