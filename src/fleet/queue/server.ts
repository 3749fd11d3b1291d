import type { Redis } from 'ioredis';
import { InputError } from '../../model/input-error.ts';

export interface Server {
  readonly isCluster: boolean;
  readonly warnings: readonly string[];
}

/** BullMQ works with older ones, and warns of them on its own. */
const OLDEST = [6, 2] as const;

/**
 * A queue that forgets would leave a run for ever unfinished: jobs must not be evicted, and must outlive a restart.
 * INFO tells (https://redis.io/docs/latest/commands/info/), also where managed services forbid CONFIG.
 * @throws InputError, one sentence on what to change
 */
export async function checkServer(client: Redis, address: string): Promise<Server> {
  const info = infoOf(await client.info());
  const said = (name: string): string => {
    const value = info.get(name);
    if (value === undefined)
      throw new InputError(`the server at ${address} is no Redis or Valkey: its INFO has no ${name}`);
    return value;
  };
  const version = said('redis_version');
  if (isOlder(version))
    throw new InputError(`the queue at ${address} is Redis ${version}: it takes 6.2 or newer, or Valkey`);
  const policy = said('maxmemory_policy');
  if (policy !== 'noeviction')
    throw new InputError(
      `the queue at ${address} drops jobs when its memory is full (maxmemory-policy is ${policy}): set maxmemory-policy to noeviction, on ElastiCache in the parameter group`,
    );
  const isKept = said('aof_enabled') === '1';
  if (!isKept && (await canBeSet(client)))
    throw new InputError(
      `the queue at ${address} forgets its jobs when it restarts (the append-only file is off): start it with --appendonly yes`,
    );
  const warnings = isKept
    ? []
    : [`the queue at ${address} is a managed service without an append-only file: should it lose its jobs, plan again`];
  return { isCluster: info.get('cluster_enabled') === '1', warnings };
}

const infoOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(/\r?\n/).flatMap((line) => (/^\w+:/.test(line) ? [line.split(/:(.*)/s, 2) as [string, string]] : [])),
  );

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** ElastiCache and MemoryDB keep CONFIG to themselves, and have replicas or a log of their own. */
const canBeSet = (client: Redis): Promise<boolean> =>
  client.config('GET', 'appendonly').then(
    (answer) => Array.isArray(answer) && answer.length > 0,
    () => false,
  );
