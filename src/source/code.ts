import { InputError } from '../model/input-error.ts';
import type { Run } from '../model/run.ts';
import { repositoryAt } from './repository.ts';
import { placeInStack } from './stacks.ts';
import { placeInTag } from './tag.ts';
import { readTemplates } from './templates.ts';
import { readTerraform } from './terraform.ts';

export interface CodeFlags {
  /** CloudFormation templates, and folders with templates or a CDK's `cdk.out`. */
  readonly template: readonly string[];
  readonly terraformState: readonly string[];
  /** The folder of each state, in the same order, or one for all. */
  readonly terraformDir: readonly string[];
  readonly mask?: boolean | undefined;
}

/**
 * Where code made a resource: the first that is known of a template's line, a Terraform block's and the one that the
 * resource's own tag names. Everything is read now; an InputError says what cannot be.
 * @param root paths in places are relative to it, and nothing outside it is pointed at
 */
export function readCode(flags: CodeFlags, root: string): NonNullable<Run['code']> {
  if (flags.mask && flags.template.length + flags.terraformState.length > 0)
    throw new InputError('--mask hides names, and paths are names: it takes neither --template nor --terraform-state');
  const repository = repositoryAt(root);
  const templates = readTemplates(flags.template, repository);
  const states = statesOf(flags).map(([state, folder]) => readTerraform(state, folder, repository));
  return (resource) => {
    const inStates = states.flatMap((find) => find(resource.id) ?? []);
    return (
      placeInStack(resource, templates, repository) ??
      (inStates.length === 1 ? inStates[0] : undefined) ??
      placeInTag(resource.tags, repository)
    );
  };
}

function statesOf({ terraformState: states, terraformDir: folders }: CodeFlags): [state: string, folder: string][] {
  if (states.length === 0 && folders.length === 0) return [];
  if (states.length === 0)
    throw new InputError('--terraform-dir takes --terraform-state, which tells what was made of it');
  if (folders.length !== 1 && folders.length !== states.length)
    throw new InputError(
      '--terraform-state takes --terraform-dir: one for each state, in the same order, or one for all',
    );
  return states.map((state, index) => [state, folders[index] ?? (folders[0] as string)]);
}
