// Generated files are formatted like the rest, written only when they differ, and only compared under --check.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const checking = process.argv.includes('--check');
const stale = [];

const root = fileURLToPath(new URL('..', import.meta.url));

function formatted(path, text) {
  if (!/\.(ts|json)$/.test(path)) return text;
  const result = spawnSync(
    process.execPath,
    [`${root}node_modules/@biomejs/biome/bin/biome`, 'check', '--write', `--stdin-file-path=${path}`],
    { input: text, encoding: 'utf8', cwd: root },
  );
  if (result.status !== 0) throw new Error(`biome could not format ${path}: ${result.stderr}`);
  return result.stdout;
}

export function writeGenerated(url, text) {
  const path = fileURLToPath(url);
  const wanted = formatted(path, text);
  const found = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (found === wanted) return;
  if (checking) {
    stale.push(path.slice(root.length));
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wanted);
}

export function report() {
  if (stale.length === 0) return;
  console.error(`out of date, run npm run generate: ${stale.join(', ')}`);
  process.exitCode = 1;
}
