import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CallFailed } from '../../../src/collect/call.ts';
import { type Connection, connect } from '../../../src/fleet/queue/connection.ts';
import { enqueue } from '../../../src/fleet/queue/enqueue.ts';
import { work } from '../../../src/fleet/queue/work.ts';
import type { Work } from '../../../src/fleet/work.ts';
import { accountId, fakeWork, inProcess, linesOf, planOf, QUICK, resultOf, shardsOf } from './fake.ts';
import { cli, startServer } from './redis.ts';

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-queue-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function connected(url: string): Promise<Connection> {
  const connection = await connect(url);
  onTestFinished(() => connection.close());
  return connection;
}

const AWAKE = new AbortController().signal;

const workOn = (connection: Connection, plan: ReturnType<typeof planOf>, tasks: Work, notes: string[] = []) =>
  work(connection, plan, tasks, { concurrency: 4, signal: AWAKE, pace: QUICK, note: (text) => notes.push(text) });

test('a run ends as it would in one process, and leaves one key behind', async () => {
  const { url, port } = await startServer();
  const connection = await connected(url);
  const [plan, folder] = [planOf(10), scratch()];
  expect(await enqueue(plan, shardsOf(plan), connection)).toMatchObject({ accounts: 10, shards: 30, state: 'queued' });
  const outcome = await workOn(connection, plan, fakeWork(folder, plan));
  expect(outcome).toMatchObject({ shards: { done: 30, failed: 0 }, accounts: { done: 10, failed: 0 } });
  expect(outcome).not.toHaveProperty('failure');
  expect(resultOf(folder)).toBe(await inProcess(scratch(), plan));
  expect(linesOf(folder, 'early.txt')).toEqual([]);
  expect(cli(port, 'keys', '*').trim()).toMatch(/^\{sealscan\}:run:2026-06-01-[0-9a-f]{16}$/);
});

test('a shard that always fails is given up, one that is refused at once, and their accounts and all others are judged', async () => {
  const connection = await connected((await startServer()).url);
  const [plan, folder] = [planOf(3), scratch()];
  const [denied, bad] = [`${accountId(0)}/us-east-1`, `${accountId(1)}/eu-west-1`];
  const trouble = { poisoned: [bad], denied: [denied] };
  const notes: string[] = [];
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  const outcome = await workOn(connection, plan, fakeWork(folder, plan, trouble), notes);
  const unfinished = [
    { name: denied, reason: 'given up: AccessDenied' },
    { name: bad, reason: 'given up: Nonsense' },
  ];
  expect(outcome?.shards).toEqual({ done: 7, failed: 2, unfinished });
  expect(outcome?.accounts).toMatchObject({ done: 3, failed: 0 });
  const tries = (name: string) => linesOf(folder, 'tried.txt').filter((line) => line === name).length;
  expect([tries(bad), tries(denied)]).toEqual([QUICK.attempts, 1]);
  expect(notes.filter((note) => note.endsWith('; it will be tried again'))).toHaveLength(QUICK.attempts - 1);
  expect(notes).toContain(`${bad}: Nonsense: no sense in ${bad}`);
  expect(resultOf(folder)).toBe(await inProcess(scratch(), plan, trouble));
});

test('an account that cannot be judged is told, and the others are rolled up', async () => {
  const connection = await connected((await startServer()).url);
  const [plan, folder] = [planOf(3), scratch()];
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  const outcome = await workOn(connection, plan, fakeWork(folder, plan, { unjudged: [accountId(2)] }));
  expect(outcome?.accounts).toEqual({ done: 2, failed: 1, unfinished: [{ name: accountId(2), reason: 'Error' }] });
  expect(outcome).not.toHaveProperty('failure');
  expect(resultOf(folder).split('\n')).toHaveLength(6);
});

test('an organization that cannot be rolled up is told, and planned again it is', async () => {
  const connection = await connected((await startServer()).url);
  const [plan, folder] = [planOf(2), scratch()];
  const tasks = fakeWork(folder, plan);
  const broken = { ...tasks, reduceOrganization: () => Promise.reject(new RangeError('no room')) };
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  expect(await workOn(connection, plan, broken)).toMatchObject({ failure: 'RangeError', accounts: { done: 2 } });
  expect(await enqueue(plan, shardsOf(plan), connection, QUICK)).toMatchObject({ state: 'resumed' });
  expect(await workOn(connection, plan, tasks)).not.toHaveProperty('failure');
  expect(await enqueue(plan, shardsOf(plan), connection, QUICK)).toMatchObject({ state: 'done' });
  expect(await workOn(connection, plan, broken)).not.toHaveProperty('failure'); // it is done: nothing is asked of it
});

test('what fails once and then does not is no failure', async () => {
  const connection = await connected((await startServer()).url);
  const [plan, folder] = [planOf(1), scratch()];
  const tasks = fakeWork(folder, plan);
  const once = <A extends unknown[], T>(task: (...args: A) => Promise<T>) => {
    let tries = 0;
    return (...args: A) => (tries++ === 0 ? Promise.reject(new Error('not now')) : task(...args));
  };
  const shaky = {
    ...tasks,
    collect: once(tasks.collect),
    reduceAccount: once(tasks.reduceAccount),
    reduceOrganization: once(tasks.reduceOrganization),
  };
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  const outcome = await workOn(connection, plan, shaky);
  expect(outcome).toMatchObject({ shards: { done: 3, failed: 0 }, accounts: { done: 1, failed: 0 } });
  expect(outcome).not.toHaveProperty('failure');
});

test('planning that was cut off goes on: no account is forgotten, and none is queued twice', async () => {
  const connection = await connected((await startServer()).url);
  const [plan, folder] = [planOf(270), scratch()]; // two batches
  const shards = shardsOf(plan);
  const cut = new Map([...shards].slice(0, 260));
  Object.defineProperty(cut, Symbol.iterator, {
    value: function* () {
      let read = 0;
      for (const entry of shards) {
        if (read++ === 260) throw new Error('the planner was killed');
        yield entry;
      }
    },
  });
  const pace = { ...QUICK, lockMs: 30_000 }; // on a busy machine, nothing counts as lost
  const running = work(connection, plan, fakeWork(folder, plan), { concurrency: 4, signal: AWAKE, pace });
  await expect(enqueue(plan, cut, connection, QUICK)).rejects.toThrow('killed');
  expect(await enqueue(plan, shards, connection, QUICK)).toMatchObject({ state: 'resumed' });
  expect(await enqueue(plan, shards, connection, QUICK)).toMatchObject({ state: 'resumed' });
  expect(await running).toMatchObject({ shards: { done: 810 }, accounts: { done: 270 } });
  expect(linesOf(folder, 'tried.txt')).toHaveLength(810);
  expect(linesOf(folder, 'early.txt')).toEqual([]);
});

test('another plan of the same day has a run of its own: workers of one never do what the other asks', async () => {
  const connection = await connected((await startServer()).url);
  const [before, after, folder] = [planOf(2), planOf(3), scratch()];
  await enqueue(before, shardsOf(before), connection, QUICK);
  await enqueue(after, shardsOf(after), connection, QUICK);
  expect(await workOn(connection, before, fakeWork(folder, before))).toMatchObject({ accounts: { done: 2 } });
  expect(new Set(linesOf(folder, 'tried.txt'))).toHaveLength(6);
});

test('a job whose lock was lost is done by another, and both write the same', async () => {
  const { url, port } = await startServer();
  const connection = await connected(url);
  const [plan, folder] = [planOf(1), scratch()];
  const tasks = fakeWork(folder, plan);
  let stolen = 0;
  const slow: Work = {
    ...tasks,
    async collect(shard) {
      const isFirst = stolen++ === 0;
      if (isFirst) {
        for (const key of cli(port, 'keys', '*:lock').trim().split('\n')) cli(port, 'del', key);
        await new Promise((resolve) => setTimeout(resolve, 3 * QUICK.lockMs));
      }
      return tasks.collect(shard);
    },
  };
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  const outcomes = await Promise.all([workOn(connection, plan, slow), workOn(await connected(url), plan, tasks)]);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ shards: { done: 3, failed: 0 }, accounts: { done: 1 } });
  expect(linesOf(folder, 'tried.txt').length).toBeGreaterThan(3);
  expect(resultOf(folder)).toBe(await inProcess(scratch(), plan));
});

test('what the queue is told of an account are names, counts, digests and codes', async () => {
  const { url, port } = await startServer();
  const connection = await connected(url);
  const [plan, folder] = [planOf(2), scratch()];
  const bad = `${accountId(1)}/eu-west-1`;
  const tasks = fakeWork(folder, plan, { denied: [bad] });
  let jobs: string[] = [];
  let held = '';
  const watching: Work = {
    ...tasks,
    async reduceOrganization() {
      jobs = cli(port, 'keys', '*/*')
        .trim()
        .split('\n')
        .filter((key) => !/:(dependencies|processed|failed)$/.test(key));
      held = jobs.map((key) => cli(port, 'hgetall', key)).join('\n');
      return tasks.reduceOrganization();
    },
  };
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  await workOn(connection, plan, watching);
  expect(held).toContain('given up: AccessDenied');
  expect(held).not.toContain('no role');
  expect(held).not.toContain('at '); // no stack
  expect(jobs.length).toBeGreaterThanOrEqual(8);
});

test('a worker that is told to stop gives back what it cannot finish', async () => {
  const connection = await connected((await startServer()).url);
  const [plan, folder] = [planOf(2), scratch()];
  const stop = new AbortController();
  const tasks = fakeWork(folder, plan);
  const stuck: Work = {
    ...tasks,
    collect: () => {
      stop.abort();
      return new Promise(() => {});
    },
  };
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  const began = performance.now();
  expect(await work(connection, plan, stuck, { concurrency: 4, signal: stop.signal, pace: QUICK })).toBeUndefined();
  const next = await workOn(connection, plan, tasks);
  expect(next).toMatchObject({ shards: { done: 6, failed: 0 } });
  expect(performance.now() - began).toBeLessThan(10_000); // and not after a lock of the first has run out, and again
});

test('a cluster is known as one', async () => {
  const args = [
    '--cluster-enabled',
    'yes',
    '--cluster-announce-ip',
    '127.0.0.1',
    '--appendonly',
    'yes',
    '--maxmemory-policy',
    'noeviction',
  ];
  const { url, port } = await startServer(args);
  cli(port, 'cluster', 'addslotsrange', '0', '16383');
  await expect.poll(() => cli(port, 'cluster', 'info'), { timeout: 20_000 }).toContain('cluster_state:ok');
  const connection = await connected(url);
  const [plan, folder] = [planOf(3), scratch()];
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  expect(await workOn(connection, plan, fakeWork(folder, plan))).toMatchObject({ accounts: { done: 3, failed: 0 } });
  expect(connection.client.isCluster).toBe(true);
});

test('a worker whose credentials end gives back what it has and says so; nothing is given up for it', async () => {
  const connection = await connected((await startServer()).url);
  const [plan, folder] = [planOf(2), scratch()];
  const tasks = fakeWork(folder, plan);
  const expired: Work = {
    ...tasks,
    collect: () => Promise.reject(new CallFailed({ operation: 'kms:ListKeys', code: 'ExpiredToken', message: 'over' })),
  };
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  await expect(workOn(connection, plan, expired)).rejects.toThrow('kms:ListKeys: ExpiredToken');
  expect(await workOn(connection, plan, tasks)).toMatchObject({ shards: { done: 6, failed: 0 } });
  expect(resultOf(folder)).toBe(await inProcess(scratch(), plan));
});

test('a run without accounts is rolled up', async () => {
  const connection = await connected((await startServer()).url);
  const [plan, folder] = [planOf(0), scratch()];
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  expect(await workOn(connection, plan, fakeWork(folder, plan))).toMatchObject({ accounts: { done: 0, failed: 0 } });
  expect(resultOf(folder)).toBe('');
});
