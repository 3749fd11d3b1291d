/** The fuzz suite at full size: 10,000 spoilt files of each kind, or FUZZ_RUNS; FUZZ_SEED repeats an earlier run. */
import { spawnSync } from 'node:child_process';

const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'fuzz', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { FUZZ_RUNS: '10000', ...process.env } });
process.exitCode = status ?? 1;
