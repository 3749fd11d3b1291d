import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What gates read. */
const PARTS = [
  'src',
  'scripts',
  'rules',
  'docs',
  'reports',
  'package.json',
  'tsconfig.json',
  'biome.json',
  '.dependency-cruiser.cjs',
];

/** A copy of the project in which something can be planted; the packages are the same. */
export function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-house-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs one of the project's scripts where it stands. */
export function runScript(folder: string, script: string, ...args: readonly string[]): { code: number; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'scripts', script), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status ?? -1, said: stdout + stderr };
}
