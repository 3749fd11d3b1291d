/** npm run test:mutation [-- AREA [FILE..]]: changes the code and fails where too few changes are noticed. */
import { spawnSync } from 'node:child_process';
import { AREAS } from './mutation-areas.mjs';

const [one, ...files] = process.argv.slice(2);
let failed = false;
for (const name of one === undefined ? Object.keys(AREAS) : [one]) {
  const env = { ...process.env, MUTATION_AREA: name, ...(files.length > 0 ? { MUTATION_FILES: files.join(',') } : {}) };
  const { status } = spawnSync(process.execPath, ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'], {
    stdio: 'inherit',
    env,
  });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
