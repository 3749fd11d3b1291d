/** The fault suites at full size: every seed, every kind of denial, fifty kills. Takes about half an hour. */
import { spawnSync } from 'node:child_process';

const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'chaos', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, CHAOS: 'full' } });
process.exitCode = status ?? 1;
