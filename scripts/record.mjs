// npm run record [-- FOLDER]: builds, seeds the emulator with each account of Acme's, and records fixtures/*.ndjson.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

import { fileURLToPath } from 'node:url';
import { load } from './load.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { buildCli } = await load('test/emulator/cli.ts');
const { RECORDINGS, record } = await load('test/emulator/recordings.ts');
const folder = process.argv[2] ?? 'fixtures';
const { run, remove } = buildCli();
try {
  for (const recording of RECORDINGS) {
    await record(recording, folder, run);
    console.log(`${folder}/${recording.file}`);
  }
} finally {
  remove();
}
