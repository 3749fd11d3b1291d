// Installs when, and only when, the lock file differs from the one last installed. Uses nothing but Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.sealscan-lock`;

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`sealscan needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

export function install() {
  requireNode();
  const lock = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing what the lock file names…');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

/** Runs a command in the repository's root; its failure is ours. */
export function run(command, args, { quiet = false } = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  if (error) console.error(`${command} could not be started: ${error.message}`);
  process.exit(status ?? 1);
}

/** Runs a tool of node_modules with this Node. */
export const tool = (path, args, options) => run(process.execPath, [`${root}node_modules/${path}`, ...args], options);
export const script = (path, args = [], options) => run(process.execPath, [`${root}${path}`, ...args], options);
