import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import type { Outcome } from '../../../src/fleet/queue/outcome.ts';
import { BUNDLE } from '../../bundle.ts';
import type { Told } from './child.ts';

const FOLDER = 'dist.fleet';

export async function bundleWorker(): Promise<() => void> {
  const output = { outdir: FOLDER, outExtension: { '.js': '.mjs' } };
  await build({ ...BUNDLE, ...output, entryPoints: ['test/fleet/queue/child.ts'] });
  return () => rmSync(FOLDER, { recursive: true, force: true });
}

export interface WorkerProcess {
  readonly child: ChildProcess;
  /** How the run ended, as it tells; undefined where it did not live to tell. */
  readonly ended: Promise<Outcome | 'stopped' | undefined>;
  notes(): string;
}

/** A worker in a process of its own, ended with the test. */
export function startWorker(told: Told): WorkerProcess {
  const child = spawn(process.execPath, [join(FOLDER, 'child.mjs'), JSON.stringify(told)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let notes = '';
  child.stdout.on('data', (text: Buffer) => {
    out += text;
  });
  child.stderr.on('data', (text: Buffer) => {
    notes += text;
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<Outcome | 'stopped' | undefined>((resolve) =>
    child.once('close', () => resolve(out === '' ? undefined : (JSON.parse(out) as Outcome | 'stopped'))),
  );
  return { child, ended, notes: () => notes };
}
