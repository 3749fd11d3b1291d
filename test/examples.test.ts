import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { examples } from './examples.ts';

const folder = 'reports/examples';

test('the golden reports are what the recorded account gives today (npm run examples rewrites them)', async () => {
  const rendered = await examples();
  const kept = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1));
  expect(kept.sort()).toEqual([...rendered.keys()].sort());
  for (const [file, text] of rendered) expect(text === readFileSync(`${folder}/${file}`, 'utf8'), file).toBe(true);
});

test('the same snapshot gives the same bytes twice', async () => {
  expect([...(await examples())]).toEqual([...(await examples())]);
});
