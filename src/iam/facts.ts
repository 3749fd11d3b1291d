import { Unobserved } from '../model/reason.ts';
import { includes } from './actions.ts';
import { type BucketFacts, bucketFactsOf, NOTHING_ENFORCED } from './bucket.ts';
import { type Answer, checkPolicy, type Question, type Reason } from './check.ts';
import type { Closing } from './closed.ts';
import { type Decrypters, decryptersOf } from './decrypters.ts';
import { leftBy } from './denies.ts';
import { isOpenEndpoint } from './endpoint.ts';
import { witnessText } from './explain.ts';
import { type Neutral, neutralOf, type OwnContext } from './neutral.ts';
import { parsePolicy } from './parse.ts';
import type { PolicyContext } from './pins.ts';
import { type Policy, type PolicyKind, readingCall } from './policy.ts';
import { sameSpelling } from './principals.ts';
import { remembered } from './remembered.ts';
import { contextOf } from './settings.ts';
import { deniesHttp, wantedOf } from './tls.ts';

type YesNo = Extract<Question, 'public' | 'wildcardAdmin' | 'confusedDeputy'>;

interface AccessProof {
  readonly statements: readonly string[];
  readonly witness: string | undefined;
}

/** Who a resource policy lets in, apart from its own account. Reading a fact that is undecided throws `Unobserved`. */
export interface AccessFacts {
  /** Some stranger gets an Allow, whatever account it is from. */
  readonly public: boolean;
  /** Labels of the statements that make it public. */
  readonly publicStatements: readonly string[];
  /** A request of a stranger that is allowed, in words; undefined when there is none. */
  readonly publicWitness: string | undefined;
  /**
   * Account ids outside the own and the trusted ones that get an Allow, `canonical:ID`, and `org:ID` of another
   * organization, which is only known where ours is. Sorted.
   */
  readonly untrustedAccounts: readonly string[];
  /** For each of them, and for anybody, the statement by which they get in, and a request that is allowed, in words. */
  readonly untrustedProofs: readonly string[];
  /** The same with "*" when public, and every organization when ours is not known. */
  readonly crossAccount: readonly string[];
  readonly wildcardAdmin: boolean;
  readonly confusedDeputy: boolean;
  /** Labels of the statements by which the answer to a question is yes, and a request that is allowed, in words. */
  readonly proof: (question: YesNo) => AccessProof;
  /** Distinct AWS principals of Allow statements; everyone counts as one. */
  readonly principalCount: number;
  /** What closes each statement for everyone. */
  readonly closedBy: readonly Closing[];
  /** Why each positive answer is so, with a request that is allowed. */
  readonly reasons: readonly Reason[];
}

const NOBODY: AccessFacts = {
  public: false,
  publicStatements: [],
  publicWitness: undefined,
  untrustedAccounts: [],
  untrustedProofs: [],
  crossAccount: [],
  wildcardAdmin: false,
  confusedDeputy: false,
  proof: () => ({ statements: [], witness: undefined }),
  principalCount: 0,
  closedBy: [],
  reasons: [],
};

/**
 * Who a policy lets in. No policy lets nobody in. Throws `Unobserved` for a text that is no policy.
 * @param text the policy as AWS returned it; undefined where AWS says that there is none
 */
export function accessFacts(kind: PolicyKind, text: string | undefined, context: OwnContext): AccessFacts {
  if (text === undefined) return NOBODY;
  return remembered('access', kind, text, context, () => {
    const { policy, answer, restore } = analysisOf(kind, text, context);
    return factsFrom(policy, restored(answer, restore), kind, context);
  });
}

interface Analysis {
  readonly policy: Policy;
  readonly answer: Answer;
}

/** Decided once for all accounts and resources whose policies differ by their own ids and names only. */
function analysisOf(kind: PolicyKind, given: string, of: OwnContext): Analysis & Pick<Neutral<OwnContext>, 'restore'> {
  const { text, context, restore } = neutralOf(given, of);
  const analysis = remembered('answer', kind, text, context, (): Analysis => {
    const policy = parsePolicy(text, kind);
    return { policy, answer: checkPolicy({ policy, problems: [] }, contextOf(kind, context)) };
  });
  return { ...analysis, restore };
}

/** The answer itself where it says nothing of the own account, as most do. */
function restored(answer: Answer, restore: (text: string) => string): Answer {
  const neutral = JSON.stringify(answer);
  const own = restore(neutral);
  return own === neutral ? answer : (JSON.parse(own) as Answer);
}

function factsFrom(policy: Policy, answer: Answer, kind: PolicyKind, { organizationId }: PolicyContext): AccessFacts {
  const on = <Q extends Question>(question: Q): NonNullable<Answer[Q]> => {
    const found = answer[question];
    if (found !== null) return found as NonNullable<Answer[Q]>;
    throw new Unobserved({ class: 'failed', operation: readingCall(kind), code: 'Undecided' });
  };
  const proof = (asked: YesNo): AccessProof => {
    const reason = on(asked) ? answer.reasons.find(({ question }) => question === asked) : undefined;
    return {
      statements: reason ? sidsFor(answer, asked) : [],
      witness: reason?.witness ? witnessText(reason.witness) : undefined,
    };
  };
  return {
    proof,
    get public() {
      return on('public');
    },
    get publicStatements() {
      return proof('public').statements;
    },
    get publicWitness() {
      return proof('public').witness;
    },
    get untrustedAccounts() {
      const isKnown = (name: string): boolean => organizationId !== undefined || !name.startsWith('org:');
      return on('crossAccount').filter((name) => name !== '*' && isKnown(name));
    },
    get untrustedProofs() {
      const everyone = proof('public');
      const reasons = answer.reasons.filter(({ question }) => question === 'crossAccount');
      const ofAccounts = this.untrustedAccounts.flatMap((account) => {
        const { sids = [], witness } = reasons.find(({ subject }) => subject === account) ?? {};
        return witness ? [`${account} by ${sids[0]}: ${witnessText(witness)}`] : [];
      });
      return everyone.witness
        ? [`anybody by ${everyone.statements[0]}: ${everyone.witness}`, ...ofAccounts]
        : ofAccounts;
    },
    get crossAccount() {
      return on('crossAccount');
    },
    get wildcardAdmin() {
      return on('wildcardAdmin');
    },
    get confusedDeputy() {
      return on('confusedDeputy');
    },
    principalCount: countPrincipals(policy, kind),
    closedBy: answer.closedBy,
    reasons: answer.reasons,
  };
}

const sidsFor = ({ reasons }: Answer, question: Question): string[] => [
  ...new Set(reasons.filter((reason) => reason.question === question).flatMap(({ sids }) => sids.slice(0, 1))),
];

function countPrincipals({ statements }: Policy, kind: PolicyKind): number {
  const allows = statements.filter(
    ({ effect, principals, resources }) => effect === 'Allow' && principals && (kind !== 'kms' || resources),
  );
  const found = allows.flatMap(({ principals }) => {
    if (!principals) return [];
    const { everyone, negated, aws } = principals;
    return [...(everyone !== negated ? ['*'] : []), ...(negated ? [] : aws)];
  });
  return new Set(found.map(sameSpelling)).size;
}

/** Whether a key policy leaves nobody of its account who may change it. */
export function isLockedOut(text: string, context: OwnContext): boolean {
  const { lockout } = analysisOf('kms', text, context).answer;
  if (lockout !== null) return lockout;
  throw new Unobserved({ class: 'failed', operation: readingCall('kms'), code: 'Undecided' });
}

/** Whether a VPC endpoint for KMS lets anybody use keys of any account, see `isOpenEndpoint`: many have the same policy. */
export const opensEndpoint = (
  text: string,
  context: PolicyContext & { readonly region: string },
): boolean | undefined =>
  remembered(`endpoint ${context.region}`, 'kms', text, { ...context, account: '' }, () =>
    isOpenEndpoint(text, context),
  );

/** Whether a Deny keeps everyone whom its conditions do not list from an action. No policy denies nothing. @param action in lower case */
export function deniesUnlisted(kind: PolicyKind, given: string | undefined, action: string, of: OwnContext): boolean {
  if (given === undefined) return false;
  const { text, context } = neutralOf(given, of);
  return remembered(`denies ${action}`, kind, text, context, () => {
    const { statements, variables } = parsePolicy(text, kind);
    return statements.some(
      (deny) => includes(deny.actions, action) && leftBy(deny, { kind, context, variables }) !== undefined,
    );
  });
}

/** Whom outside its account a key policy lets decrypt: see `decryptersOf`. */
export function decrypters(given: string, of: OwnContext): Decrypters {
  const { text, context } = neutralOf(given, of);
  return remembered('decrypters', 'kms', text, context, () => decryptersOf(text, context));
}

/** What a bucket policy enforces; `id` is the bucket's ARN, which decides whether its statements cover the whole bucket. */
export function bucketFacts(given: string | undefined, of: PolicyContext & { readonly id: string }): BucketFacts {
  if (given === undefined) return NOTHING_ENFORCED;
  const { text, context, restore } = neutralOf(given, of);
  const facts = remembered(`bucket ${context.id}`, 's3', text, context, () =>
    bucketFactsOf(parsePolicy(text, 's3'), context.id),
  );
  return { ...facts, required: { ...facts.required, key: restore(facts.required.key) } };
}

/**
 * Whether a resource policy denies plain HTTP to everyone, for all that can come over it. No policy denies nothing.
 * `context.id` is the resource's ARN: statements about other resources do not count.
 */
export function tlsEnforced(
  kind: PolicyKind,
  given: string | undefined,
  of: PolicyContext & { readonly id: string },
): boolean {
  if (given === undefined) return false;
  const { text, context } = neutralOf(given, of);
  return remembered(`tls ${context.id}`, kind, text, context, () =>
    deniesHttp(parsePolicy(text, kind), wantedOf(kind, context.id)),
  );
}
