import { Unobserved } from '../model/reason.ts';
import { type ActionFilter, ask } from './ask.ts';
import { caseOf } from './case.ts';
import { parsePolicy } from './parse.ts';
import type { PolicyContext } from './pins.ts';
import { castOf } from './questions.ts';
import { CapReached } from './samples.ts';
import { contextOf, METER_STEPS } from './settings.ts';
import { member, memberOf } from './subjects.ts';
import type { Ready, World } from './world.ts';

/** Whom outside the key's account a key policy lets decrypt. */
export interface Decrypters {
  /** Accounts that it names. Sorted. */
  readonly accounts: readonly string[];
  /** Anybody, or an organization whose members the policy does not tell. */
  readonly others: 'none' | 'anybody' | 'organization';
}

const decrypts: ActionFilter = ({ name }) => name === 'kms:decrypt';

/**
 * Who abroad may decrypt under a key, as far as its policy decides: their own IAM policies decide too.
 * Throws `Unobserved` for a text that is no policy, and where the question takes too long.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function decryptersOf(text: string, context: PolicyContext): Decrypters {
  try {
    return decide(text, context);
  } catch (cause) {
    if (!(cause instanceof CapReached)) throw cause;
    throw new Unobserved({ class: 'failed', operation: 'kms:GetKeyPolicy', code: 'Undecided' });
  }
}

function decide(text: string, context: PolicyContext): Decrypters {
  const one = caseOf(parsePolicy(text, 'kms'), contextOf('kms', context), { left: METER_STEPS });
  const { base } = one;
  const cast = castOf(one);
  const lets = (subject: typeof cast.stranger): boolean =>
    base.allows.some(({ index }) => ask(one, subject, cast.everyWay, index, decrypts) !== undefined);
  const accounts = foreign(base).filter((account) => lets(member(base, account, true)));
  if (!base.allows.some(isForMany)) return { accounts, others: 'none' };
  if (lets(cast.anywhere)) return { accounts, others: 'anybody' };
  const others = base.organizations.some((id) => lets(memberOf(base, id))) ? 'organization' : 'none';
  return { accounts, others };
}

/** Only such a statement can let in somebody whom the policy does not name. */
const isForMany = ({ principals }: Ready): boolean =>
  principals !== undefined && (principals.everyone || principals.negated || principals.federated.length > 0);

const foreign = ({ accounts, context }: World): string[] =>
  [...accounts].filter((account) => account !== context.account).sort();
