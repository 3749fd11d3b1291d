import { area } from './scripts/mutation-areas.mjs';

const { name, mutate, atLeast } = area();

/** npm run test:mutation -- AREA [FILE..]. See docs/testing.md. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  mutate: (process.env['MUTATION_FILES'] ?? mutate).split(','),
  coverageAnalysis: 'perTest',
  // a mutant of a table or pattern made once, when its module is loaded, costs a fresh process and every test
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  thresholds: { high: 95, low: atLeast, break: atLeast },
  incremental: process.env['MUTATION_FILES'] === undefined,
  incrementalFile: `.stryker-tmp/${name}.json`,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `.stryker-tmp/${name}-report.json` },
  ignorePatterns: ['dist', 'dist.*', 'docs', 'coverage', 'sealscan-report', '.venv-moto', '.ci', 'test/emulator', 'test/chaos', 'test/fuzz'],
  tempDirName: '.stryker-tmp',
};
