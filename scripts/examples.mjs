// npm run examples: rewrites the golden reports. Commit them with a message that says why they changed.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { load } from './load.mjs';

const { examples } = await load('test/examples.ts');
const folder = 'reports/examples';
const rendered = await examples();
rmSync(folder, { recursive: true, force: true });
for (const [file, text] of rendered) {
  mkdirSync(dirname(`${folder}/${file}`), { recursive: true });
  writeFileSync(`${folder}/${file}`, text);
}
console.log(`${rendered.size} files in ${folder}`);
