// npm run record:services [-- NAME… | --accounts]: plays test/worlds/*.ts and writes fixtures/services/*.ndjson; the whole accounts get an
// empty listing for each service that they do not use. Needs nothing but Node.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from './load.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { fixtureOf, recordWorld, worldNames } = await load('test/worlds.ts');
const { withUnseeded } = await load('test/emulator/unseeded.ts');
const asked = process.argv.slice(2);
const names = asked.includes('--accounts') ? [] : asked.length > 0 ? asked : worldNames();
if (worldNames().length === 0) throw new Error('test/worlds holds no world');
mkdirSync('fixtures/services', { recursive: true });
for (const name of names) writeFileSync(fixtureOf(name), await recordWorld(name));
for (const file of readdirSync('fixtures').filter((name) => name.endsWith('.ndjson')))
  writeFileSync(`fixtures/${file}`, withUnseeded(readFileSync(`fixtures/${file}`, 'utf8')));
console.log(`${names.length} fixtures under fixtures/services`);
