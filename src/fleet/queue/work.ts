import { setTimeout as pause } from 'node:timers/promises';
import { isNotConnectionError, Worker } from 'bullmq';
import type { Plan } from '../plan.ts';
import type { Work } from '../work.ts';
import type { Connection } from './connection.ts';
import { openFloor } from './floor.ts';
import { type Outcome, outcomeOf, roundOf, settle, type Tally, tallyOf } from './outcome.ts';
import { processorsOf } from './processors.ts';
import {
  closeQueues,
  type Kind,
  PACE,
  type Pace,
  PREFIX,
  type Queues,
  queueName,
  queuesOf,
  removeQueues,
  runOf,
} from './run.ts';

export interface WorkOptions {
  /** Shards that this process reads at a time; it judges one account at a time. */
  readonly concurrency: number;
  /** Aborted = finish what is in hand, or give it back, and return. */
  readonly signal: AbortSignal;
  /** What went wrong, a sentence each. */
  note?(text: string): void;
  progress?(shards: Tally, accounts: Tally): void;
  readonly pace?: Pace;
}

/**
 * Works on a run until it is done, beside any number of others who do the same.
 * @returns how it ended; undefined where it was told to stop before
 */
export async function work(
  connection: Connection,
  plan: Plan,
  tasks: Work,
  options: WorkOptions,
): Promise<Outcome | undefined> {
  const run = runOf(plan);
  const round = await begun(connection, run, options);
  if (round === undefined) return undefined;
  const known = await outcomeOf(connection, run, round);
  if (known) return known;
  const queues = queuesOf(connection, run, round);
  try {
    const outcome = await workOn(connection, queues, run, round, tasks, options);
    if (outcome) await removeQueues(queues);
    return outcome;
  } finally {
    await closeQueues(queues);
  }
}

async function begun(connection: Connection, run: string, options: WorkOptions): Promise<number | undefined> {
  let said = false;
  while (!options.signal.aborted) {
    const round = await roundOf(connection, run);
    if (round !== undefined) return round;
    if (!said) options.note?.(`nothing of run ${run} is queued yet; waiting for sealscan fleet plan`);
    said = true;
    await look(options);
  }
  return undefined;
}

const look = ({ pace = PACE, signal }: WorkOptions): Promise<void> =>
  pause(pace.lookMs, undefined, { signal }).catch(() => {});

async function workOn(
  connection: Connection,
  queues: Queues,
  run: string,
  round: number,
  tasks: Work,
  options: WorkOptions,
): Promise<Outcome | undefined> {
  const leaving = new AbortController();
  const workers = workersOf(connection, run, round, tasks, options, leaving.signal);
  let outcome: Outcome | undefined;
  try {
    while (!options.signal.aborted && !outcome) {
      await look(options);
      outcome = await settle(connection, queues, run, round);
      if (options.progress) options.progress(await tallyOf(queues.shards), await tallyOf(queues.accounts));
    }
    return outcome;
  } finally {
    await leave(workers, leaving, options.pace ?? PACE);
  }
}

function workersOf(
  { client }: Connection,
  run: string,
  round: number,
  tasks: Work,
  { concurrency, note = () => {}, pace = PACE }: WorkOptions,
  leaving: AbortSignal,
): readonly Worker[] {
  const floor = openFloor(
    () => void workers[0]?.pause(true),
    () => void workers[0]?.resume(),
  );
  const processors = processorsOf({ work: tasks, note, floor, leaving });
  const worker = (kind: Kind, atOnce: number): Worker => {
    const made = new Worker(queueName(run, round, kind), processors[kind], {
      connection: client,
      prefix: PREFIX,
      concurrency: atOnce,
      lockDuration: pace.lockMs,
      stalledInterval: pace.lockMs,
      maxStalledCount: pace.stalls,
      runRetryDelay: pace.lookMs,
    });
    // The connection says that the server is away; a lock that was lost does no harm, for whoever has it now does the same work.
    made.on('error', (cause) => {
      if (isNotConnectionError(cause) && !cause.message.startsWith('Missing lock')) note(`queue: ${cause.message}`);
    });
    return made;
  };
  const workers = [worker('shards', concurrency), worker('accounts', 1), worker('organization', 1)];
  return workers;
}

/** Ends within the grace and a little, also where the server is gone; what is then still in hand counts as lost with this worker. */
async function leave(workers: readonly Worker[], leaving: AbortController, { graceMs, lookMs }: Pace): Promise<void> {
  const isIdle = Promise.all(workers.map((worker) => worker.close())).then(() => true);
  const done = new AbortController();
  const after = (ms: number): Promise<boolean> => pause(ms, false, { signal: done.signal }).catch(() => false);
  if (!(await Promise.race([isIdle, after(graceMs)]))) {
    leaving.abort();
    await Promise.race([isIdle, after(lookMs)]);
  }
  done.abort();
}
