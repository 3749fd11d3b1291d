import { type Answer, checkPolicy, QUESTIONS } from './check.ts';
import { readPolicy } from './parse.ts';
import { POLICY_KINDS, type TableKind } from './policy.ts';
import type { CheckContext } from './world.ts';

/** One entry of a batch, answered. `context` is missing where the entry cannot be read. */
export interface Entry {
  readonly id: string | number | boolean | null;
  readonly answer: Answer;
  readonly context?: CheckContext;
}

/** Answers one entry; what cannot be read gets `invalid` and nulls. @param at milliseconds since 1970 */
export function checkEntry(entry: unknown, at: number): Entry {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
    return { id: null, answer: unread('the entry is not an object') };
  const { id = null, policy, ...rest } = entry as Record<string, unknown>;
  if (!isId(id)) return { id: null, answer: unread('id is neither text nor a number') };
  const context = contextOf(rest, at);
  if (typeof context === 'string') return { id, answer: unread(context) };
  if (policy === undefined) return { id, answer: unread('policy is missing') };
  return { id, context, answer: checkPolicy(readPolicy(policy), context) };
}

/** Never an object: one that is deep enough cannot be printed. */
const isId = (id: unknown): id is Entry['id'] => id === null || typeof id !== 'object';

const unread = (sentence: string): Answer => ({
  public: null,
  crossAccount: null,
  wildcardAdmin: null,
  lockout: null,
  confusedDeputy: null,
  undecided: QUESTIONS,
  reasons: [],
  closedBy: [],
  invalid: [sentence],
});

const isAccount = (value: unknown): value is string => typeof value === 'string' && /^\d{12}$/.test(value);

/** The context that an entry gives, or what is wrong with it; null stands for a member that is missing. */
function contextOf(entry: Record<string, unknown>, at: number): CheckContext | string {
  const { kind, account } = entry;
  const orgId = entry['orgId'] ?? undefined;
  const trusted = entry['trustedAccounts'] ?? [];
  const resource = entry['resource'] ?? undefined;
  if (typeof kind !== 'string' || !Object.hasOwn(POLICY_KINDS, kind))
    return `kind is none of ${Object.keys(POLICY_KINDS).join(', ')}`;
  if (!isAccount(account)) return 'account is not an id of 12 digits';
  if (orgId !== undefined && typeof orgId !== 'string') return 'orgId is not text';
  if (!Array.isArray(trusted) || !trusted.every(isAccount)) return 'trustedAccounts is not a list of ids of 12 digits';
  if (resource !== undefined && typeof resource !== 'string') return 'resource is not text';
  return {
    kind: kind as TableKind,
    account,
    organizationId: orgId === '' ? undefined : orgId,
    trustedAccounts: trusted,
    resource: resource === '' ? undefined : resource,
    at,
  };
}
