import { includesAll } from './actions.ts';
import type { Condition, Policy, PolicyKind, Statement } from './policy.ts';

/** Actions and resources, as patterns, for which plain HTTP must be denied. */
interface Wanted {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/**
 * Where not all actions of the service can come over plain HTTP: a topic's policy must not name all of them, and files
 * are read and written only by whoever may mount, all else being calls of an API that takes HTTPS only.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
const ACTIONS: Partial<Readonly<Record<PolicyKind, readonly string[]>>> = {
  sns: ['sns:publish'],
  elasticfilesystem: ['elasticfilesystem:clientmount'],
  es: ['es:eshttp*'],
};

/** What has to be covered for a resource; a bucket stands for its objects, and a domain for its paths. */
export const wantedOf = (kind: PolicyKind, arn: string): Wanted => ({
  actions: ACTIONS[kind] ?? [`${kind}:*`],
  resources: kind === 's3' ? [arn, `${arn}/*`] : kind === 'es' ? [`${arn}/*`] : [arn],
});

/**
 * Whether plain HTTP is denied to everyone. Only a Deny for everyone counts: an Allow that asks for TLS stops nobody whom
 * another policy allows. A statement without a Resource is about the resource that it is attached to.
 */
export function deniesHttp({ statements }: Policy, { actions, resources }: Wanted): boolean {
  const denies = statements.filter(
    ({ effect, principals, conditions }) => effect === 'Deny' && isEveryone(principals) && isOverHttp(conditions),
  );
  return actions.every((action) =>
    resources.every((resource) =>
      denies.some((deny) => includesAll(deny.actions, action) && (!deny.resources || namesAll(deny, resource))),
    ),
  );
}

/** Everyone without exception: a NotPrincipal spares somebody. */
export const isEveryone = (principals: Statement['principals']): boolean =>
  principals?.everyone === true && !principals.negated;

export const namesAll = ({ resources }: Statement, wanted: string): boolean =>
  resources !== undefined && includesAll(resources, wanted);

/** The condition and nothing beside it: a second one would leave HTTP open wherever it does not hold. */
function isOverHttp(conditions: readonly Condition[]): boolean {
  const [condition, ...others] = conditions;
  if (!condition) return true; // everything is denied, HTTP as well
  const { operator, key, quantifier, values } = condition;
  const isHttp = operator === 'bool' && key === 'aws:securetransport' && quantifier === '';
  return others.length === 0 && isHttp && values.some((value) => value.toLowerCase() === 'false');
}
