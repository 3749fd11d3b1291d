import type { Queue } from 'bullmq';
import type { Connection } from './connection.ts';
import { type Place, PREFIX, type Queues } from './run.ts';

export interface Unfinished {
  /** A shard's name, or an account's id. */
  readonly name: string;
  readonly reason: string;
}

export interface Tally {
  readonly done: number;
  readonly failed: number;
  /** Some of those that failed, by name. */
  readonly unfinished: readonly Unfinished[];
}

/** How a run ended. What it found is in the store. */
export interface Outcome {
  readonly run: string;
  readonly round: number;
  readonly shards: Tally;
  readonly accounts: Tally;
  /** Why there is no roll-up; absent where there is one. */
  readonly failure?: string;
}

export const isWhole = ({ shards, accounts, failure }: Outcome): boolean =>
  shards.failed === 0 && accounts.failed === 0 && failure === undefined;

const NAMED = 50;
const WEEK_S = 7 * 24 * 60 * 60;

const keyOf = (run: string): string => `${PREFIX}:run:${run}`;

/** The round that is to be worked on; undefined = nobody planned this run. */
export async function roundOf({ client }: Connection, run: string): Promise<number | undefined> {
  const round = await client.hget(keyOf(run), 'round');
  return round === null ? undefined : Number(round);
}

export async function beginRound({ connection, run, round }: Place): Promise<void> {
  await connection.client.hset(keyOf(run), 'round', round);
  await connection.client.persist(keyOf(run));
}

/** Undefined = the round goes on. */
export async function outcomeOf({ connection, run, round }: Place): Promise<Outcome | undefined> {
  const text = await connection.client.hget(keyOf(run), `outcome:${round}`);
  return text === null ? undefined : (JSON.parse(text) as Outcome);
}

/** Says how a round ended, if it did; whoever sees it first says it for all. */
export async function settle(place: Place, queues: Queues): Promise<Outcome | undefined> {
  const known = await outcomeOf(place);
  if (known) return known;
  const last = await tallyOf(queues.organization);
  if (last.done + last.failed === 0) return undefined;
  const [shards, accounts] = await Promise.all([tallyOf(queues.shards), tallyOf(queues.accounts)]);
  const { connection, run, round } = place;
  const [failed] = last.unfinished;
  const outcome: Outcome = { run, round, shards, accounts, ...(failed && { failure: failed.reason }) };
  await connection.client.hsetnx(keyOf(run), `outcome:${round}`, JSON.stringify(outcome));
  await connection.client.expire(keyOf(run), WEEK_S);
  return outcomeOf(place);
}

export async function tallyOf(queue: Queue): Promise<Tally> {
  const { completed = 0, failed = 0 } = await queue.getJobCounts('completed', 'failed');
  const jobs = failed === 0 ? [] : await queue.getJobs('failed', 0, NAMED - 1);
  const unfinished = jobs.map(({ id = '', failedReason }) => ({
    name: id.replace('account/', ''),
    reason: failedReason,
  }));
  return { done: completed, failed, unfinished: unfinished.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}
