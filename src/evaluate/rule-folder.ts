import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { InputError } from '../model/input-error.ts';
import { readText } from './read-text.ts';
import type { FileText, Likes, RuleText } from './rule-file.ts';
import { MAX_BYTES } from './yaml-limits.ts';

/** Folders beside the services: what several rules say alike, and what frameworks ask for. */
const LIKE = 'like';
const FRAMEWORKS = 'frameworks';
const BESIDE: ReadonlySet<string> = new Set([LIKE, FRAMEWORKS]);

/**
 * Reads `<service>/<rule-id>.yaml` under a folder. Throws an InputError when it holds no rule.
 * @param base another folder of rules, whose `like/` serves too
 */
export function readRuleFolder(folder: string, base?: string): RuleText[] {
  if (!isFolder(folder)) throw new InputError('no such folder of rules', { file: folder });
  const services = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !BESIDE.has(entry.name),
  );
  const likes: Likes = new Map([...(base === undefined ? [] : likesIn(base)), ...likesIn(folder)]);
  const texts = services.flatMap(({ name: service }) =>
    filesIn(join(folder, service)).map(([id, text]) => ({ ...text, service, id, likes })),
  );
  if (texts.length === 0) throw new InputError('the folder holds no rule (<service>/<rule-id>.yaml)', { file: folder });
  return texts.sort((a, b) => (a.file < b.file ? -1 : 1));
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

export const likesIn = (folder: string): [string, FileText][] => besideIn(folder, LIKE);

/** The control lists of frameworks, by name. */
export const frameworksIn = (folder: string): [string, FileText][] => besideIn(folder, FRAMEWORKS);

const besideIn = (folder: string, name: string): [string, FileText][] =>
  isFolder(join(folder, name)) ? filesIn(join(folder, name)) : [];

/** The YAML files of a folder by their names without the ending. */
const filesIn = (folder: string): [string, FileText][] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name))
    .map((path) => [
      basename(path, '.yaml'),
      { file: relative(process.cwd(), path) || path, text: readText(path, MAX_BYTES) },
    ]);
