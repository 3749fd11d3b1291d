import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundledCli } from '../bundle.ts';
import { ROOT } from '../house/copy.ts';

const folder = mkdtempSync(join(ROOT, 'node_modules', '.sealscan-stdout-'));
let cli = '';
beforeAll(async () => {
  cli = await bundledCli(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const SCAN = ['scan', '--from', 'fixtures/acme.ndjson', '--output', '-', '--format', 'json', '--quiet'];

test('a long document comes whole, and without a word beside it', () => {
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...SCAN], { cwd: ROOT, maxBuffer: 2 ** 26 });
  expect(stdout.length).toBeGreaterThan(1_000_000);
  expect(JSON.parse(stdout.toString()).findings.length).toBeGreaterThan(1_000);
  expect(stderr.toString()).toBe('');
});

test.runIf(existsSync('/dev/full')).each([
  [SCAN, 3],
  [['rules', 'list'], 3],
  [['--help'], 3],
] as const)('%j into a full disk says so, with exit code %d', (argv, code) => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [cli, ...argv], {
    cwd: ROOT,
    stdio: ['ignore', full, 'pipe'],
  });
  expect(stderr.toString()).toBe('sealscan: standard output could not be written: the disk is full\n');
  expect(status).toBe(code);
});
