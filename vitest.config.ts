import { defineConfig } from 'vitest/config';
import { handlebarsVite } from './scripts/handlebars-plugin.mjs';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const plugins = [handlebarsVite()];
const emulator = 'test/emulator/**/*.test.ts';
const chaos = 'test/chaos/**/*.live.test.ts';
const fuzz = 'test/fuzz/**/*.test.ts';
const browser = 'test/**/*.browser.test.ts';
const fleet = 'test/**/*.redis.test.ts';

export default defineConfig({
  plugins,
  test: {
    maxWorkers: '100%', // by default one core stays idle, and of two that is half
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary'] },
    projects: [
      {
        plugins,
        test: {
          name: 'offline',
          include: ['test/**/*.test.ts'],
          exclude: [emulator, chaos, fuzz, browser, fleet],
          testTimeout: 120_000,
          isolate: false, // reading the sources anew for each file would take longer than the tests
        },
      },
      {
        plugins,
        test: {
          name: 'emulator',
          include: [emulator],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2, // each with an emulator of its own: a scan and what answers it take turns
        },
      },
      {
        plugins,
        test: {
          name: 'chaos',
          include: [chaos],
          globalSetup: 'test/chaos/setup.ts',
          testTimeout: 3_600_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      { plugins, test: { name: 'fleet', include: [fleet], testTimeout: 60_000 } },
      { plugins, test: { name: 'fuzz', include: [fuzz], testTimeout: 3_600_000 } },
      {
        plugins,
        test: {
          name: 'browser',
          include: [browser],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
