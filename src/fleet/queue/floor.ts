import { setTimeout as pause } from 'node:timers/promises';

/** Where the shards of a process are read: many at a time, or one alone. */
export interface Floor {
  /** @returns once there is room, what to call at the end; undefined where somebody is alone, or waits for it */
  enter(isAlone: boolean): Promise<(() => void) | undefined>;
}

/** Shards that were fetched along with one that is to be alone give themselves back meanwhile. */
const QUIET_MS = 500;

/**
 * A shard that was lost with its worker may be what ended it. It is read alone from then on: it takes no others along, and has
 * all the memory there is.
 * @param hold no shard is to be fetched until `release`
 */
export function openFloor(hold: () => void, release: () => void): Floor {
  const others = new Set<Promise<void>>();
  let isTaken = false;
  const among = (): (() => void) => {
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    others.add(ended);
    return () => {
      others.delete(ended);
      end();
    };
  };
  const alone = async (): Promise<() => void> => {
    isTaken = true;
    hold();
    await Promise.all([pause(QUIET_MS), ...others]);
    return () => {
      isTaken = false;
      release();
    };
  };
  return {
    async enter(isAlone) {
      if (isTaken) return undefined;
      return isAlone ? alone() : among();
    },
  };
}
