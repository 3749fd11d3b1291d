import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildCli } from '../emulator/cli.ts';
import { fc, SEED } from '../seeded.ts';
import { type Case, TARGETS } from './targets.ts';

const SAMPLE = 4;

const cli = buildCli();
const folder = mkdtempSync(join(tmpdir(), 'sealscan-fuzz-cli-'));
afterAll(() => {
  cli.remove();
  rmSync(folder, { recursive: true });
});

/** `judge` is the suite's own short cut; a user scans. */
const SCAN = ['scan', '--output', '-', '--format', 'json', '--from'];

function argumentsOf({ argv, files }: Case, home: string): string[] {
  const [first, file = '', kind, other = ''] = argv;
  const asked = first === 'judge' ? [...SCAN, file, ...(kind ? [`--${kind}`, other] : [])] : argv;
  return asked.map((word) => (word in files || word === 'rules' ? join(home, word) : word)).with(0, asked[0] as string);
}

test.each(Object.entries(TARGETS))(
  `the built command line and %s (FUZZ_SEED=${SEED})`,
  { timeout: 300_000 },
  async (kind, cases) => {
    for (const [at, asked] of fc.sample(cases, { numRuns: SAMPLE, seed: SEED }).entries()) {
      const home = join(folder, `${kind}-${at}`);
      for (const [name, bytes] of Object.entries(asked.files)) {
        mkdirSync(dirname(join(home, name)), { recursive: true });
        writeFileSync(join(home, name), bytes);
      }
      const { code, stdout, stderr } = await cli.run(argumentsOf(asked, home), {});
      expect([0, 1, 2, 4], stderr).toContain(code);
      expect(stderr).not.toMatch(/\n\s+at |node:internal|should not happen/);
      if (code !== 2) continue;
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^sealscan: /);
      if (!stderr.includes(' key')) expect(stderr.split('\n')[0]).toContain(basename(asked.spoilt));
    }
  },
);
