import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Checked, withChecked } from './evaluate/checked.ts';
import type { RuleText } from './evaluate/rule-file.ts';
import { readRuleFolder } from './evaluate/rule-folder.ts';

/** The package's root: where rules/ lies, seen from the sources as well as from the bundle. */
function homeFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'rules', 'rule.schema.json'))) return folder;
  }
  throw new Error('the sealscan package is incomplete: its rules/ folder is missing');
}

export const builtInRules = (): string => join(homeFolder(), 'rules');

let texts: readonly RuleText[] | undefined;

/** sealscan's own rules, as the build checked them where there was one. Read once: the same texts are known as such again. */
export function builtInTexts(): readonly RuleText[] {
  texts ??= withChecked(readRuleFolder(builtInRules()), checkedRules());
  return texts;
}

function checkedRules(): Checked {
  const file = join(homeFolder(), 'dist', 'rules.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Checked) : {};
}
