/** What the proxy remembers beside moto: the clock, and each quirk's own book-keeping. */
export interface World {
  now: Date;
  readonly shelves: Map<symbol, unknown>;
}

/** The instant at which the seeded account is looked at, and where the clock stands. */
export const SEED_NOW = '2026-11-15T08:00:00Z';

export const ACCOUNT = '123456789012';

/** The regions that the account has enabled; every other one is not opted in. */
export const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1'] as const;

export function newWorld(now: Date): World {
  return { now, shelves: new Map() };
}

/** A place for one quirk's book-keeping, empty again after `POST /moto-api/reset`. */
export function shelf<T>(name: string, fresh: () => T): (world: World) => T {
  const key = Symbol(name);
  const isKept = (value: unknown): value is T => value !== undefined;
  return (world) => {
    const kept = world.shelves.get(key);
    if (isKept(kept)) return kept;
    const created = fresh();
    world.shelves.set(key, created);
    return created;
  };
}

const DAY = 24 * 60 * 60 * 1000;

export function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY);
}
