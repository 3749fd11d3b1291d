import { fillCondition, holds, type Value } from './condition.ts';
import type { Who } from './facet.ts';
import { glob, matches, type Tokens } from './glob.ts';
import type { Policy, PolicyKind, Statement } from './policy.ts';
import { concerns } from './principals.ts';
import { fill, hasVariable, type Lookup } from './template.ts';

/** One request. Keys are lower-case. */
export interface Request {
  readonly who: Who;
  /** Lower-case, with its prefix. */
  readonly action: string;
  readonly resource: string;
  readonly keys: ReadonlyMap<string, Value>;
}

export interface Decision {
  readonly decision: 'allow' | 'deny' | 'none';
  /** Labels of the statements that decide. */
  readonly labels: readonly string[];
}

/**
 * What a policy says of one request: a Deny wins, then an Allow counts. It knows nothing of how requests are searched for,
 * so that what the search finds is judged by something else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policy: Policy, kind: PolicyKind, request: Request): Decision {
  const lookup: Lookup | undefined = policy.variables ? (key) => request.keys.get(key) : undefined;
  const applying = policy.statements.filter((statement) => applies(statement, kind, request, lookup));
  const of = (effect: Statement['effect']): string[] =>
    applying.filter((statement) => statement.effect === effect).map(({ label }) => label);
  const denying = of('Deny');
  if (denying.length > 0) return { decision: 'deny', labels: denying };
  const allowing = of('Allow');
  return { decision: allowing.length > 0 ? 'allow' : 'none', labels: allowing };
}

function applies(statement: Statement, kind: PolicyKind, request: Request, lookup: Lookup | undefined): boolean {
  const { principals, actions, resources, conditions, effect } = statement;
  if (!principals || (kind === 'kms' && !resources) || !concerns(principals, request.who, effect)) return false;
  if (actions.patterns.some((pattern) => glob(pattern, request.action)) === actions.negated) return false;
  if (resources && !names(resources, request.resource, lookup)) return false;
  return conditions.every((condition) => holds(fillCondition(condition, lookup), request.keys.get(condition.key)));
}

type Resources = NonNullable<Statement['resources']>;

const names = (resources: Resources, arn: string, lookup: Lookup | undefined): boolean =>
  tokensOf(resources, lookup).some((tokens) => tokens !== undefined && matches(tokens, arn)) !== resources.negated;

type Filled = readonly (Tokens | undefined)[];
/** Resources without a variable, which mean the same in every request. */
const fixed = new WeakMap<Resources, Filled>();

function tokensOf(resources: Resources, lookup: Lookup | undefined): Filled {
  const known = fixed.get(resources);
  if (known) return known;
  const filled = resources.patterns.map((pattern) => fill(pattern, true, lookup));
  if (!resources.patterns.some(hasVariable)) fixed.set(resources, filled);
  return filled;
}
