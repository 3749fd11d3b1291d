import type { Case } from './ask.ts';
import { caseOf } from './case.ts';
import type { Policy, Statement } from './policy.ts';
import { castOf, strangerUses } from './questions.ts';
import type { Ready } from './world.ts';

/** A statement for everyone that no stranger can use, and what keeps strangers out, each by itself unless `together`. */
export interface Closing {
  readonly sid: string;
  /** The condition key; "" for a Deny without conditions. */
  readonly condition: string;
  /** The Deny that holds the condition. */
  readonly deny?: string;
  /** It takes all conditions that say so to close the statement. */
  readonly together?: true;
}

/** What closes each statement for everyone that is not among the open ones. */
export function closingsOf(one: Case, open: ReadonlySet<number>): Closing[] {
  return one.base.allows
    .filter(({ index, principals }) => !open.has(index) && principals && principals.everyone !== principals.negated)
    .flatMap((allow) => closingsOfOne(one, allow));
}

interface Candidate {
  readonly closing: Closing;
  readonly policy: Policy;
}

function closingsOfOne(one: Case, allow: Ready): Closing[] {
  const { policy } = one;
  const original = policy.statements.find(({ index }) => index === allow.index);
  if (!original) return [];
  const bare: Statement = { ...original, conditions: [] };
  if (!isOpen(one, { ...policy, statements: [bare] }, allow.index)) return []; // its actions or resources give strangers nothing
  const candidates = [...byConditions(policy, original), ...byDenies(policy, bare)];
  const alone = candidates.filter((candidate) => !isOpen(one, candidate.policy, allow.index));
  const closers =
    alone.length > 0 ? alone : candidates.filter((candidate) => matters(one, candidate, policy, allow.index));
  return closers.map(({ closing }) => (alone.length > 0 ? closing : { ...closing, together: true }));
}

const byConditions = (policy: Policy, original: Statement): Candidate[] =>
  original.conditions.map((condition) => ({
    closing: { sid: original.label, condition: condition.name },
    policy: { ...policy, statements: [{ ...original, conditions: [condition] }] },
  }));

const byDenies = (policy: Policy, bare: Statement): Candidate[] =>
  policy.statements
    .filter(({ effect }) => effect === 'Deny')
    .map((deny) => ({
      closing: { sid: bare.label, condition: deny.conditions.map(({ name }) => name).join(', '), deny: deny.label },
      policy: { ...policy, statements: [bare, deny] },
    }));

/** Where nothing closes the statement by itself: whether strangers get in without it. */
function matters(one: Case, { closing }: Candidate, policy: Policy, index: number): boolean {
  const statements = policy.statements.flatMap((statement) => {
    if (statement.effect === 'Deny') return statement.label === closing.deny ? [] : [statement];
    if (statement.index !== index) return [];
    return [
      closing.deny === undefined
        ? { ...statement, conditions: statement.conditions.filter(({ name }) => name !== closing.condition) }
        : statement,
    ];
  });
  return isOpen(one, { ...policy, statements }, index);
}

function isOpen(one: Case, policy: Policy, index: number): boolean {
  const changed = caseOf(policy, one.base.context, one.base.meter);
  const allow = changed.base.allows.find((statement) => statement.index === index);
  return allow !== undefined && strangerUses(changed, castOf(changed), allow) !== undefined;
}
