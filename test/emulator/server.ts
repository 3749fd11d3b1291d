import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const folder = emulatorFolder();
const venv = join(folder, '..', '..', '.venv-moto');

/** A moto server (https://docs.getmoto.org) on a loopback port of its own. */
export interface Moto {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The emulator's folder, looked for upwards: esbuild may have bundled this file elsewhere in the repository. */
function emulatorFolder(): string {
  const starts = [dirname(fileURLToPath(import.meta.url)), process.cwd()];
  const folders = starts.flatMap((start) => upwards(start)).flatMap((at) => [at, join(at, 'test', 'emulator')]);
  const found = folders.find((at) => existsSync(join(at, 'install.sh')) && existsSync(join(at, 'clock.py')));
  if (!found) throw new Error('test/emulator/install.sh is not to be found above this file or the current directory');
  return found;
}

function upwards(from: string): string[] {
  const parent = dirname(from);
  return parent === from ? [from] : [from, ...upwards(parent)];
}

/** Installs moto once into `.venv-moto/`; throws one sentence when it cannot. */
function ensureMoto(): void {
  try {
    execFileSync('sh', [join(folder, 'install.sh')], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`The AWS emulator (moto) could not be installed into .venv-moto/: ${said}`);
  }
}

/**
 * Starts moto. With `clock` (ISO 8601) its time stands still there until `PUT /clock` moves it;
 * without, it is the stock server with the machine's time.
 */
export async function startMoto(options: { readonly clock?: string } = {}): Promise<Moto> {
  ensureMoto();
  const port = await freePort();
  const [file, ...rest] = options.clock
    ? ['python', join(folder, 'clock.py'), String(port), options.clock]
    : ['moto_server', '-p', String(port)];
  const child = spawn(join(venv, 'bin', file ?? ''), rest, { stdio: ['ignore', 'ignore', 'pipe'], env: motoEnv(port) });
  const endpoint = `http://127.0.0.1:${port}`;
  const stopAtExit = () => child.kill('SIGKILL');
  process.once('exit', stopAtExit);
  await answering(child, endpoint);
  return {
    endpoint,
    stop: async () => {
      process.removeListener('exit', stopAtExit);
      await ended(child);
    },
  };
}

/** MOTO_EC2_LOAD_DEFAULT_AMIS=false: else 1,300 snapshots of Amazon's AMIs are listed as the account's. */
function motoEnv(port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    MOTO_PORT: String(port),
    MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    PYTHONHASHSEED: '0',
  };
}

async function answering(child: ChildProcess, endpoint: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = (said + String(chunk)).slice(-2000);
  });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`moto ended before it answered: ${said}`);
    if (await answers(`${endpoint}/moto-api/data.json`)) return;
    await pause(50);
  }
  child.kill('SIGKILL');
  throw new Error(`moto did not answer on ${endpoint} within ten seconds: ${said}`);
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok === true;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free loopback port');
  return address.port;
}
