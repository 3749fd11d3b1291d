// Loads a TypeScript module of the sources into this process.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { handlebarsEsbuild } from './handlebars-plugin.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function load(path) {
  const { outputFiles } = await build({
    entryPoints: [join(root, path)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    plugins: [handlebarsEsbuild()],
    write: false,
  });
  const folder = mkdtempSync(join(root, 'node_modules', '.sealscan-'));
  try {
    const file = join(folder, 'module.mjs');
    writeFileSync(file, outputFiles[0].contents);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
