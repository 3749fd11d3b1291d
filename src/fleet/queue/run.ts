import { createHash } from 'node:crypto';
import { type Job, Queue } from 'bullmq';
import type { Plan } from '../plan.ts';
import type { Connection } from './connection.ts';

/** Of all keys: the braces keep them in one slot of a cluster. */
export const PREFIX = '{sealscan}';

/** The id of the organization's job, of which a run has one. */
export const ORGANIZATION = 'organization';

/** How patient a queue is. Tests are less so. */
export interface Pace {
  readonly attempts: number;
  /** Before the second attempt; doubled at each, and shortened by up to half at random. */
  readonly backoffMs: number;
  /** How long a worker may be silent before its job is another's. */
  readonly lockMs: number;
  /** How often a job may be lost with its worker: what kills workers is not tried for ever. */
  readonly stalls: number;
  /** How often a worker looks whether the run is done. */
  readonly lookMs: number;
  /** How long a worker that was told to stop finishes what it does; ECS kills after 30 s unless told otherwise. */
  readonly graceMs: number;
}

export const PACE: Pace = { attempts: 6, backoffMs: 2_000, lockMs: 30_000, stalls: 3, lookMs: 2_000, graceMs: 20_000 };

/** What a job carries: names. All else is in the store. */
export type ShardJob = Job<{ readonly account: string; readonly region: string }>;
export type AccountJob = Job<{ readonly account: string }>;

/** A run in a queue. Where it ended with failures it is queued anew, as its next round. */
export interface Place {
  readonly connection: Connection;
  /** See `runOf`. */
  readonly run: string;
  /** From 1. */
  readonly round: number;
}

export interface Queues {
  readonly shards: Queue;
  readonly accounts: Queue;
  readonly organization: Queue;
}

const KINDS = ['shards', 'accounts', 'organization'] as const;
export type Kind = (typeof KINDS)[number];

/** Names a plan in the queue: another plan of the same day has queues of its own, and no worker of this one. */
export const runOf = (plan: Plan): string => `${plan.takenAt.slice(0, 10)}-${digestOf(plan).slice(0, 16)}`;

const digestOf = (plan: Plan): string => createHash('sha256').update(JSON.stringify(plan, inOrder)).digest('hex');

/** Whoever read the plan may have put its members in another order. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

export const queueName = ({ run, round }: Place, kind: Kind): string => `${run}.${round}.${kind}`;

export function queuesOf(place: Place): Queues {
  const queue = (kind: Kind): Queue =>
    new Queue(queueName(place, kind), { connection: place.connection.client, prefix: PREFIX, skipMetasUpdate: true });
  const queues = { shards: queue('shards'), accounts: queue('accounts'), organization: queue('organization') };
  for (const kind of KINDS) queues[kind].on('error', () => {}); // the connection says it once for all
  return queues;
}

export async function closeQueues(queues: Queues): Promise<void> {
  await Promise.all(KINDS.map((kind) => queues[kind].close()));
}

/** All that a round left behind. Whoever worked on it does so: one may end in the middle, and one finds it done by another, an error to BullMQ. */
export async function removeQueues(queues: Queues): Promise<void> {
  for (const kind of KINDS) await queues[kind].obliterate({ force: true }).catch(() => {});
}
