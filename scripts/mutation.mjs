/**
 * npm run test:mutation [-- AREA [FILE..]]: changes the code and fails where too few changes are noticed.
 * npm run test:mutation -- AREA --sample N [--seed S]: the same for N changes anywhere in the area, and how far that can be from the whole.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AREAS, area } from './mutation-areas.mjs';
import { sample } from './mutation-sample.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const [one, ...files] = positionals;
let failed = false;
for (const name of one === undefined ? Object.keys(AREAS) : [one]) {
  process.env['MUTATION_AREA'] = name;
  if (files.length > 0) process.env['MUTATION_FILES'] = files.join(',');
  failed = !(values.sample === undefined ? run() : await sampled(Number(values.sample))) || failed;
}
process.exitCode = failed ? 1 : 0;

function run() {
  return (
    spawnSync(process.execPath, ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'], { stdio: 'inherit' })
      .status === 0
  );
}

async function sampled(size) {
  const { name, atLeast, ...rest } = area();
  const [file, report] = [`.stryker-tmp/${name}-sample.json`, `.stryker-tmp/${name}-report.json`];
  const drawn = await sample(rest, size, values.seed);
  mkdirSync('.stryker-tmp', { recursive: true });
  writeFileSync(file, JSON.stringify(drawn));
  rmSync(report, { force: true });
  process.env['MUTATION_SAMPLE'] = file;
  const good = run();
  const count = counted(report);
  console.log(sentence(name, atLeast, drawn, count));
  return good && count.noticed + count.missed > 0;
}

/** Nothing, where no report was written: the tests failed before anything was changed. */
function counted(report) {
  if (!existsSync(report)) return { noticed: 0, missed: 0 };
  const mutants = Object.values(JSON.parse(readFileSync(report, 'utf8')).files).flatMap((file) => file.mutants);
  const of = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  return { noticed: of('Killed', 'Timeout'), missed: of('Survived', 'NoCoverage') };
}

function sentence(name, atLeast, { of, keys }, { noticed, missed }) {
  const n = noticed + missed;
  if (n === 0) return `${name}: nothing was looked at`;
  const [low, high] = wilson(noticed, n);
  const per = (share) => `${(100 * share).toFixed(1)} %`;
  const shown =
    100 * low >= atLeast ? 'all of it above' : 100 * high < atLeast ? 'all of it below' : 'on both sides of';
  return [
    `${name}: ${noticed} of ${n} noticed, ${per(noticed / n)} (${keys.length} drawn of ${of}, seed ${values.seed}; what is made once at loading left out).`,
    `With 95 % confidence the area has ${per(low)} to ${per(high)}: ${shown} the ${atLeast} % with which the score of the sample is compared.`,
  ].join('\n');
}

/** The interval of Wilson (1927) in which the share of the whole is, with 95 % confidence, where `hits` of `n` were drawn. */
function wilson(hits, n) {
  const z = 1.96;
  const middle = (hits + z ** 2 / 2) / (n + z ** 2);
  const half = (z / (n + z ** 2)) * Math.sqrt((hits * (n - hits)) / n + z ** 2 / 4);
  return [middle - half, middle + half];
}
