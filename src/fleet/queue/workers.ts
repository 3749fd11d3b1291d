import { isNotConnectionError, Worker } from 'bullmq';
import { openFloor } from './floor.ts';
import { type Desk, processorsOf } from './processors.ts';
import { type Kind, PACE, type Pace, type Place, PREFIX, queueName } from './run.ts';

/** Who judges computes for so long that locks may not be renewed in time: they hold as many times longer. */
const JUDGING = 4;

/** A class since only what extends a worker may end the renewing of its locks, which goes on, and the process with it, until the server is back. */
export class Leavable extends Worker {
  /** Closes what `close` waits for. */
  abandon(): void {
    this.lockManager.close().catch(() => {});
    this.disconnect().catch(() => {});
  }
}

/** One for each queue: shards side by side, one account at a time, which computes, and the organization. */
export function workersOf(
  place: Place,
  desk: Omit<Desk, 'floor'>,
  { concurrency, pace = PACE }: { readonly concurrency: number; readonly pace?: Pace },
): readonly Leavable[] {
  const floor = openFloor(
    () => void shards.pause(true),
    () => void shards.resume(),
  );
  const processors = processorsOf({ ...desk, floor });
  const worker = (kind: Kind, atOnce: number): Leavable => {
    const made = new Leavable(queueName(place, kind), processors[kind], {
      connection: place.connection.client,
      prefix: PREFIX,
      concurrency: atOnce,
      lockDuration: kind === 'shards' ? pace.lockMs : JUDGING * pace.lockMs,
      stalledInterval: pace.lockMs,
      maxStalledCount: pace.stalls,
      runRetryDelay: pace.lookMs,
    });
    made.on('error', (cause) => {
      if (isWorthTelling(cause)) desk.note(`queue: ${cause.message}`);
    });
    return made;
  };
  const shards = worker('shards', concurrency);
  return [shards, worker('accounts', 1), worker('organization', 1)];
}

/** The connection says that the server is away; a lock that was lost does no harm, for whoever has it now does the same work. */
const isWorthTelling = (cause: Error): boolean =>
  isNotConnectionError(cause) && !/^(Missing lock|could not renew lock)/.test(cause.message);
