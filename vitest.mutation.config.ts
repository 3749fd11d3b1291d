import { defineConfig } from 'vitest/config';
import { handlebarsVite } from './scripts/handlebars-plugin.mjs';
import { area } from './scripts/mutation-areas.mjs';

/** Only the tests that have to notice a change in the area. */
export default defineConfig({
  plugins: [handlebarsVite()],
  test: {
    include: area().tests.map((place) => (place.endsWith('.ts') ? place : `${place}/**/*.test.ts`)),
    exclude: ['test/**/*.browser.test.ts'],
    testTimeout: 30_000,
  },
});
