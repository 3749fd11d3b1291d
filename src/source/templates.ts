import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readText } from '../evaluate/read-text.ts';
import { InputError } from '../model/input-error.ts';
import { type AssemblyStack, stacksIn } from './cdk.ts';
import { parseJson } from './json-text.ts';
import type { Repository } from './repository.ts';
import { type LogicalIds, MAX_TEMPLATE, readTemplate } from './template.ts';
import { filesUnder, sizeOf } from './walk.ts';

/** A template of the repository. */
export interface Template {
  /** From the repository's root. */
  readonly path: string;
  /** The file's name without its endings: what a stack is often called. */
  readonly name: string;
  readonly ids: LogicalIds;
  /** The stacks that a CDK manifest makes of it. */
  readonly stacks: readonly AssemblyStack[];
}

const ENDING = /\.(?:json|ya?ml|template)$/i;
const MANIFEST = 'manifest.json';
/** In a folder, only a file with such a member is read: it may hold any JSON and YAML. */
const LIKELY = /^(?:Resources|["']Resources["']|\s*"Resources"|.*[{,]\s*"Resources")\s*:/m;

/** Templates in files and folders; a file that is named must be one. Throws an InputError for one that cannot be read. */
export function readTemplates(paths: readonly string[], repository: Repository): Template[] {
  const named = paths.filter((path) => !isFolder(path));
  const found = paths.filter(isFolder).flatMap((folder) => filesUnder(folder, (name) => ENDING.test(name)));
  const stacks = assembled(found.filter(isManifest), repository);
  const templates = new Map<string, Template>();
  for (const file of [...named, ...found.filter(isLikely)]) {
    const ids = readTemplate(readText(file, MAX_TEMPLATE), file);
    const path = repository.pathOf(file);
    if (path === undefined)
      throw new InputError('the template is not in the repository that the scan runs in', { file });
    if (ids) templates.set(path, { path, name: nameOf(file), ids, stacks: stacks.get(path) ?? [] });
    else if (named.includes(file))
      throw new InputError('it is no CloudFormation template: it has no Resources with a Type', { file, line: 1 });
  }
  return [...templates.values()];
}

/** The stacks of each template that a manifest names. */
function assembled(manifests: readonly string[], repository: Repository): ReadonlyMap<string, AssemblyStack[]> {
  const stacks = new Map<string, AssemblyStack[]>();
  for (const file of manifests) {
    for (const stack of stacksIn(parseJson(readText(file), file, 'the manifest'))) {
      const path = repository.pathOf(join(dirname(file), stack.templateFile));
      if (path !== undefined) stacks.set(path, [...(stacks.get(path) ?? []), stack]);
    }
  }
  return stacks;
}

/** Other tools have files of that name. */
const isManifest = (file: string): boolean => basename(file) === MANIFEST && readText(file).includes('"artifacts"');

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

const isLikely = (file: string): boolean =>
  basename(file) !== MANIFEST && sizeOf(file) <= MAX_TEMPLATE && LIKELY.test(readText(file));

/** `network` of `network.template.json`. */
const nameOf = (file: string): string =>
  basename(file)
    .replace(ENDING, '')
    .replace(/\.template$/, '');
