import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { freePort } from '../../emulator/server.ts';

/** A server on loopback, with a port and a folder of its own, as users are told to run it. */
export interface Server {
  readonly url: string;
  readonly port: number;
  /** As a machine that loses power, but for what the operating system had not written. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

export const KEPT = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];

/** Started for one test, and ended with it. */
export async function startServer(args: readonly string[] = KEPT): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-redis-'));
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    child = spawn('redis-server', [...own, ...args], { stdio: 'ignore' });
    await answering(port, child);
  };
  const kill = async (): Promise<void> => {
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGKILL');
    await ended;
  };
  await start();
  onTestFinished(async () => {
    if (child?.exitCode === null && child.signalCode === null) await kill();
    rmSync(folder, { recursive: true, force: true });
  });
  return { url: `redis://127.0.0.1:${port}`, port, kill, start };
}

/** Until the port is answered at all: a password may be asked for. */
async function answering(port: number, child: ChildProcess): Promise<void> {
  const client = new Redis({
    port,
    host: '127.0.0.1',
    lazyConnect: true,
    retryStrategy: null,
    enableReadyCheck: false,
  });
  client.on('error', () => {});
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    try {
      await client.connect();
      const said = await client.ping().catch(({ message }: Error) => message);
      client.disconnect();
      if (!said.startsWith('LOADING')) return;
    } catch {
      client.disconnect();
    }
    await pause(25);
  }
  throw new Error('redis-server does not answer');
}

/** One line for each key of a server. */
export const cli = (port: number, ...args: readonly string[]): string =>
  execFileSync('redis-cli', ['-p', String(port), ...args], { encoding: 'utf8' });
