import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FindingResource } from '../../src/model/finding.ts';
import { type CodeFlags, readCode } from '../../src/source/code.ts';
import { resource } from '../report/run.ts';

/** A folder with files, by path. */
export function repositoryWith(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sealscan-source-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const NONE: CodeFlags = { template: [], terraformState: [], terraformDir: [] };

/** `path:line` of the code that made a resource, or undefined. */
export function codeIn(root: string, flags: Partial<CodeFlags> = {}) {
  const under = (paths: readonly string[] = []): string[] => paths.map((path) => join(root, path));
  const code = readCode(
    {
      ...NONE,
      template: under(flags.template),
      terraformState: under(flags.terraformState),
      terraformDir: under(flags.terraformDir),
    },
    root,
  );
  return (changes: Partial<FindingResource>): string | undefined => {
    const place = code(resource(changes));
    return place && `${place.path}:${place.line}`;
  };
}

/** What CloudFormation puts on the resources of a stack. */
export const stackTags = (stack: string, id: string): Readonly<Record<string, string>> => ({
  'aws:cloudformation:stack-name': stack,
  'aws:cloudformation:logical-id': id,
  'aws:cloudformation:stack-id': `arn:aws:cloudformation:eu-central-1:111122223333:stack/${stack}/0`,
});
