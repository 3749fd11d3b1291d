// npm run build [-- FOLDER]: dist/, a split ESM bundle. The SDK is inside, by its tree-shakeable entry points, and what reads the command line, which starts the sooner
// for it; the other libraries stay dependencies.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };
import { checkedRules } from './checked-rules.mjs';
import { handlebarsEsbuild } from './handlebars-plugin.mjs';
import { schemasEsbuild } from './schemas-plugin.mjs';

const root = new URL('..', import.meta.url);
const folder = process.argv[1] === fileURLToPath(import.meta.url) ? (process.argv[2] ?? 'dist') : 'dist';
const dist = new URL(folder, root);
const next = new URL(`${folder}.next`, root);
rmSync(next, { recursive: true, force: true });
/** Commander loads what starts processes, for subcommands that are programs: a fifth of the time that --version takes. There are none here. */
const noPrograms = {
  name: 'no-programs',
  setup: ({ onLoad }) =>
    onLoad({ filter: /commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text.replace("const childProcess = require('node:child_process');", 'const childProcess = {};');
      if (contents === text) throw new Error('commander no longer loads node:child_process as it did');
      return { contents };
    }),
};
const { metafile } = await build({
  absWorkingDir: fileURLToPath(root),
  entryPoints: { cli: 'src/cli/bin.ts', index: 'src/index.ts' },
  outdir: `${folder}.next`,
  bundle: true,
  metafile: true,
  splitting: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  mainFields: ['module', 'main'],
  conditions: ['module'],
  external: Object.keys(packageJson.dependencies),
  banner: {
    js: "import { createRequire as sealscanRequire } from 'node:module'; const require = sealscanRequire(import.meta.url);",
  },
  legalComments: 'none',
  minifySyntax: true,
  minifyWhitespace: true,
  plugins: [handlebarsEsbuild(), schemasEsbuild(), noPrograms],
});
writeFileSync(new URL('rules.json', `${next}/`), await checkedRules());

// whole or not at all: somebody may be running the one before
rmSync(dist, { recursive: true, force: true });
renameSync(next, dist);

/** Every file that is in the bundle, for the bill of materials. */
export const inputs = Object.keys(metafile.inputs);
