import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ROOT } from './copy.ts';

const CONFIGURATIONS = ['package.json', 'tsconfig.json', 'biome.json', 'knip.json'];

/** A project with our configuration and these files, and nothing else. */
function projectOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-gates-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of CONFIGURATIONS) cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The gates as scripts/check.mjs runs them. */
const GATES = {
  types: ['typescript/bin/tsc', '-p', '.', '--incremental', 'false'],
  lint: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', 'src'],
  unused: ['knip/bin/knip.js', '--treat-config-hints-as-errors'],
} as const;

function pass(gate: keyof typeof GATES, files: Readonly<Record<string, string>>): { code: number; said: string } {
  const [tool, ...args] = GATES[gate];
  const options = { cwd: projectOf(files), encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules', tool), ...args], options);
  return { code: status ?? -1, said: stdout + stderr };
}

const FINE = 'export const fine = 1;\n';

describe('each gate', () => {
  test.each([
    ['types', { 'src/a.ts': FINE }],
    ['lint', { 'src/a.ts': FINE }],
  ] as const)(
    '%s lets pass what is fine',
    (gate, files) => {
      const { code, said } = pass(gate, files);
      expect(code, said).toBe(0);
    },
    240_000,
  );

  test.each([
    ['types', { 'src/a.ts': 'export const wrong: string = 1;\n' }, /TS2322/],
    ['lint', { 'src/a.ts': 'export default 1;\n' }, /noDefaultExport/],
    ['lint', { 'src/a.ts': 'export const   ugly = 1\n' }, /format/],
    ['unused', { 'src/index.ts': FINE, 'src/cli/bin.ts': FINE, 'src/lost.ts': FINE }, /src\/lost\.ts/],
  ] as const)(
    '%s finds what is planted',
    (gate, files, said) => {
      const found = pass(gate, files);
      expect(found.code).not.toBe(0);
      expect(found.said).toMatch(said);
    },
    240_000,
  );

  test.each(['types', 'lint', 'unused'] as const)(
    '%s does not pass when it looked at nothing',
    (gate) => {
      expect(pass(gate, {}).code).not.toBe(0);
    },
    240_000,
  );

  test('tests do not pass when none was found', () => {
    const vitest = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'offline', 'no-such-test'];
    const { status, stdout, stderr } = spawnSync(process.execPath, vitest, { cwd: ROOT, encoding: 'utf8' });
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain('No test files found');
  }, 240_000);
});
