import { InputError } from '../model/input-error.ts';
import type { Observation } from '../model/snapshot.ts';

type Json = Readonly<Record<string, unknown>>;

/** A key whose policy no longer names a principal in any Allow, and whose grants to it are revoked. */
export function withoutPrincipal(key: Observation, principal: string): Observation {
  const { policy, grants, ...answers } = key.answers;
  if (!policy || !('ok' in policy))
    throw new InputError('the key policy was not read, so nobody can say whom it would still let in');
  const { Policy: text } = policy.ok as { readonly Policy?: unknown };
  return {
    ...key,
    answers: {
      ...answers,
      policy: { ok: { ...(policy.ok as object), Policy: JSON.stringify(policyWithout(parsed(text), principal)) } },
      ...(grants && { grants: 'ok' in grants ? { ok: grantsWithout(grants.ok, principal) } : grants }),
    },
  };
}

function parsed(text: unknown): Json {
  try {
    const policy: unknown = JSON.parse(String(text));
    if (typeof policy === 'object' && policy !== null) return policy as Json;
  } catch {
    // as below
  }
  throw new InputError('the key policy cannot be read, so nobody can say whom it would still let in');
}

/** Element names are not case-sensitive: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const entry = (object: Json, name: string): [string, unknown] | undefined =>
  Object.entries(object).find(([key]) => key.toLowerCase() === name);

function policyWithout(policy: Json, principal: string): Json {
  const [name, found] = entry(policy, 'statement') ?? ['Statement', []];
  const statements = (Array.isArray(found) ? found : [found]) as readonly unknown[];
  return { ...policy, [name]: statements.flatMap((statement) => statementWithout(statement, principal) ?? []) };
}

/** Undefined where nobody is left whom the statement allows anything. A Deny stays as it is. */
function statementWithout(statement: unknown, principal: string): unknown {
  if (typeof statement !== 'object' || statement === null) return statement;
  const named = entry(statement as Json, 'principal');
  if (!named || entry(statement as Json, 'effect')?.[1] !== 'Allow') return statement;
  const [name, principals] = named;
  if (typeof principals !== 'object' || principals === null)
    return isSame(principals, principal) ? undefined : statement;
  const left = Object.entries(principals).flatMap(([kind, who]) => {
    const others = [who].flat().filter((one) => !isSame(one, principal));
    return others.length === 0 ? [] : [[kind, Array.isArray(who) ? others : others[0]] as const];
  });
  return left.length === 0 ? undefined : { ...statement, [name]: Object.fromEntries(left) };
}

/** `111122223333` in a policy is its root: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const isSame = (written: unknown, principal: string): boolean =>
  typeof written === 'string' && rooted(written) === rooted(principal);
const rooted = (principal: string): string => /^arn:[^:]*:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;

const grantsWithout = (grants: unknown, principal: string): unknown =>
  Array.isArray(grants)
    ? (grants as readonly Json[]).filter(
        ({ GranteePrincipal, GranteeServicePrincipal }) =>
          !isSame(GranteePrincipal, principal) && !isSame(GranteeServicePrincipal, principal),
      )
    : grants;
