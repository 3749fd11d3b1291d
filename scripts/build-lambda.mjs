// npm run build:lambda: dist-lambda/, what a Lambda function needs and nothing else, and dist-lambda.zip of it.
// All is inside, SDK clients too: docs/decisions/0017-on-an-event.md.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { zipSync } from 'fflate';
import { checkedRules } from './checked-rules.mjs';
import { handlebarsEsbuild } from './handlebars-plugin.mjs';
import { schemasEsbuild } from './schemas-plugin.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist-lambda');

/** Most bytes: cold starts grow with them. */
const MOST = { zipped: 4_000_000, unzipped: 14_000_000, atStart: 2_200_000 };

/** Writes the bundle. @returns bytes of the zip, of what is in it, and of what is loaded before the first event */
export async function buildLambda() {
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: 'src/lambda/index.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    metafile: true,
    splitting: true, // a client is loaded when it is first called
    platform: 'node',
    target: 'node22',
    format: 'esm',
    mainFields: ['module', 'main'],
    conditions: ['module'],
    banner: {
      js: "import { createRequire as sealscanRequire } from 'node:module'; const require = sealscanRequire(import.meta.url);",
    },
    legalComments: 'none',
    minify: true,
    keepNames: true, // errors are told by their names
    plugins: [handlebarsEsbuild(), schemasEsbuild()],
  });
  await writeRules();
  const files = filesIn(folder);
  const zip = zipSync(Object.fromEntries(files.map((file) => [file, [readFileSync(join(folder, file)), FIXED]])), {
    level: 9,
  });
  writeFileSync(`${folder}.zip`, zip);
  const sizes = {
    zipped: zip.length,
    unzipped: files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0),
    atStart: atStart(metafile.outputs),
  };
  for (const [what, most] of Object.entries(MOST))
    if (sizes[what] > most)
      throw new Error(`the Lambda bundle has ${sizes[what]} bytes ${what}, and ${most} are its budget`);
  return sizes;
}

/** The same files make the same zip. */
const FIXED = { mtime: new Date('2000-01-01T00:00:00') };

/** The rules, and what the build checked of them. */
async function writeRules() {
  cpSync(join(root, 'rules'), join(folder, 'rules'), { recursive: true });
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'rules.json'), await checkedRules());
}

const filesIn = (at) =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(at.length + 1))
    .sort();

/** Bytes of the entry and of all that it imports before it does anything. */
function atStart(outputs) {
  const entry = Object.keys(outputs).find((path) => outputs[path].entryPoint === 'src/lambda/index.ts');
  const seen = new Set([entry]);
  for (const path of seen)
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === 'import-statement') seen.add(next);
  return [...seen].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { zipped, unzipped, atStart: start } = await buildLambda();
  const mb = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
  console.log(`dist-lambda.zip: ${mb(zipped)}, ${mb(unzipped)} unpacked, ${mb(start)} loaded at the start`);
}
