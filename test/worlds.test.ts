import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusedIn } from './collectors/play.ts';
import { fixtureOf, recordWorld, worldNames } from './worlds.ts';

const names = worldNames();

test('every fixture of a service has its world', () => {
  const files = readdirSync('fixtures/services').map((file) => `fixtures/services/${file}`);
  expect(files.sort()).toEqual(names.map(fixtureOf).sort());
});

test.each(names)('%s: the fixture is what its collectors record today (npm run record:services)', async (name) => {
  const text = await recordWorld(name);
  expect(text).toBe(readFileSync(fixtureOf(name), 'utf8'));
  expect(refusedIn(text), 'refused calls').not.toEqual([]);
});
