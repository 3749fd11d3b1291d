import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerError } from '../../model/snapshot.ts';
import { RunEnded } from '../here.ts';
import type { Plan } from '../plan.ts';
import type { Work } from '../work.ts';
import type { Connection } from './connection.ts';
import { type Outcome, outcomeOf, roundOf, settle, type Tally, tallyOf } from './outcome.ts';
import { closeQueues, PACE, type Pace, type Place, type Queues, queuesOf, removeQueues, runOf } from './run.ts';
import { unlessAborted } from './until.ts';
import { type Leavable, workersOf } from './workers.ts';

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
 * @throws RunEnded where the credentials of this worker ended: what it had in hand went back to the queue
 */
export async function work(
  connection: Connection,
  plan: Plan,
  tasks: Work,
  options: WorkOptions,
): Promise<Outcome | undefined> {
  const place = await queuedPlace(connection, plan, options);
  if (!place) return undefined;
  const known = await outcomeOf(place);
  if (known) return known;
  const queues = queuesOf(place);
  try {
    const outcome = await workOn(place, queues, tasks, options);
    if (outcome) await removeQueues(queues);
    return outcome;
  } finally {
    await closeQueues(queues);
  }
}

/** Undefined = nobody queued this plan. */
export async function placeOf(connection: Connection, plan: Plan): Promise<Place | undefined> {
  const run = runOf(plan);
  const round = await roundOf(connection, run);
  return round === undefined ? undefined : { connection, run, round };
}

/** Waits until the plan is queued; undefined = it was told to stop. */
async function queuedPlace(connection: Connection, plan: Plan, options: WorkOptions): Promise<Place | undefined> {
  for (let tries = 0; !options.signal.aborted; tries++) {
    const place = await unlessAborted(options.signal, placeOf(connection, plan));
    if (place) return place;
    if (tries === 0) options.note?.(`run ${runOf(plan)} is not queued yet; waiting for sealscan fleet plan`);
    await look(options);
  }
  return undefined;
}

const look = ({ pace = PACE, signal }: WorkOptions): Promise<void> =>
  pause(pace.lookMs, undefined, { signal }).catch(() => {});

async function workOn(place: Place, queues: Queues, tasks: Work, options: WorkOptions): Promise<Outcome | undefined> {
  const leaving = new AbortController();
  const over = new AbortController();
  const signal = AbortSignal.any([options.signal, over.signal]);
  const desk = { work: tasks, note: options.note ?? (() => {}), leaving: leaving.signal, end: endOnce(over) };
  const workers = workersOf(place, desk, options);
  let outcome: Outcome | undefined;
  try {
    while (!signal.aborted && !outcome) {
      await look({ ...options, signal });
      outcome = await unlessAborted(signal, lookAt(place, queues, options));
    }
  } finally {
    await leave(workers, leaving, options.pace ?? PACE);
  }
  if (over.signal.aborted && !outcome && !options.signal.aborted) throw new RunEnded(over.signal.reason);
  return outcome;
}

async function lookAt(place: Place, queues: Queues, { progress }: WorkOptions): Promise<Outcome | undefined> {
  const outcome = await settle(place, queues);
  if (progress && !outcome) progress(await tallyOf(queues.shards), await tallyOf(queues.accounts));
  return outcome;
}

const endOnce =
  (over: AbortController) =>
  ({ operation, code }: AnswerError): void =>
    over.abort(`${operation}: ${code}`); // the first reason stays

/** Ends within the grace and a little, also where the server is gone; what is then still in hand counts as lost with this worker. */
async function leave(workers: readonly Leavable[], leaving: AbortController, { graceMs, lookMs }: Pace): Promise<void> {
  const isIdle = Promise.all(workers.map((worker) => worker.close())).then(() => true);
  const within = (ms: number): Promise<boolean> => Promise.race([isIdle, pause(ms, false, { ref: false })]);
  if (await within(graceMs)) return;
  leaving.abort();
  if (await within(lookMs)) return;
  for (const worker of workers) worker.abandon();
}
