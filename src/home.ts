import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Checked } from './evaluate/checked.ts';

/** The package's root: where rules/ lies, seen from the sources as well as from the bundle. */
function homeFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'rules', 'rule.schema.json'))) return folder;
  }
  throw new Error('the sealscan package is incomplete: its rules/ folder is missing');
}

export const builtInRules = (): string => join(homeFolder(), 'rules');

/** The rules as the build checked them; none where there was no build. */
export function checkedRules(): Checked {
  const file = join(homeFolder(), 'dist', 'rules.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Checked) : {};
}
