import { actionsOf, includes } from '../actions.ts';
import { isNegated } from '../condition.ts';
import { parsePolicy } from '../parse.ts';
import type { Condition, Principals, Statement } from '../policy.ts';
import { sameSpelling, wholeAccount } from '../principals.ts';
import { accountOf } from '../world.ts';
import { isDeletedId } from './candidates.ts';

const allowsOf = (text: string): Statement[] =>
  parsePolicy(text, 'kms').statements.filter(
    ({ effect, principals, resources }) => effect === 'Allow' && principals !== undefined && resources !== undefined,
  );

const includesAny = ({ actions }: Statement, wanted: readonly string[]): boolean =>
  wanted.some((action) => includes(actions, action));

const namedIn = ({ principals }: Statement): readonly string[] =>
  principals === undefined || principals.negated ? [] : principals.aws;

/** Ids of deleted users and roles in a key policy. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export const deletedPrincipals = (text: string): string[] =>
  [...new Set(parsePolicy(text, 'kms').statements.flatMap(({ principals }) => principals?.aws ?? []))]
    .filter(isDeletedId)
    .sort();

/**
 * Other accounts that a key policy or a grant lets in, sorted; `*` = any, or somebody's federated users, whatever the
 * conditions say.
 * @param grantees principals of grants
 */
export function accountsLetIn(text: string, grantees: readonly string[], own: string): string[] {
  const allows = allowsOf(text);
  const named = [...allows.flatMap(namedIn), ...grantees].flatMap((principal) => accountOf(principal) ?? []);
  const anybody = allows.some(
    ({ principals: who }) => who?.everyone || who?.negated || (who?.federated.length ?? 0) > 0,
  );
  return [...new Set([...named.filter((account) => account !== own), ...(anybody ? ['*'] : [])])].sort();
}

const ADMINISTRATION = actionsOf('kms')
  .filter(({ administers }) => administers)
  .map(({ name }) => name);
const USE = ['decrypt', 'encrypt', 'generatedatakey', 'reencryptfrom', 'sign', 'generatemac', 'derivesharedsecret'].map(
  (name) => `kms:${name}`,
);

/** Principals, by name, whom the key policy lets both administer and use the key. The account principal is nobody by name. */
export function adminUsers(text: string): string[] {
  const allows = allowsOf(text);
  const whoMay = (actions: readonly string[]): ReadonlySet<string> =>
    new Set(allows.filter((allow) => includesAny(allow, actions)).flatMap(namedIn));
  const users = whoMay(USE);
  return [...whoMay(ADMINISTRATION)]
    .filter((principal) => users.has(principal) && wholeAccount(principal) === undefined && !isDeletedId(principal))
    .sort();
}

const GRANT_LIMITS = new Set(['kms:grantisforawsresource', 'kms:viaservice', 'kms:granteeprincipal']);

/**
 * Statements that let somebody make grants for whom he likes. Administrators may do so anyway, and the account principal
 * leaves it to IAM. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-service-integration
 */
export const freeGrantStatements = (text: string, account: string): string[] =>
  allowsOf(text)
    .filter((allow) => includesAny(allow, ['kms:creategrant']) && !includesAny(allow, ['kms:putkeypolicy']))
    .filter(({ conditions }) => !conditions.some((condition) => GRANT_LIMITS.has(condition.key) && limits(condition)))
    .filter(({ principals }) => principals !== undefined && !isAccountOnly(principals, account))
    .map(({ label }) => label);

const limits = ({ operator, values, ifExists }: Condition): boolean =>
  !ifExists && !isNegated(operator) && !values.every((value) => value === 'false' || value === '*');

const isAccountOnly = ({ negated, everyone, aws, services, federated }: Principals, account: string): boolean =>
  !negated &&
  !everyone &&
  services.length + federated.length === 0 &&
  aws.every((one) => wholeAccount(one) === account);

const CHANGES_TAGS = ['kms:tagresource', 'kms:untagresource'];
const CHANGES_ALIASES = ['kms:createalias', 'kms:updatealias', 'kms:deletealias'];

/** Statements that go by a tag or alias of the key which the same principals may change: they let themselves in. */
export function selfServedStatements(text: string): string[] {
  const allows = allowsOf(text);
  const changers = (actions: readonly string[]): Statement[] => allows.filter((allow) => includesAny(allow, actions));
  return allows
    .filter((allow) => {
      const by = (test: (key: string) => boolean): boolean => allow.conditions.some(({ key }) => test(key));
      const tags = by((key) => key.startsWith('aws:resourcetag/')) ? changers(CHANGES_TAGS) : [];
      const aliases = by((key) => key === 'kms:resourcealiases') ? changers(CHANGES_ALIASES) : [];
      return [...tags, ...aliases].some((changer) => overlaps(allow, changer));
    })
    .map(({ label }) => label);
}

const isEveryone = ({ principals }: Statement): boolean => principals?.everyone === true && !principals.negated;

function overlaps(a: Statement, b: Statement): boolean {
  if (isEveryone(a) || isEveryone(b)) return true;
  const others = new Set(namedIn(b).map(sameSpelling));
  return namedIn(a).some((principal) => others.has(sameSpelling(principal)));
}
