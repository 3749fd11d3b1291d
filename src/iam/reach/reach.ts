import { actionsOf } from '../actions.ts';
import { type Candidate, candidatesOf, isDeletedId } from './candidates.ts';
import { missingOf } from './missing.ts';
import { type Asking, type Found, waysOf } from './paths.ts';
import { parser } from './policies.ts';
import type { KeyAccess, KeyGrant, Path, Reach, ReachInput, Unless } from './types.ts';

/** ReEncryptFrom decrypts as well: what comes out may be sealed under a key of the caller's own. */
const DECRYPT = ['kms:Decrypt', 'kms:ReEncryptFrom'];
const SHARE = ['kms:CreateGrant'];
const ADMINISTER = actionsOf('kms')
  .filter(({ administers }) => administers)
  .map(({ written }) => written);

/**
 * Who can decrypt with a key, administer it and pass it on: key policy × IAM policies and boundaries × SCPs and RCPs ×
 * grants. Nobody is left out for want of knowledge: what was not read stands in `missing`, and where IAM was not read one
 * entry stands for all users and roles of the account. Conditions that who, what and when decide are decided; those that
 * hang on the request stay with their path.
 */
export function keyAccess(input: ReachInput): KeyAccess {
  const parse = parser();
  const missing = missingOf(input, parse);
  const grants = 'ok' in input.grants ? input.grants.ok : [];
  if (!('ok' in input.policy)) {
    const deletedPrincipals = deletedIn([], grants);
    return { complete: false, missing, decrypt: null, administer: null, share: null, deletedPrincipals };
  }
  const { policy } = parse(input.policy.ok);
  const asking: Asking = { input, keyPolicy: policy, grants, parse };
  const candidates = candidatesOf(input, policy, grants).map((candidate) => ({
    candidate,
    waysTo: waysOf(candidate, asking),
  }));
  const who = (actions: readonly string[]): Reach[] =>
    candidates
      .map(({ candidate, waysTo }) => reachOf(candidate, actions.map(waysTo), asking))
      .filter(({ paths }) => paths.length > 0)
      .sort(byKind);
  const named = policy.statements.flatMap(({ principals }) => principals?.aws ?? []);
  return {
    complete: missing.length === 0,
    missing,
    decrypt: who(DECRYPT),
    administer: who(ADMINISTER),
    share: who(SHARE),
    deletedPrincipals: deletedIn(named, grants),
  };
}

const deletedIn = (named: readonly string[], grants: readonly KeyGrant[]): string[] =>
  [...new Set([...named, ...grants.map(({ GranteePrincipal = '' }) => GranteePrincipal)].filter(isDeletedId))].sort();

function reachOf(candidate: Candidate, found: readonly Found[], asking: Asking): Reach {
  const paths = merged(found.flatMap((ways) => ways.paths));
  return {
    principal: candidate.id,
    kind: candidate.kind,
    account: candidate.account,
    paths,
    unless: merged(found.flatMap((ways) => ways.unless)),
    notes: notesOn(candidate, paths, asking),
  };
}

/** The same way for several actions is one, with all of them. */
function merged<T extends Path | Unless>(ways: readonly T[]): T[] {
  const known = new Map<string, T>();
  for (const way of ways) {
    const { actions, ...rest } = way;
    const key = JSON.stringify(rest);
    const before = known.get(key);
    known.set(key, before ? { ...before, actions: [...before.actions, ...actions].sort() } : way);
  }
  return [...known.values()];
}

function notesOn({ kind, account, iam, arn }: Candidate, paths: readonly Path[], { input, parse }: Asking): string[] {
  const notes: string[] = [];
  const own = account === input.key.account;
  if (kind === 'account-principals' && paths.some(({ needs }) => needs))
    notes.push('IAM not collected: principals of this account whom IAM allows it');
  if (kind === 'account-principals' && paths.some(({ needs }) => !needs))
    notes.push('IAM not collected: every principal of this account, without any IAM policy');
  if (account !== '' && !own && kind !== 'federated')
    notes.push(`account ${account} must allow it too, by policies that are out of sight`);
  if (kind === 'everyone') notes.push('anybody whom the conditions let through; their own account must allow it too');
  if (own && (kind === 'role' || kind === 'user') && !iam && !input.iam.unknown)
    notes.push('IAM of the account has no such principal');
  if (iam && iam.unread.length > 0) notes.push(`attached policies were not read: ${iam.unread.join(', ')}`);
  if (iam?.policies.some(({ text }) => parse(text).broken)) notes.push('a policy of it cannot be read');
  if (kind === 'session' && own && arn?.includes(':assumed-role/')) notes.push('one session of a role');
  return notes;
}

const ORDER = [
  'everyone',
  'account',
  'federated',
  'service',
  'root-user',
  'account-principals',
  'user',
  'role',
  'session',
];

const byKind = (a: Reach, b: Reach): number =>
  ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.principal < b.principal ? -1 : a.principal > b.principal ? 1 : 0);
