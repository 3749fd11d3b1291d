// npm run bench:fleet [-- ACCOUNTS...]: what a queue takes for runs of so many accounts with 17 shards each, of which none has anything to
// read: a planner and two workers beside a Redis of their own, as `sealscan fleet` runs them. Ends with 1 beyond a minute for 5,000.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { METER } from './meter.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(root, 'node_modules', '.sealscan-bench-fleet-')); // below it, packages are found
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [500, 5_000];
const REGIONS = 17;
const LIMIT_S = 60;

/** A process of a run: `plan` queues it, `work` works until it is done. */
const PROGRAM = `
  import { connect } from './src/fleet/queue/connection.ts';
  import { enqueue } from './src/fleet/queue/enqueue.ts';
  import { work } from './src/fleet/queue/work.ts';
  const [role, url, accounts] = process.argv.slice(2);
  const id = (index) => String(index + 1).padStart(12, '0');
  const plan = { takenAt: '2026-06-01T00:00:00.000Z', accounts: Array.from({ length: Number(accounts) }, (_, index) => ({ id: id(index) })) };
  const regions = Array.from({ length: ${REGIONS} }, (_, index) => 'region-' + index);
  const shards = new Map(role === 'plan' ? plan.accounts.map(({ id }) => [id, regions.map((region) => ({ account: id, region }))]) : []);
  const done = async () => ({ records: 0, digest: '0'.repeat(64) });
  const nothing = { shards, collect: done, giveUp: done, reduceAccount: done, reduceOrganization: done };
  const connection = await connect(url, console.error);
  if (role === 'plan') await enqueue(plan, shards, connection);
  else {
    const outcome = await work(connection, plan, nothing, { concurrency: 32, signal: new AbortController().signal, note: console.error });
    if (outcome.shards.done !== ${REGIONS} * Number(accounts) || outcome.accounts.done !== Number(accounts)) throw new Error(JSON.stringify(outcome));
  }
  connection.close();
`;

const file = join(folder, 'fleet.mjs');
await build({
  stdin: { contents: PROGRAM, resolveDir: root, loader: 'ts' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  outfile: file,
  logLevel: 'error',
});

/** What a process took: `{cpu, rss, wall}`. */
function figures(role, url, accounts) {
  const child = spawn(process.execPath, ['--import', METER, file, role, url, String(accounts)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      const found = /#(\{.*\})/.exec(said)?.[1];
      if (code === 0 && found) resolve(JSON.parse(found));
      else reject(new Error(`${role} gave ${code}: ${said}`));
    });
  });
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function withRedis(use) {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'sealscan-bench-redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'yes'];
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.stdout.on('data', (text) => String(text).includes('Ready to accept') && resolve());
    });
    return await use(`redis://127.0.0.1:${port}`, async () => {
      const { Redis } = await import('ioredis');
      const client = new Redis(port);
      const info = await client.info();
      client.disconnect();
      const number = (name) => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)[1]);
      return { cpu: number('used_cpu_sys') + number('used_cpu_user'), mb: number('used_memory_peak') / 2 ** 20 };
    });
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill();
    await ended;
    rmSync(dir, { recursive: true });
  }
}

async function run(accounts) {
  return withRedis(async (url, redis) => {
    const began = performance.now();
    const [planner, ...workers] = await Promise.all(
      ['plan', 'work', 'work'].map((role) => figures(role, url, accounts)),
    );
    return { planner, workers, redis: await redis(), wall: (performance.now() - began) / 1000 };
  });
}

try {
  console.log(`Load of the machine before: ${loadavg()[0].toFixed(1)}\n`);
  console.log(
    '| accounts | shards | wall s | planned in s | planner MB | worker MB | Redis MB | CPU s: planner, workers, Redis |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const accounts of sizes) {
    const { planner, workers, redis, wall } = await run(accounts);
    const most = Math.max(...workers.map(({ rss }) => rss));
    const cpu = [planner.cpu, workers[0].cpu + workers[1].cpu, redis.cpu].map((seconds) => seconds.toFixed(1));
    const cells = [accounts, accounts * REGIONS, wall.toFixed(1), planner.wall.toFixed(1), planner.rss.toFixed(0)];
    console.log(`| ${[...cells, most.toFixed(0), redis.mb.toFixed(0), cpu.join(', ')].join(' | ')} |`);
    if (accounts <= 5_000 && wall > LIMIT_S) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
