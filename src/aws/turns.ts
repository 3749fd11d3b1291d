import { setTimeout as pause } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import type { CallRequest } from '../collect/call.ts';
import type { Rates } from '../collect/rates.ts';

/** Requests in flight to one service in one region, and in the whole run: what a kill makes ask again. */
export const IN_FLIGHT = { service: 32, whole: 48 } as const;

/** Makes a request when its turn comes, whatever it then ends with. */
export type InTurn = <T>(asked: CallRequest, make: () => Promise<T>) => Promise<T>;

/**
 * Where requests wait: for what AWS's quota leaves them, and then for a place in flight. Only the first of each operation
 * does either. So who waits for a slow quota holds no place that another operation could use, and a pace that changed holds
 * for all who come behind.
 */
export function createTurns(rates: Rates | undefined, signal?: AbortSignal, whole = newPlaces()): InTurn {
  const services = limitsOf(IN_FLIGHT.service);
  const queues = limitsOf(1);
  return async (asked, make) => {
    const service = `${asked.sdk}/${asked.region}`;
    const leave = await queues(`${service}/${asked.operation}`)(async () => {
      const wait = rates?.take(asked) ?? 0;
      if (wait > 0) await pause(wait, undefined, { signal });
      return placeIn(services(service), whole);
    });
    try {
      return await make();
    } finally {
      leave();
    }
  };
}

/** The places in flight of a whole run. */
export const newPlaces = (): LimitFunction => pLimit(IN_FLIGHT.whole);

function limitsOf(size: number): (key: string) => LimitFunction {
  const limits = new Map<string, LimitFunction>();
  return (key) => {
    const limit = limits.get(key) ?? pLimit(size);
    limits.set(key, limit);
    return limit;
  };
}

/** A place in both, once there is one; resolves with what gives it back. */
const placeIn = (outer: LimitFunction, inner: LimitFunction): Promise<() => void> =>
  new Promise((entered) => void outer(() => inner(() => new Promise<void>((leave) => entered(leave)))));
