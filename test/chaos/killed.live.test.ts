import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildCli } from '../emulator/cli.ts';
import { scratch, text } from '../emulator/live/report.ts';
import { SEEDED } from '../emulator/unseeded.ts';
import { chance } from './random.ts';
import { type StormyWorld, seeds, startWorld } from './world.ts';

const DOCUMENTS = ['snapshot.ndjson', 'manifest.json', 'report.json', 'report.html', 'report.sarif'];
/** Calls in flight at most, what was answered a moment before and not yet written, and who one is and which regions there are. */
const ASKED_AGAIN = 64;

const { folder, remove } = scratch();
const cli = buildCli();
let world: StormyWorld;
let total: number;

const argsFor = (name: string, flags: readonly string[] = []) => [
  ...['scan', '--output', folder(name), '--service', SEEDED.join(), '--fail-on', 'none'],
  ...flags,
];
const scan = (name: string, flags: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  cli.run(argsFor(name, flags), { ...world.env, ...env });

const asked = (): number => [...world.proxy.asked.values()].reduce((sum, times) => sum + times, 0);

/** Whole documents, and nothing that looks like half of one. */
function differing(name: string): string[] {
  const files = readdirSync(folder(name)).filter((file) => !DOCUMENTS.includes(file) && file !== 'inventory');
  return [...DOCUMENTS.filter((file) => text(folder(name), file) !== text(folder('clean'), file)), ...files];
}

beforeAll(async () => {
  world = await startWorld({ deep: false });
  await scan('warm');
  world.proxy.calm();
  expect((await scan('clean')).code).toBe(0);
  total = asked();
});
afterAll(async () => {
  await world?.stop();
  cli.remove();
  remove();
});

beforeEach(() => world.proxy.calm());

describe('killed at a random point', () => {
  test.each(seeds(4, 50))('%i: nothing is half, and --resume gives the same bytes', async (seed) => {
    const name = `killed-${seed}`;
    const at = 1 + Math.floor(chance('kill', seed) * total);
    let seen = 0;
    await cli.run(argsFor(name), world.env, (signal) =>
      world.proxy.gate(() => {
        seen += 1;
        if (seen === at) setTimeout(() => signal('SIGKILL'), 200 * chance('late', seed) ** 4);
        return undefined;
      }),
    );
    for (const file of DOCUMENTS.filter((one) => existsSync(join(folder(name), one))))
      expect(text(folder(name), file) === text(folder('clean'), file), `${file} at ${at}`).toBe(true);
    expect((await scan(name, ['--resume'])).code).toBe(0);
    const again = asked() - total;
    expect(differing(name).filter((file) => !file.endsWith('.tmp'))).toEqual([]);
    expect(again).toBeLessThanOrEqual(ASKED_AGAIN);
  });
});

test('static keys that end after fifty calls: exit 4, and the resumed report is the same', async () => {
  const old = 'AKIAIOSFODNN7EXAMPLE';
  let used = 0;
  world.proxy.gate(({ protocol }, { headers }) => {
    if (!headers.authorization?.includes(old)) return undefined;
    used += 1;
    const code = protocol.endsWith('json') ? 'ExpiredTokenException' : 'ExpiredToken';
    return used > 50 ? { code, message: 'The security token is expired', status: 400 } : undefined;
  });
  const { code, stderr } = await scan('ended');
  expect(code).toBe(4);
  const [, said = ''] = /go on with: sealscan (.+)\n/.exec(stderr) ?? [];
  expect(said).toBe(argsFor('ended', ['--resume']).join(' '));
  expect((await cli.run(said.split(' '), { ...world.env, AWS_ACCESS_KEY_ID: 'AKIANEW' })).code).toBe(0);
  expect(differing('ended')).toEqual([]);
});
