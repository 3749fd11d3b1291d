import type { Scope } from './scope.ts';

type Fill = (scope: Scope, id: string) => string;

const filled: Readonly<Record<string, Fill>> = {
  '{partition}': (scope) => scope.partition,
  '{region}': (scope) => scope.region,
  '{account}': (scope) => scope.account,
  '{id}': (_scope, id) => id,
};

const templates = new Map<string, readonly (string | Fill)[]>();

/** A template in parts, split once: a snapshot fills it as often as it has references. */
function partsOf(template: string): readonly (string | Fill)[] {
  const parts = templates.get(template) ?? template.split(/(\{\w+\})/).map((part) => filled[part] ?? part);
  templates.set(template, parts);
  return parts;
}

/** Fills a type's ARN template; what is an ARN already stays as AWS wrote it. */
export function arnOf(template: string, scope: Scope, id: string): string {
  if (id.startsWith('arn:')) return id;
  let arn = '';
  for (const part of partsOf(template)) arn += typeof part === 'string' ? part : part(scope, id);
  return arn;
}

/** Account and region that an ARN names; "" where it names none (S3 buckets). */
export function placeInArn(arn: string): { readonly account: string; readonly region: string } {
  const [, , , region = '', account = ''] = arn.split(':', 5);
  return { account, region };
}
