// npm run test:chaos: the fault suites at full size: every seed, each call by itself, fifty kills, twenty runs. Takes more than an hour.
import { spawnSync } from 'node:child_process';

const only = process.argv.length > 2 ? process.argv.slice(2) : ['test/chaos', 'test/determinism.test.ts'];
const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'chaos', '--project', 'offline', ...only];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, CHAOS: 'full' } });
process.exitCode = status ?? 1;
