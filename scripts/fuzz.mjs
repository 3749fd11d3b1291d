/** The fuzz suite at full size: 1,500 spoilt files of each of seven kinds, or FUZZ_RUNS; a seed of its own each time, FUZZ_SEED repeats an earlier run. */
import { spawnSync } from 'node:child_process';

const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'fuzz', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, {
  stdio: 'inherit',
  env: { FUZZ_RUNS: '1500', FUZZ_SEED: String(Date.now() % 2 ** 31), ...process.env },
});
process.exitCode = status ?? 1;
