import type { Who } from './facet.ts';
import type { Principals } from './policy.ts';

/** The account that a principal stands for as a whole: its bare id or its root ARN in any partition. */
export function wholeAccount(principal: string): string | undefined {
  if (principal.length === 12) return /^\d{12}$/.test(principal) ? principal : undefined;
  return principal.endsWith(':root') ? ROOT.exec(principal)?.[1] : undefined;
}

const ROOT = /^arn:[^:*?]*:iam::(\d{12}):root$/;

/** One spelling for an account as principal: its bare id and its root ARN are the same. */
export const sameSpelling = (principal: string): string => wholeAccount(principal) ?? principal;

/**
 * Whether a statement is about somebody. A wildcard inside an ARN matches nobody. An account as principal means all of its
 * principals; in an Allow it only lets the account delegate, which counts for those to whom it does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function concerns({ negated, ...named }: Principals, who: Who, effect: 'Allow' | 'Deny'): boolean {
  return negated ? !lists(named, who, true) : lists(named, who, effect === 'Deny' || who.delegated);
}

function lists(named: Omit<Principals, 'negated'>, who: Who, wholeAccounts: boolean): boolean {
  if (named.everyone) return true;
  const { service, federated, canonical, account } = who;
  if (service !== undefined) return named.services.includes(service) || named.services.includes('*');
  if (canonical !== undefined && named.canonical.includes(canonical)) return true;
  if (federated !== undefined && named.federated.includes(federated)) return true;
  return named.aws.some(
    (principal) =>
      (who.arn !== undefined && principal === who.arn && !principal.endsWith(':root')) ||
      (who.session !== undefined && principal === who.session) ||
      (wholeAccounts && account !== undefined && wholeAccount(principal) === account),
  );
}
