import type { FindingResource } from '../model/finding.ts';
import type { LinePlace } from '../model/run.ts';
import { isDeployedTo } from './cdk.ts';
import type { Repository } from './repository.ts';
import type { Template } from './templates.ts';

/** CloudFormation puts these on what it makes: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html */
const STACK = 'aws:cloudformation:stack-name';
const LOGICAL_ID = 'aws:cloudformation:logical-id';

/**
 * The line of the template that made a resource, by the tags that CloudFormation put on it. The template is the one that
 * a CDK manifest names for the stack; else the one whose file is called as the stack; else the only one that holds
 * the logical id. Where several are left, nobody can tell.
 */
export function placeInStack(
  resource: FindingResource,
  templates: readonly Template[],
  repository: Repository,
): LinePlace | undefined {
  const stack = tagOf(resource, STACK);
  const id = tagOf(resource, LOGICAL_ID);
  if (stack === undefined || id === undefined) return undefined;
  const [only, ...others] = candidates(resource, stack, templates).filter(({ ids }) => ids.has(id));
  const line = only?.ids.get(id);
  return only === undefined || line === undefined || others.length > 0 ? undefined : repository.place(only.path, line);
}

const tagOf = ({ tags }: FindingResource, key: string): string | undefined =>
  Object.hasOwn(tags, key) ? tags[key] : undefined;

function candidates(resource: FindingResource, stack: string, templates: readonly Template[]): readonly Template[] {
  const assembled = templates.filter(({ stacks }) => stacks.some(({ name }) => name === stack));
  if (assembled.length > 0)
    return assembled.filter(({ stacks }) =>
      stacks.some((assembly) => assembly.name === stack && isDeployedTo(assembly, resource)),
    );
  // what a manifest gives to other stacks did not make this one
  const free = templates.filter(({ stacks }) => stacks.length === 0);
  const called = free.filter(({ name }) => name === stack);
  return called.length > 0 ? called : free;
}
