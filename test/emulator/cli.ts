import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SEED_NOW } from './world.ts';

/** How one run of the command line ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Env = Readonly<Record<string, string>>;

/** Runs the command line; `meanwhile` gets the way to interrupt it. */
export type Run = (
  args: readonly string[],
  env: Env,
  meanwhile?: (signal: (name: NodeJS.Signals) => void) => void,
) => Promise<Ended>;

/** Builds the command line into a folder of its own: another file's tests may be building theirs. */
export function buildCli(): { readonly path: string; readonly run: Run; remove(): void } {
  const folder = mkdtempSync(join('node_modules', '.sealscan-cli-'));
  execFileSync(process.execPath, ['scripts/build.mjs', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const path = join(folder, 'cli.js');
  return { path, run: cliAt(path), remove: () => rmSync(folder, { recursive: true }) };
}

/** A built command line, run from the root of the repository. */
function cliAt(path: string): Run {
  return async (args, env, meanwhile = () => {}) => {
    const child = spawn(process.execPath, [path, ...args], {
      env: environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    }
    meanwhile((signal) => void child.kill(signal));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { code, ...said };
  };
}

/** All that a run sees, so that nobody's own AWS configuration is used; the scan's clock stands as the emulator's does. */
function environment(env: Env): NodeJS.ProcessEnv {
  const epoch = String(Date.parse(SEED_NOW) / 1000);
  return { PATH: process.env.PATH, HOME: '/nonexistent', NO_COLOR: '1', SOURCE_DATE_EPOCH: epoch, ...env };
}
