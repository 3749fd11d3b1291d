import { z } from 'zod';
import type { Scope } from '../model/scope.ts';

/** What the manifest of a cloud assembly says of its stacks: https://docs.aws.amazon.com/cdk/v2/guide/deploy.html */
const manifestSchema = z.object({
  version: z.string(),
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z.object({ templateFile: z.string().optional(), stackName: z.string().optional() }).optional(),
    }),
  ),
});

/** A stack that a manifest names. */
export interface AssemblyStack {
  readonly name: string;
  /** Relative to the manifest's folder. */
  readonly templateFile: string;
  /** "" where the stack may be deployed anywhere. */
  readonly account: string;
  readonly region: string;
}

/** The stacks of a `manifest.json`; none when it is another tool's. */
export function stacksIn(manifest: unknown): AssemblyStack[] {
  const read = manifestSchema.safeParse(manifest);
  return Object.entries(read.data?.artifacts ?? {}).flatMap(([id, { type, environment, properties = {} }]) => {
    if (type !== 'aws:cloudformation:stack' || properties.templateFile === undefined) return [];
    // without a name of its own, a stack is called as its artifact
    const { stackName: name = id, templateFile } = properties;
    return [{ name, templateFile, ...environmentOf(environment) }];
  });
}

/** `aws://123456789012/eu-west-1`, or `aws://unknown-account/unknown-region`. */
function environmentOf(environment = ''): { readonly account: string; readonly region: string } {
  const [, account = '', region = ''] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment) ?? [];
  return { account: known(account), region: known(region) };
}

const known = (name: string): string => (name.startsWith('unknown-') ? '' : name);

export const isDeployedTo = (stack: AssemblyStack, { account, region }: Pick<Scope, 'account' | 'region'>): boolean =>
  ['', account].includes(stack.account) && ['', region].includes(stack.region);
