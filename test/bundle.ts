import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { handlebarsEsbuild } from '../scripts/handlebars-plugin.mjs';
import { ROOT } from './house/copy.ts';

/** As the package is bundled, with the packages that it takes from node_modules left out. */
export const BUNDLE = {
  absWorkingDir: ROOT,
  bundle: true,
  splitting: true, // else every client of the SDK is loaded at the start
  platform: 'node',
  format: 'esm',
  packages: 'external',
  plugins: [handlebarsEsbuild()],
} satisfies BuildOptions;

/** Builds the command line into a folder below the repository's root. @returns the file that Node runs */
export async function bundledCli(folder: string): Promise<string> {
  const output = { outdir: folder, outExtension: { '.js': '.mjs' } };
  await build({ ...BUNDLE, ...output, entryPoints: { cli: 'src/cli/bin.ts' } });
  return join(folder, 'cli.mjs');
}
