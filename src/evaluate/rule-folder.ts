import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { InputError } from '../model/input-error.ts';
import type { RuleText } from './rule.ts';

/** Reads `<service>/<rule-id>.yaml` under a folder. Throws an InputError when it holds no rule. */
export function readRuleFolder(folder: string): RuleText[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new InputError('no such folder of rules', { file: folder });
  const texts: RuleText[] = [];
  for (const service of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const file of readdirSync(join(folder, service.name)).filter((name) => name.endsWith('.yaml'))) {
      const path = join(folder, service.name, file);
      texts.push({
        file: relative(process.cwd(), path) || path,
        service: service.name,
        id: basename(file, '.yaml'),
        text: readFileSync(path, 'utf8'),
      });
    }
  }
  if (texts.length === 0) throw new InputError('the folder holds no rule (<service>/<rule-id>.yaml)', { file: folder });
  return texts.sort((a, b) => (a.file < b.file ? -1 : 1));
}
