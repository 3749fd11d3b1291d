import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../src/fleet/queue/connection.ts';
import { enqueue } from '../../../src/fleet/queue/enqueue.ts';
import type { Pace } from '../../../src/fleet/queue/run.ts';
import { accountId, inProcess, linesOf, planOf, QUICK, resultOf, shardsOf, type Trouble } from './fake.ts';
import { cli, startServer } from './redis.ts';
import { bundleWorker, startWorker, type WorkerProcess } from './workers.ts';

let removeBundle = (): void => {};
beforeAll(async () => {
  removeBundle = await bundleWorker();
});
afterAll(() => removeBundle());

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-queue-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function planned(accounts: number, trouble: Trouble, pace: Partial<Pace> = {}) {
  const server = await startServer();
  const connection = await connect(server.url);
  const plan = planOf(accounts);
  await enqueue(plan, shardsOf(plan), connection, QUICK);
  connection.close();
  const folder = scratch();
  return {
    server,
    plan,
    folder,
    start: () => startWorker({ url: server.url, folder, accounts, trouble, pace: { ...QUICK, ...pace } }),
  };
}

const connected = (worker: WorkerProcess | undefined) =>
  expect.poll(() => worker?.notes(), { timeout: 20_000 }).toContain('connected');

test('workers are killed one a second, then the server: every shard is read, and the end is the same bytes', async () => {
  const accounts = 30;
  const { server, plan, folder, start } = await planned(accounts, { slow: 500 }, { stalls: 20 });
  const workers: WorkerProcess[] = [start(), start(), start()];
  for (let kill = 0; kill < 3; kill++) {
    await connected(workers[kill % 3]);
    await pause(1_000); // in the middle of its second shards
    workers[kill % 3]?.child.kill('SIGKILL');
    workers[kill % 3] = start();
  }
  for (const worker of workers) await connected(worker);
  await server.kill();
  await pause(300);
  await server.start();
  const outcomes = await Promise.all(workers.map(({ ended }) => ended));
  for (const [index, outcome] of outcomes.entries())
    expect(outcome, workers[index]?.notes()).toMatchObject({
      shards: { done: 90, failed: 0 },
      accounts: { done: 30, failed: 0 },
    });
  expect(new Set(linesOf(folder, 'tried.txt'))).toHaveLength(90);
  expect(linesOf(folder, 'tried.txt').length).toBeGreaterThan(90); // some were killed in the middle
  expect(linesOf(folder, 'early.txt')).toEqual([]);
  expect(resultOf(folder)).toBe(await inProcess(scratch(), plan));
  expect(workers.map(({ notes }) => notes()).join()).toContain('trying again');
}, 60_000);

test('a server that is killed while a run is planned has all of it in the end', async () => {
  const server = await startServer();
  const connection = await connect(server.url);
  onTestFinished(() => connection.close());
  const plan = planOf(1_500);
  const planned = enqueue(plan, shardsOf(plan), connection, QUICK);
  await expect.poll(() => Number(cli(server.port, 'dbsize')), { interval: 20 }).toBeGreaterThan(1_000);
  await server.kill();
  await server.start();
  expect(await planned).toMatchObject({ accounts: 1_500, shards: 4_500 });
  const waiting = cli(server.port, 'keys', '*.shards:wait').trim();
  expect(cli(server.port, 'llen', waiting).trim()).toBe('4500');
  expect(cli(server.port, 'exists', waiting.replace('shards:wait', 'accounts:meta')).trim()).toBe('1');
  expect(cli(server.port, 'hexists', waiting.replace('shards:wait', 'accounts:meta'), 'paused').trim()).toBe('0');
});

test('a shard that ends whoever reads it is given up for lost, and all else is judged', async () => {
  const deadly = `${accountId(0)}/us-east-1`;
  const { folder, start } = await planned(2, { deadly: [deadly] }, { stalls: 1 });
  for (;;) {
    const outcome = await start().ended;
    if (!outcome) continue; // it met the shard
    expect(outcome).toMatchObject({
      shards: { done: 5, failed: 1, unfinished: [{ name: deadly }] },
      accounts: { done: 2 },
    });
    break;
  }
  expect(resultOf(folder)).toContain('WorkerLost: ');
}, 60_000);

test('SIGTERM ends a worker between two jobs, and the next goes on', async () => {
  const { folder, start } = await planned(4, { slow: 200 }, { lockMs: 30_000 });
  const first = start();
  await expect.poll(() => linesOf(folder, 'tried.txt').length, { timeout: 10_000 }).toBeGreaterThan(0);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe('stopped');
  expect(await start().ended).toMatchObject({ shards: { done: 12, failed: 0 } });
  expect(linesOf(folder, 'tried.txt')).toHaveLength(12); // nothing was begun twice
});

test('SIGTERM ends a worker whose server is gone', async () => {
  const { server, start } = await planned(4, { slow: 60_000 });
  const worker = start();
  await connected(worker);
  await pause(1_000); // with shards in hand
  await server.kill();
  worker.child.kill('SIGTERM');
  expect(await worker.ended).toBe('stopped');
}, 20_000);
