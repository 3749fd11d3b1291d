import { setTimeout as pause } from 'node:timers/promises';
import { RunEnded } from '../fleet/here.ts';
import type { Plan } from '../fleet/plan.ts';
import type { Connection } from '../fleet/queue/connection.ts';
import type { Outcome, Tally } from '../fleet/queue/outcome.ts';
import type { Work } from '../fleet/work.ts';
import { counted, visible } from '../report/text.ts';
import { EXIT, Stopped } from './exit.ts';
import type { Interrupt } from './interrupt.ts';
import type { Terminal } from './terminal.ts';

export interface QueueFlags {
  /** `redis://` or `rediss://`; an address with a password is better kept in `SEALSCAN_QUEUE`, which no list of processes shows. */
  readonly queue?: string | undefined;
}

/** Where the queue is, if there is one. */
export const queueIn = ({ queue }: QueueFlags, { env }: Terminal): string | undefined =>
  queue ?? (env['SEALSCAN_QUEUE'] || undefined);

const say = (terminal: Terminal, text: string): void => terminal.note(visible(`sealscan: ${text}`));

/** Connects, and says what is to be known of the server. BullMQ and its client are loaded here, when a queue is first asked for. */
async function withQueue<T>(url: string, terminal: Terminal, use: (connection: Connection) => Promise<T>): Promise<T> {
  const { connect } = await import('../fleet/queue/connection.ts');
  const connection = await connect(url, (text) => say(terminal, text));
  try {
    for (const warning of connection.warnings) say(terminal, warning);
    return await use(connection);
  } finally {
    connection.close();
  }
}

const STATES = {
  queued: 'is queued; sealscan fleet work does it',
  resumed: 'is in the queue; what was read stays read',
  done: 'is done',
} as const;

/** Queues what a plan asks for, and says so. */
export async function enqueueRun(plan: Plan, shards: Work['shards'], url: string, terminal: Terminal): Promise<void> {
  const { run, state } = await withQueue(url, terminal, async (connection) => {
    const { enqueue } = await import('../fleet/queue/enqueue.ts');
    return enqueue(plan, shards, connection);
  });
  if (!terminal.isQuiet) say(terminal, `run ${run} ${STATES[state]}`);
}

export interface Hands {
  /** Shards at a time. */
  readonly concurrency: number;
  readonly interrupt: Interrupt;
}

/** Works on a queued run until it is done, and says how it ended. Throws `Stopped` where this worker ends before. */
export async function workOnQueue(
  plan: Plan,
  work: Work,
  url: string,
  hands: Hands,
  terminal: Terminal,
): Promise<Outcome> {
  const outcome = await withQueue(url, terminal, (connection) => workWith(connection, plan, work, hands, terminal));
  tell(outcome, terminal);
  return outcome;
}

async function workWith(
  connection: Connection,
  plan: Plan,
  tasks: Work,
  { concurrency, interrupt }: Hands,
  terminal: Terminal,
): Promise<Outcome> {
  const { work } = await import('../fleet/queue/work.ts');
  const tally = { shards: 0 };
  const stopped = (exit: number, why?: string): Stopped =>
    new Stopped(exit, tally.shards, terminal.resume, 'shards', why);
  try {
    const outcome = await work(connection, plan, tasks, {
      concurrency,
      signal: interrupt.signal,
      note: (text) => say(terminal, text),
      progress: (shards, accounts) => {
        tally.shards = shards.done;
        terminal.progress(`sealscan: ${soFar(shards, 'shard')} read, ${soFar(accounts, 'account')} judged`);
      },
    });
    if (!outcome) throw stopped(interrupt.exit() ?? EXIT.terminated);
    return outcome;
  } catch (cause) {
    if (!(cause instanceof RunEnded)) throw cause;
    throw stopped(EXIT.incomplete, `the credentials ended before the run did (${cause.message})`);
  }
}

const soFar = ({ done, failed }: Tally, what: string): string =>
  `${counted(done, what)}${failed === 0 ? '' : ` (and ${failed} failed)`}`;

function tell({ run, shards, accounts, failure }: Outcome, terminal: Terminal): void {
  for (const { name, reason } of [...shards.unfinished, ...accounts.unfinished]) say(terminal, `${name}: ${reason}`);
  if (failure !== undefined) say(terminal, `the organization could not be rolled up: ${failure}`);
  if (terminal.isQuiet) return;
  say(terminal, `run ${run} is done: ${soFar(shards, 'shard')} read, ${soFar(accounts, 'account')} judged`);
}

/** How often a worker that stays looks for the next run. */
const LOOK_MS = 15_000;

/** Works on the last run that the store has, and on each that comes after it, until it is stopped. */
export async function workForever(
  lastPlan: () => Promise<Plan | undefined>,
  workFor: (plan: Plan) => Work,
  url: string,
  hands: Hands,
  terminal: Terminal,
): Promise<never> {
  const { signal } = hands.interrupt;
  const done = new Set<string>();
  while (!signal.aborted) {
    const plan = await lastPlan();
    if (plan && (await isNews(plan, done, url, terminal))) {
      const { run, round } = await workOnQueue(plan, workFor(plan), url, hands, terminal);
      done.add(`${run}.${round}`);
    } else await pause(LOOK_MS, undefined, { signal }).catch(() => {});
  }
  throw new Stopped(hands.interrupt.exit() ?? EXIT.terminated, 0, terminal.resume);
}

const isNews = (plan: Plan, done: ReadonlySet<string>, url: string, terminal: Terminal): Promise<boolean> =>
  withQueue(url, terminal, async (connection) => {
    const { placeOf } = await import('../fleet/queue/work.ts');
    const place = await placeOf(connection, plan);
    return place !== undefined && !done.has(`${place.run}.${place.round}`);
  });
