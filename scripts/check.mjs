// npm run check: every gate, offline.
import { install, script, tool } from './install.mjs';

const gate = (name, run) => {
  const start = Date.now();
  run();
  console.log(`✓ ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
};

install();
gate('types', () => tool('typescript/bin/tsc', ['-p', '.']));
gate('lint and format', () => tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings']));
gate('generated files', () => script('scripts/generate.mjs', ['--check']));
gate('unused code', () => tool('knip/bin/knip.js', ['--treat-config-hints-as-errors']));
gate('architecture', () => script('scripts/architecture.mjs'));
gate('escaping', () => script('scripts/escaping.mjs'));
gate('build', () => script('scripts/build.mjs'));
gate('tests', () => tool('vitest/vitest.mjs', ['run', '--project', 'offline', '--coverage']));
