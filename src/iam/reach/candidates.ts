import type { Who } from '../facet.ts';
import type { Policy } from '../policy.ts';
import { wholeAccount } from '../principals.ts';
import { accountsIn } from './decide.ts';
import type { Asker } from './facts.ts';
import type { KeyGrant, PrincipalKind, ReachInput } from './types.ts';

/** Somebody who may turn out to have access. */
export interface Candidate extends Asker {
  readonly id: string;
  readonly who: Omit<Who, 'delegated'>;
  /** The account principal stands for it without IAM's help: root user, whole accounts. */
  readonly isAccount: boolean;
}

/** Ids that stay in a policy when the user, role, group or profile is deleted. */
export const isDeletedId = (principal: string): boolean => /^A(?:IDA|ROA|GPA|NPA|IPA)[A-Z0-9]{12,}$/.test(principal);

/** `rds.amazonaws.com`, also with a region before it. */
export const isService = (principal: string): boolean =>
  /^[a-z0-9.-]+\.(?:amazonaws\.com(?:\.cn)?|amazon\.com|aws\.internal)$/.test(principal);

/** Everybody whom the key policy, the grants or IAM of the key's account could mean, each once. */
export function candidatesOf(input: ReachInput, policy: Policy, grants: readonly KeyGrant[]): Candidate[] {
  const { account, partition } = input.key;
  const found = new Map<string, Candidate>();
  const add = (candidate: Candidate | undefined): void => {
    if (candidate && !found.has(candidate.id)) found.set(candidate.id, candidate);
  };
  for (const iam of input.iam.principals)
    add({
      id: iam.arn,
      kind: iam.kind,
      account: iam.account,
      arn: iam.arn,
      iam,
      who: { account, arn: iam.arn },
      isAccount: false,
    });
  add(rootUser(account, partition));
  if (input.iam.unknown) add(unread(account));
  for (const { principals, conditions } of policy.statements.filter(({ effect }) => effect === 'Allow')) {
    if (!principals) continue;
    if (principals.everyone || principals.negated) add(EVERYONE);
    if (!principals.negated) for (const principal of principals.aws) add(named(principal, account));
    for (const service of principals.negated ? [] : principals.services) add(serviceOf(service));
    for (const provider of principals.negated ? [] : principals.federated) add(federated(provider));
    for (const other of accountsIn(conditions)) if (other !== account) add(whole(other));
  }
  for (const grant of grants) add(granteeOf(grant, account));
  return [...found.values()].map((candidate) => withRole(candidate, input));
}

/** What IAM denies a role, it denies the role's sessions. */
function withRole(candidate: Candidate, { iam, key }: ReachInput): Candidate {
  if (candidate.kind !== 'session' || candidate.account !== key.account) return candidate;
  const name = candidate.id.split(':assumed-role/')[1]?.split('/')[0];
  const role = iam.principals.find((one) => one.kind === 'role' && one.name === name);
  return role ? { ...candidate, iam: role } : candidate;
}

const EVERYONE: Candidate = { id: '*', kind: 'everyone', account: '', who: {}, isAccount: false };

const rootUser = (account: string, partition: string): Candidate => {
  const arn = `arn:${partition}:iam::${account}:root`;
  return { id: arn, kind: 'root-user', account, arn, who: { account, arn }, isAccount: true };
};

const unread = (account: string): Candidate => ({
  id: account,
  kind: 'account-principals',
  account,
  who: { account },
  isAccount: true,
});

const whole = (account: string): Candidate => ({
  id: account,
  kind: 'account',
  account,
  who: { account },
  isAccount: true,
});

const serviceOf = (service: string): Candidate => ({
  id: service,
  kind: 'service',
  account: '',
  service,
  who: { service },
  isAccount: false,
});

const federated = (provider: string): Candidate => ({
  id: provider,
  kind: 'federated',
  account: provider.split(':')[4] ?? '',
  who: { federated: provider },
  isAccount: false,
});

/** A principal as a policy or a grant names it. */
function named(principal: string, own: string): Candidate | undefined {
  if (isDeletedId(principal)) return undefined;
  const account = wholeAccount(principal);
  if (account !== undefined) return account === own ? undefined : whole(account);
  const [, , service, , owner = '', resource = ''] = principal.split(':', 6);
  const kind = KINDS.find(([wanted, start]) => wanted === service && resource.startsWith(start))?.[2];
  if (kind === undefined || /[*?]/.test(principal)) return undefined;
  const who = kind === 'session' ? { account: owner, session: principal } : { account: owner, arn: principal };
  return { id: principal, kind, account: owner, arn: principal, who, isAccount: false };
}

const KINDS: readonly (readonly [string, string, PrincipalKind])[] = [
  ['iam', 'role/', 'role'],
  ['iam', 'user/', 'user'],
  ['sts', 'assumed-role/', 'session'],
  ['sts', 'federated-user/', 'session'],
];

/** The principal of a grant, by the id that its candidate has. */
export const granteeId = ({ GranteePrincipal, GranteeServicePrincipal }: KeyGrant): string =>
  GranteeServicePrincipal ?? wholeAccount(GranteePrincipal ?? '') ?? GranteePrincipal ?? '';

function granteeOf(grant: KeyGrant, own: string): Candidate | undefined {
  const id = granteeId(grant);
  if (id === '' || isDeletedId(id)) return undefined;
  if (grant.GranteeServicePrincipal !== undefined || isService(id)) return serviceOf(id);
  return named(id, own);
}
