import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CallFailed } from '../../../src/collect/call.ts';
import type { Plan, Shard } from '../../../src/fleet/plan.ts';
import type { Pace } from '../../../src/fleet/queue/run.ts';
import { type Done, failureOf, type Work } from '../../../src/fleet/work.ts';

/** Small enough for a test: what is lost is found in a second. */
export const QUICK: Pace = { attempts: 3, backoffMs: 20, lockMs: 1_000, stalls: 4, lookMs: 100, graceMs: 500 };

export interface Trouble {
  /** Shards that always fail. */
  readonly poisoned?: readonly string[];
  /** Shards that are refused. */
  readonly denied?: readonly string[];
  /** Shards that end their process. */
  readonly deadly?: readonly string[];
  /** Accounts that cannot be judged. */
  readonly unjudged?: readonly string[];
  /** What each shard takes, in milliseconds. */
  readonly slow?: number;
}

const REGIONS = ['aws-global', 'eu-west-1', 'us-east-1'];

export const accountId = (index: number): string => String(index + 1).padStart(12, '0');

export const planOf = (accounts: number, takenAt = '2026-06-01T00:00:00.000Z'): Plan => ({
  sealscan: 'plan',
  schemaVersion: '1.0',
  tool: { name: 'sealscan', version: '0.0.0' },
  takenAt,
  partition: 'aws',
  home: accountId(0),
  accounts: Array.from({ length: accounts }, (_, index) => ({ id: accountId(index), name: `a${index}`, units: [] })),
  wanted: [],
  regions: REGIONS.slice(1),
  asked: { services: [], deep: false, iam: false, secrets: false, grants: true },
  judging: { rule: [], formats: ['json'], sarifProfile: 'github', sarifCategory: 'sealscan', rules: {} },
});

export const shardsOf = (plan: Plan): ReadonlyMap<string, readonly Shard[]> =>
  new Map(plan.accounts.map(({ id }) => [id, REGIONS.map((region) => ({ account: id, region }))]));

/**
 * The contract over a folder, with nothing to read: whoever did the work, and however often, the same files are there. What came
 * before what it needs is told in `early.txt`, and each attempt at a shard is a line of `tried.txt`.
 */
export function fakeWork(folder: string, plan: Plan, trouble: Trouble = {}): Work {
  const file = ({ account, region }: Shard): string => join(folder, 'shards', account, `${region}.json`);
  const shards = shardsOf(plan);
  const early = (what: string): void => appendFileSync(join(folder, 'early.txt'), `${what}\n`);
  mkdirSync(folder, { recursive: true });
  return {
    shards,
    async collect(shard) {
      const name = `${shard.account}/${shard.region}`;
      appendFileSync(join(folder, 'tried.txt'), `${name}\n`);
      if (trouble.deadly?.includes(name)) process.kill(process.pid, 'SIGKILL');
      await pause(trouble.slow ?? 0, undefined, { ref: false });
      if (trouble.poisoned?.includes(name)) throw Object.assign(new Error(`no sense in ${name}`), { name: 'Nonsense' });
      if (trouble.denied?.includes(name))
        throw new CallFailed({ operation: 'sts:AssumeRole', code: 'AccessDenied', message: `no role in ${name}` });
      return write(file(shard), `read ${name}`);
    },
    async giveUp(shard, { code, message }) {
      const known = existsSync(file(shard)) ? readFileSync(file(shard), 'utf8') : '';
      return known.startsWith('read ') ? doneOf(known) : write(file(shard), `${code}: ${message}`);
    },
    async reduceAccount(account) {
      if (trouble.unjudged?.includes(account)) throw new Error('too many of them');
      const parts = shards.get(account) ?? [];
      for (const shard of parts) if (!existsSync(file(shard))) early(`${account} before ${shard.region}`);
      const text = parts.map((shard) => readFileSync(file(shard), 'utf8')).join('\n');
      return write(join(folder, 'accounts', `${account}.json`), text);
    },
    async reduceOrganization() {
      const at = join(folder, 'accounts');
      const found = existsSync(at)
        ? readdirSync(at)
            .filter((name) => name.endsWith('.json'))
            .sort()
        : [];
      if (found.length + (trouble.unjudged?.length ?? 0) < shards.size) early(`organization with ${found.length}`);
      return write(
        join(folder, 'organization.json'),
        found.map((name) => readFileSync(join(at, name), 'utf8')).join('\n'),
      );
    },
  };
}

const doneOf = (text: string): Done => ({ records: 1, digest: createHash('sha256').update(text).digest('hex') });

function write(file: string, text: string): Done {
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${randomUUID()}`;
  writeFileSync(next, text);
  renameSync(next, file);
  return doneOf(text);
}

/** The same run without a queue. */
export async function inProcess(folder: string, plan: Plan, trouble: Trouble = {}): Promise<string> {
  const work = fakeWork(folder, plan, trouble);
  for (const [account, shards] of work.shards) {
    for (const shard of shards)
      await work.collect(shard).catch((cause: unknown) => work.giveUp(shard, failureOf(cause)));
    await work.reduceAccount(account);
  }
  await work.reduceOrganization();
  return resultOf(folder);
}

export const resultOf = (folder: string): string => readFileSync(join(folder, 'organization.json'), 'utf8');

export const linesOf = (folder: string, name: 'early.txt' | 'tried.txt'): string[] => {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};
