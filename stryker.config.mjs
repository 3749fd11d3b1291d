import { area } from './scripts/mutation-areas.mjs';
import { chosen } from './scripts/mutation-sample.mjs';

const { name, places, except, atLeast } = area();
const files = process.env['MUTATION_FILES']?.split(',');
const sample = chosen();
const whole = [...places.map((place) => (place.endsWith('.ts') ? place : `${place}/**/*.ts`)), ...Object.keys(except).map((file) => `!${file}`)];

/** npm run test:mutation. See docs/testing.md. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', './scripts/mutation-sample.mjs'],
  checkers: sample === undefined ? [] : ['sample'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: files !== undefined },
  mutate: sample?.ranges ?? files ?? whole,
  coverageAnalysis: 'perTest',
  // a mutant of a table or pattern made once, when its module is loaded, costs a fresh process and every test
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  thresholds: { high: 95, low: atLeast, break: atLeast },
  incremental: files === undefined && sample === undefined,
  incrementalFile: `.stryker-tmp/${name}.json`,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `.stryker-tmp/${name}-report.json` },
  ignorePatterns: ['dist', 'dist.*', 'docs', 'coverage', 'sealscan-report', '.venv-*', 'dist-lambda', '.ci', 'test/emulator', 'test/chaos', 'test/fuzz'],
  tempDirName: '.stryker-tmp',
};
