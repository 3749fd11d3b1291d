import type { Case, Proof } from './ask.ts';
import { caseOf } from './case.ts';
import { type Closing, closingsOf } from './closed.ts';
import type { Value } from './condition.ts';
import { WRITTEN } from './names.ts';
import type { PolicyReading, Problem } from './parse.ts';
import {
  administrators,
  type Cast,
  castOf,
  deputies,
  type Finding,
  foreigners,
  keeper,
  publicOnes,
} from './questions.ts';
import { CapReached, type Meter } from './samples.ts';
import { ALL_STEPS, METER_STEPS } from './settings.ts';
import type { CheckContext, Ready } from './world.ts';

export const QUESTIONS = ['public', 'crossAccount', 'wildcardAdmin', 'lockout', 'confusedDeputy'] as const;
export type Question = (typeof QUESTIONS)[number];

/** A request that the policy allows. */
export interface Witness {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Keys as AWS or the policy writes them. */
  readonly context: Readonly<Record<string, Value>>;
}

/** Why the answer to a question is yes. `subject` is who, for crossAccount. */
export interface Reason {
  readonly question: Question;
  /** Sids, or `statement N`, of the statements that allow the witness; for a lockout, of those that forbid. */
  readonly sids: readonly string[];
  readonly subject?: string;
  readonly witness: Witness | null;
  readonly explanation: string;
}

/** Answers about one policy; null where a question could not be decided, which is then listed in `undecided`. */
export interface Answer {
  readonly public: boolean | null;
  readonly crossAccount: readonly string[] | null;
  readonly wildcardAdmin: boolean | null;
  readonly lockout: boolean | null;
  readonly confusedDeputy: boolean | null;
  readonly undecided: readonly Question[];
  readonly reasons: readonly Reason[];
  readonly closedBy: readonly Closing[];
  readonly invalid: readonly string[];
}

/** Answers all questions about one policy. */
export function checkPolicy({ policy, problems }: PolicyReading, context: CheckContext): Answer {
  const ready = attempt(() => {
    const meter: Meter = { left: METER_STEPS };
    const one = caseOf(policy, context, meter);
    return { one, cast: castOf(one), meter };
  });
  const decided = ready ? decide(ready.one, ready.cast, ready.meter) : {};
  return answerOf(decided, problems, context.kind === 'kms');
}

interface Decided {
  readonly public?: readonly Finding[] | undefined;
  readonly crossAccount?: readonly Finding[] | undefined;
  readonly wildcardAdmin?: readonly Finding[] | undefined;
  readonly lockout?: boolean | undefined;
  readonly denying?: readonly Ready[];
  readonly confusedDeputy?: readonly Finding[] | undefined;
  readonly closedBy?: readonly Closing[] | undefined;
}

function decide(one: Case, cast: Cast, meter: Meter): Decided {
  let total = ALL_STEPS - (METER_STEPS - meter.left);
  const on = <T>(what: () => T): T | undefined => {
    const given = Math.min(METER_STEPS, total);
    meter.left = given;
    const found = attempt(what);
    total -= given - meter.left;
    return found;
  };
  const open = on(() => publicOnes(one, cast));
  const indices = new Set(open?.map(({ allow }) => allow.index));
  return {
    public: open,
    crossAccount: on(() => foreigners(one, cast)),
    wildcardAdmin: on(() => administrators(one, cast)),
    lockout: one.base.context.kind === 'kms' ? on(() => keeper(one, cast) === undefined) : false,
    denying: one.base.denies,
    confusedDeputy: open && on(() => deputies(one, cast, indices)),
    closedBy: open && on(() => closingsOf(one, indices)),
  };
}

/** Undefined where a cap is reached. */
function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch (cause) {
    if (cause instanceof CapReached) return undefined;
    throw cause;
  }
}

/** What a statement that cannot be read may change: an Allow adds access, a Deny takes it away, and nobody knows of others. */
function answerOf(decided: Decided, problems: readonly Problem[], isKey: boolean): Answer {
  const mayAdd = problems.some(({ effect }) => effect !== 'Deny');
  const mayTake = problems.some(({ effect }) => effect !== 'Allow');
  const yesNo = (findings: readonly Finding[] | undefined): boolean | null => {
    if (!findings) return null;
    return (findings.length > 0 ? mayTake : mayAdd) ? null : findings.length > 0;
  };
  const isPublic = yesNo(decided.public);
  const answers = {
    public: isPublic,
    crossAccount:
      problems.length > 0 || isPublic === null || !decided.crossAccount
        ? null
        : namesOf(decided.crossAccount, isPublic),
    wildcardAdmin: yesNo(decided.wildcardAdmin),
    lockout: lockoutOf(decided.lockout, mayAdd, mayTake, isKey),
    confusedDeputy: yesNo(decided.confusedDeputy),
  };
  return {
    ...answers,
    undecided: QUESTIONS.filter((question) => answers[question] === null),
    reasons: reasonsOf(decided, answers),
    closedBy: decided.closedBy ?? [],
    invalid: problems.map(({ sentence }) => sentence),
  };
}

function lockoutOf(locked: boolean | undefined, mayAdd: boolean, mayTake: boolean, isKey: boolean): boolean | null {
  if (!isKey) return false;
  if (locked === undefined) return null;
  return (locked ? mayAdd : mayTake) ? null : locked;
}

const namesOf = (findings: readonly Finding[], isPublic: boolean): string[] =>
  [...new Set([...(isPublic ? ['*'] : []), ...findings.map(({ subject = '' }) => subject)])].sort();

type Answers = Pick<Answer, Question>;

function reasonsOf(decided: Decided, answers: Answers): Reason[] {
  const from = (question: Question, findings: readonly Finding[] | undefined): Reason[] =>
    answers[question] ? (findings ?? []).map((finding) => reasonFor(question, finding)) : [];
  return [
    ...from('public', decided.public),
    ...from('crossAccount', decided.crossAccount),
    ...from('wildcardAdmin', decided.wildcardAdmin),
    ...(answers.lockout ? [lockoutReason(decided.denying ?? [])] : []),
    ...from('confusedDeputy', decided.confusedDeputy),
  ];
}

const EXPLANATIONS: Readonly<Record<Question, string>> = {
  public: 'somebody of an account that the policy does not name is allowed this request',
  crossAccount: 'another account is allowed this request',
  wildcardAdmin: 'this request, which administers the resource, is allowed beyond named principals of the account',
  lockout: 'no principal of the account can replace the key policy',
  confusedDeputy: 'a service is allowed this request on behalf of any account',
};

function reasonFor(question: Question, { proof, subject, allow }: Finding): Reason {
  const sids = [...new Set([allow.label, ...proof.labels])];
  const who = subject === undefined ? '' : { subject };
  return {
    question,
    sids,
    ...(who === '' ? {} : who),
    witness: witnessOf(proof, allow),
    explanation: EXPLANATIONS[question],
  };
}

function lockoutReason(denies: readonly Ready[]): Reason {
  return {
    question: 'lockout',
    sids: denies.map(({ label }) => label),
    witness: null,
    explanation: EXPLANATIONS.lockout,
  };
}

function witnessOf({ request, action }: Proof, allow: Ready): Witness {
  const { who, keys, resource } = request;
  const principal =
    who.service ?? (who.canonical ? `canonical:${who.canonical}` : (who.session ?? who.arn ?? 'anonymous'));
  const names = new Map(allow.conditions.map(({ key, name }) => [key, name]));
  const context = [...keys].map(([key, value]) => [names.get(key) ?? WRITTEN[key] ?? key, value] as const);
  return { principal, action: action.written, resource, context: Object.fromEntries(context) };
}
