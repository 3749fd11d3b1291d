import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Held } from './endure.ts';
import { type StormyWorld, startWorld } from './world.ts';

let world: StormyWorld;
beforeAll(async () => {
  world = await startWorld({ deep: false });
});
afterAll(() => world?.stop());

const SCANS = 24;
const PROGRAM = `
  const { load } = await import('./scripts/load.mjs');
  const { endure } = await load('test/chaos/endure.ts');
  console.log(JSON.stringify(await endure(process.argv[1], ${SCANS})));
`;

/** In a process of its own, whose garbage nobody else makes. */
function endured(): Promise<Held[]> {
  const args = ['--expose-gc', '--input-type=module', '-e', PROGRAM, world.proxy.endpoint];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve) => child.once('close', () => resolve(JSON.parse(said))));
}

test('twenty-four scans in one process leak neither memory nor sockets', async () => {
  const held = await endured();
  expect(held).toHaveLength(SCANS);
  const [fourth, last] = [held[3], held.at(-1)] as [Held, Held];
  expect(held.map(({ sockets }) => sockets)).toEqual(held.map(() => 0));
  expect(last.heap / fourth.heap, held.map(({ heap }) => (heap / 2 ** 20).toFixed(1)).join(' ')).toBeLessThanOrEqual(
    1.05,
  );
});
