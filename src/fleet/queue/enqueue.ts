import { type FlowJob, FlowProducer } from 'bullmq';
import { type Plan, type Shard, shardName } from '../plan.ts';
import type { Connection } from './connection.ts';
import { beginRound, isWhole, outcomeOf, roundOf } from './outcome.ts';
import { closeQueues, ORGANIZATION, PACE, type Pace, PREFIX, type Queues, queueName, queuesOf, runOf } from './run.ts';

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
  const outcome = last === undefined ? undefined : await outcomeOf(connection, run, last);
  if (outcome && isWhole(outcome)) return { ...counts, state: 'done' };
  const round = (last ?? 1) + (outcome ? 1 : 0);
  const queues = queuesOf(connection, run, round);
  try {
    await beginRound(connection, run, round);
    const wasAdded =
      (await queues.organization.getJob(ORGANIZATION)) !== undefined && !(await queues.accounts.isPaused());
    if (!wasAdded) await add(connection, queues, run, round, shards, pace);
    return { ...counts, state: last === undefined ? 'queued' : 'resumed' };
  } finally {
    await closeQueues(queues);
  }
}

/** Accounts stand still until all are there: the organization would else not wait for those that come late. */
async function add(
  connection: Connection,
  queues: Queues,
  run: string,
  round: number,
  shards: Shards,
  pace: Pace,
): Promise<void> {
  await queues.accounts.pause();
  const flows = new FlowProducer({ connection: connection.client, prefix: PREFIX });
  flows.on('error', () => {}); // the connection says it once for all
  const name = (kind: Parameters<typeof queueName>[2]): string => queueName(run, round, kind);
  const options = { attempts: pace.attempts, backoff: { type: 'exponential', delay: pace.backoffMs, jitter: 0.5 } };
  const accountJob = ([account, parts]: readonly [string, readonly Shard[]]): FlowJob => ({
    name: 'account',
    queueName: name('accounts'),
    data: { account },
    opts: { ...options, jobId: `account/${account}`, ignoreDependencyOnFailure: true }, // BullMQ takes no number for an id
    children: parts.map((shard) => ({
      name: 'shard',
      queueName: name('shards'),
      data: { account: shard.account, region: shard.region },
      opts: { ...options, jobId: shardName(shard), ignoreDependencyOnFailure: true },
    })),
  });
  try {
    const [first = [], ...rest] = [...batches(shards)];
    const organization = { name: ORGANIZATION, queueName: name('organization'), data: {} };
    await flows.add({ ...organization, opts: { ...options, jobId: ORGANIZATION }, children: first.map(accountJob) });
    const parent = { id: ORGANIZATION, queue: queues.organization.qualifiedName };
    for (const batch of rest)
      await flows.addBulk(batch.map(accountJob).map((job) => ({ ...job, opts: { ...job.opts, parent } })));
  } finally {
    await flows.close();
  }
  await refuseLoss(queues, shards);
  await queues.accounts.resume();
}

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
  if (batch.length > 0) yield batch;
}
