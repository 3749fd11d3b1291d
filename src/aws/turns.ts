import { setTimeout as pause } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import type { CallRequest } from '../collect/call.ts';
import type { Rates } from '../collect/rates.ts';
import type { Opening } from './opening.ts';

/** Requests in flight to one service in one region, and in the whole run: what a kill makes ask again. */
export const IN_FLIGHT = { service: 32, whole: 48 } as const;

/** Makes a request when its turn comes, whatever it then ends with. */
export type InTurn = <T>(asked: CallRequest, make: () => Promise<T>) => Promise<T>;

export interface TurnsOptions {
  readonly rates?: Rates;
  /** Ends the wait for a quota. */
  readonly signal?: AbortSignal;
  readonly places?: LimitFunction;
  readonly openingOf?: (region: string) => Pick<Opening, 'enter'>;
}

/**
 * Where requests wait: for the first answer of their region, for what AWS's quota leaves them, and then for a place in flight.
 * Only the first of each operation does any of it. So who waits for a dead region or a slow quota holds no place that another
 * operation could use, and a pace that changed holds for all who come behind.
 */
export function createTurns({ rates, signal, places = newPlaces(), openingOf }: TurnsOptions = {}): InTurn {
  const services = limitsOf(IN_FLIGHT.service);
  const queues = limitsOf(1);
  return async (asked, make) => {
    const service = `${asked.sdk}/${asked.region}`;
    const [go, leave] = await queues(`${service}/${asked.operation}`)(async () => {
      const go = await openingOf?.(asked.region).enter(asked.sdk);
      const wait = rates?.take(asked) ?? 0;
      if (wait > 0) await pause(wait, undefined, { signal });
      return [go, await placeIn(services(service), places)] as const;
    });
    try {
      return await make();
    } finally {
      leave();
      go?.();
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
