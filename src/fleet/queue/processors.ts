import { type Job, type Processor, UnrecoverableError, WaitingError } from 'bullmq';
import { isUnfinished } from '../../model/classify.ts';
import type { AnswerError } from '../../model/snapshot.ts';
import { isRefused } from '../here.ts';
import { type Shard, shardName } from '../plan.ts';
import { type Done, failureOf, type Work } from '../work.ts';
import type { Floor } from './floor.ts';
import type { AccountJob, Kind, ShardJob } from './run.ts';
import { unlessAborted } from './until.ts';

/** Where a worker does what jobs ask for. */
export interface Desk {
  readonly work: Work;
  note(text: string): void;
  readonly floor: Floor;
  /** What this worker has to work with has ended: others have theirs. */
  end(failure: AnswerError): void;
  /** Aborted when this worker has no time left: its jobs go back to the queue. */
  readonly leaving: AbortSignal;
}

const GIVEN_UP = 'given up: ';

/** What each queue's jobs do. The queue learns counts, digests and error codes, and nothing else of an account. */
export const processorsOf = (desk: Desk): Readonly<Record<Kind, Processor>> => ({
  shards: (job: ShardJob, token) => kept(desk, job, token, shardName(job.data), () => enter(desk, job)),
  accounts: (job: AccountJob, token) =>
    kept(desk, job, token, `account ${job.data.account}`, () => reduceAccount(desk, job)),
  organization: (job: Job, token) => kept(desk, job, token, 'the organization', () => desk.work.reduceOrganization()),
});

async function enter(desk: Desk, job: ShardJob): Promise<Done | undefined> {
  const leave = await desk.floor.enter(job.stalledCounter > 0);
  try {
    return leave && (await collect(desk, job));
  } finally {
    leave?.();
  }
}

/** A class since it is thrown: nothing is tried again, and the account knows. */
class GivenUp extends UnrecoverableError {
  readonly failure: AnswerError;
  constructor(failure: AnswerError) {
    super(`${GIVEN_UP}${failure.code}`);
    this.failure = failure;
  }
}

/** A shard that cannot be read is given up at the last try, or where it is refused, so that its account knows why. */
async function collect({ work }: Desk, job: ShardJob): Promise<Done> {
  try {
    return await work.collect(job.data);
  } catch (cause) {
    const failure = failureOf(cause);
    if (isUnfinished(failure.code) || !(isLast(job) || isRefused(failure))) throw cause;
    await work.giveUp(job.data, failure);
    throw new GivenUp(failure);
  }
}

const isLast = ({ attemptsMade, opts }: Job): boolean => attemptsMade + 1 >= (opts.attempts ?? 1);

const LOST: AnswerError = {
  operation: 'sealscan:collect',
  code: 'WorkerLost',
  message: 'the workers that read it ended before it was done, or could not say why it failed',
};

/** Shards that took their workers along have nobody else to give them up. */
async function reduceAccount({ work }: Desk, job: AccountJob): Promise<Done> {
  for (const [key, reason] of Object.entries(await job.getIgnoredChildrenFailures()))
    if (!reason.startsWith(GIVEN_UP)) await work.giveUp(shardOf(key), LOST);
  return work.reduceAccount(job.data.account);
}

function shardOf(key: string): Shard {
  const [account = '', region = ''] = key.slice(key.lastIndexOf(':') + 1).split('/');
  return { account, region };
}

/** Tells of what failed here, and lets the queue know its code alone. What has no place here, or no time left, goes back to the queue. */
async function kept(
  { leaving, note, end }: Desk,
  job: Job,
  token: string | undefined,
  what: string,
  task: () => Promise<Done | undefined>,
): Promise<Done> {
  try {
    const done = await unlessAborted(leaving, task());
    if (done) return done;
  } catch (cause) {
    const isOver = cause instanceof GivenUp;
    const failure = isOver ? cause.failure : failureOf(cause);
    if (!isUnfinished(failure.code)) {
      note(`${what}: ${failure.code}: ${failure.message}${isOver || isLast(job) ? '' : '; it will be tried again'}`);
      throw Object.assign(isOver ? cause : new Error(failure.code), { stack: '' });
    }
    end(failure);
  }
  await job.moveToWait(token);
  throw new WaitingError();
}
