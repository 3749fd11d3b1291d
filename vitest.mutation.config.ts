import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { handlebarsVite } from './scripts/handlebars-plugin.mjs';
import { area } from './scripts/mutation-areas.mjs';

const { tests, last, without, env } = area();

/** Vitest asks for a class: the first failure ends a run, so what takes long comes last. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) => last.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
    return files.sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** Only the tests that have to notice a change in the area. */
export default defineConfig({
  plugins: [handlebarsVite()],
  test: {
    include: tests.map((place) => (place.endsWith('.ts') ? place : `${place}/**/*.test.ts`)),
    exclude: ['test/**/*.browser.test.ts', ...without],
    testTimeout: 30_000,
    env,
    isolate: false, // each run has a process of its own
    sequence: { sequencer: QuickFirst },
  },
});
