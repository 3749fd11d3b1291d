import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REPORTERS } from '../../src/report/reporters.ts';
import { buildCli } from './cli.ts';
import { scratch } from './live/report.ts';
import { CONTENT, plantContent, SERVICES } from './plant-content.ts';
import { type Emulator, startEmulator } from './start.ts';

const { folder, remove } = scratch();
const cli = buildCli();
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ correct: false });
  await plantContent(emulator.endpoint);
});
afterAll(async () => {
  await emulator?.stop();
  cli.remove();
  remove();
});

test('--secrets finds what was planted in each place, and keeps none of it', async () => {
  const output = folder('secrets');
  const flags = ['--region', 'eu-west-1', '--fail-on', 'none', '--allow-incomplete', '--debug'];
  const formats = Object.keys(REPORTERS).join();
  const { stdout, stderr } = await cli.run(
    ['scan', '--secrets', '--service', SERVICES.join(), '--output', output, '--format', formats, ...flags],
    emulator.env,
  );
  const { findings } = JSON.parse(readFileSync(join(output, 'report.json'), 'utf8')) as {
    findings: readonly { readonly rule: string; readonly verdict: string }[];
  };
  const failed = new Set(findings.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule));
  expect(Object.keys(CONTENT).filter((rule) => !failed.has(rule))).toEqual([]);
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' }).map((file) => join(output, file));
  const texts = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'utf8'));
  const seen = [stdout, stderr, ...texts].join('\n');
  expect(texts.length).toBeGreaterThan(formats.split(',').length);
  const left = Object.values(CONTENT).filter(
    (canary) => seen.includes(canary) || seen.includes(Buffer.from(canary).toString('base64').slice(0, 20)),
  );
  expect(left).toEqual([]);
});
