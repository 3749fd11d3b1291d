import { type FlowJob, FlowProducer, type JobsOptions } from 'bullmq';
import { type Plan, type Shard, shardName } from '../plan.ts';
import type { Connection } from './connection.ts';
import { beginRound, isWhole, outcomeOf, roundOf } from './outcome.ts';
import {
  closeQueues,
  ORGANIZATION,
  PACE,
  type Pace,
  type Place,
  PREFIX,
  type Queues,
  queueName,
  queuesOf,
  runOf,
} from './run.ts';

export interface Enqueued {
  readonly run: string;
  readonly accounts: number;
  readonly shards: number;
  /** `resumed` = it was in the queue already, or part of it; `done` = it has ended with nothing missing. */
  readonly state: 'queued' | 'resumed' | 'done';
}

type Shards = ReadonlyMap<string, readonly Shard[]>;

/** Jobs that are added at once: what the planner and the server hold for it is bounded by this and the largest account. */
const BATCH = 1_000;

/** A server that restarts in the middle has forgotten BullMQ's scripts, and refuses a batch of them. */
const TRIES = 3;

/**
 * Queues a run as one flow: the organization waits for its accounts, and each account for its shards. Done again it goes on
 * where it was stopped, and adds nothing twice; a run that ended with failures is queued anew, and reads only what the store lacks.
 */
export async function enqueue(
  plan: Plan,
  shards: Shards,
  connection: Connection,
  pace: Pace = PACE,
): Promise<Enqueued> {
  const run = runOf(plan);
  const counts = { run, accounts: shards.size, shards: shardsIn(shards) };
  const last = await roundOf(connection, run);
  const outcome = last === undefined ? undefined : await outcomeOf({ connection, run, round: last });
  if (outcome && isWhole(outcome)) return { ...counts, state: 'done' };
  const place = { connection, run, round: (last ?? 1) + (outcome ? 1 : 0) };
  const queues = queuesOf(place);
  try {
    await beginRound(place);
    for (let tries = 1; !(await isAdded(queues)); tries++)
      await add(place, queues, shards, pace).catch((cause: unknown) => {
        if (tries === TRIES) throw cause;
      });
    return { ...counts, state: last === undefined ? 'queued' : 'resumed' };
  } finally {
    await closeQueues(queues);
  }
}

const isAdded = async ({ organization, accounts }: Queues): Promise<boolean> =>
  (await organization.getJob(ORGANIZATION)) !== undefined && !(await accounts.isPaused());

/** Accounts stand still until all are there: the organization would else not wait for those that come late. */
async function add(place: Place, queues: Queues, shards: Shards, pace: Pace): Promise<void> {
  const flows = new FlowProducer({ connection: place.connection.client, prefix: PREFIX });
  flows.on('error', () => {}); // the connection says it once for all
  const options = optionsOf(pace);
  const parent = { id: ORGANIZATION, queue: queues.organization.qualifiedName };
  try {
    await queues.accounts.pause();
    let isFirst = true;
    for (const batch of batches(shards)) {
      const jobs = batch.map(([account, parts]) => accountJob(place, account, parts, options));
      if (isFirst) await flows.add(organizationJob(place, jobs, options));
      else await flows.addBulk(jobs.map((job) => ({ ...job, opts: { ...job.opts, parent } })));
      isFirst = false;
    }
    await refuseLoss(queues, shards);
    await queues.accounts.resume();
  } finally {
    await flows.close();
  }
}

const optionsOf = ({ attempts, backoffMs }: Pace): JobsOptions => ({
  attempts,
  backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
});

const organizationJob = (place: Place, children: FlowJob[], options: JobsOptions): FlowJob => ({
  name: ORGANIZATION,
  queueName: queueName(place, 'organization'),
  data: {},
  opts: { ...options, jobId: ORGANIZATION },
  children,
});

const accountJob = (place: Place, account: string, shards: readonly Shard[], options: JobsOptions): FlowJob => ({
  name: 'account',
  queueName: queueName(place, 'accounts'),
  data: { account },
  opts: { ...options, jobId: `account/${account}`, ignoreDependencyOnFailure: true }, // BullMQ takes no number for an id
  children: shards.map(({ account, region }) => ({
    name: 'shard',
    queueName: queueName(place, 'shards'),
    data: { account, region },
    opts: { ...options, jobId: shardName({ account, region }), ignoreDependencyOnFailure: true },
  })),
});

/** BullMQ does not say which jobs of a batch the server refused. */
async function refuseLoss(queues: Queues, shards: Shards): Promise<void> {
  const [held, accounts] = await Promise.all([queues.shards.getJobCounts(), queues.accounts.getJobCounts()]);
  const all = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);
  if (all(held) !== shardsIn(shards) || all(accounts) !== shards.size)
    throw new Error(
      `the queue holds ${all(held)} of ${shardsIn(shards)} shards and ${all(accounts)} of ${shards.size} accounts: plan again`,
    );
}

const shardsIn = (shards: Shards): number => [...shards.values()].reduce((sum, { length }) => sum + length, 0);

/** At least one, for a run without accounts has a roll-up too. */
function* batches(shards: Shards): Generator<(readonly [string, readonly Shard[]])[]> {
  let batch: (readonly [string, readonly Shard[]])[] = [];
  let jobs = 0;
  for (const entry of shards) {
    batch.push(entry);
    jobs += 1 + entry[1].length;
    if (jobs < BATCH) continue;
    yield batch;
    [batch, jobs] = [[], 0];
  }
  if (batch.length > 0 || shards.size === 0) yield batch;
}
