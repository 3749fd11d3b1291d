// npm run differential [-- FOLDER]: seeds the emulator with over a thousand resources, lets sealscan and Prowler scan it, and lists every
// resource on which they disagree, by class. Ends with 1 where a class is not settled in docs/differences.md.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from './load.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { differential } = await load('test/differential/differential.ts');
const folder = process.argv[2] ?? '.differential';
mkdirSync(folder, { recursive: true });
const { text, unsettled } = await differential(folder);
writeFileSync(`${folder}/disagreements.txt`, text);
console.log(text);
process.exitCode = unsettled > 0 ? 1 : 0;
