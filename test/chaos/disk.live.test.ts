import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildCli, type Ended } from '../emulator/cli.ts';
import { scratch } from '../emulator/live/report.ts';
import { SEEDED } from '../emulator/unseeded.ts';
import { type StormyWorld, startWorld } from './world.ts';

const { folder, remove } = scratch();
const cli = buildCli();
let world: StormyWorld;
beforeAll(async () => {
  world = await startWorld({ deep: false });
});
beforeEach(() => world.proxy.calm());
afterAll(async () => {
  await world?.stop();
  cli.remove();
  remove();
});

const FROM = ['--from', 'fixtures/acme.ndjson'];
const LIVE = ['--service', SEEDED.join()];
const scan = (output: string, flags: readonly string[] = FROM) =>
  cli.run(['scan', '--output', output, '--fail-on', 'none', ...flags], world.env);

/** Files of a folder, with what they hold. */
const held = (name: string): readonly string[] =>
  readdirSync(name, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(name, file)).isFile())
    .map(
      (file) =>
        `${file} ${createHash('sha256')
          .update(readFileSync(join(name, file)))
          .digest('hex')}`,
    )
    .sort();

/** A scan that may write no file larger than so many KiB: like a full disk, on every machine. */
function limited(output: string, kib: number, flags: readonly string[]): Promise<Ended> {
  const command = `ulimit -f ${kib}; exec "$@"`;
  const args = [process.execPath, cli.path, 'scan', '--output', output, '--fail-on', 'none', ...flags];
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', NO_COLOR: '1', SOURCE_DATE_EPOCH: '0', ...world.env };
  const child = spawn('bash', ['-c', command, 'bash', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}

const ONE_SENTENCE = /^sealscan: [^\n]+ could not be written: [^\n]+\n$/;

describe('a disk that is full', () => {
  test('in the middle of a report: one sentence, and the older reports are intact', async () => {
    const output = folder('full');
    await scan(output);
    const before = held(output);
    const { code, stderr } = await limited(output, 100, FROM);
    expect([code, stderr]).toEqual([3, expect.stringMatching(ONE_SENTENCE)]);
    expect(held(output)).toEqual(before);
  });

  test('in the middle of a live scan: the same, soon', async () => {
    const output = folder('full');
    const before = held(output);
    const start = Date.now();
    const { code, stderr } = await limited(output, 40, LIVE);
    expect([code, stderr]).toEqual([3, expect.stringMatching(ONE_SENTENCE)]);
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(held(output).filter((file) => !file.startsWith('snapshot.ndjson.journal'))).toEqual(before);
  });
});

test.each([
  ['/proc/sealscan', 'a file system that takes no files'],
  ['package.json/report', 'a path through a file'],
  ['/dev/null', 'a device'],
])('%s, %s, is refused in one sentence', async (output) => {
  const { code, stderr } = await scan(output);
  expect([code, stderr]).toEqual([3, expect.stringMatching(ONE_SENTENCE)]);
});

describe('two runs into one folder', () => {
  test('the second is refused in one sentence; the first finishes', async () => {
    const output = folder('two');
    world.proxy.blackout(({ operation }) => operation === 'GetBucketPolicy');
    const first = scan(output, LIVE);
    while (!world.proxy.asked.has('s3:GetBucketPolicy')) await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await scan(output, FROM);
    expect([second.code, second.stdout]).toEqual([3, '']);
    expect(second.stderr).toMatch(/^sealscan: another scan \(process \d+\) writes into [^\n]+\n$/);
    world.proxy.calm();
    expect((await first).code).toBe(0);
    expect(readdirSync(output).filter((file) => file.startsWith('.'))).toEqual([]);
  });

  test('what a killed run left behind stops nobody', async () => {
    const output = folder('left');
    mkdirSync(output);
    writeFileSync(join(output, '.sealscan.lock'), '999999999\n');
    expect((await scan(output)).code).toBe(4);
    expect(readdirSync(output).filter((file) => file.startsWith('.'))).toEqual([]);
  });
});
