import type { PolicyContext } from './pins.ts';

/** Stands for the own account: an organization's accounts have policies that differ by their own ids only. */
const OWN = '998877665544';

/** Patterns that may match a part of an id, numbers that are compared, an id spelled in escapes: which id it is could decide. */
const DEPENDS_ON_DIGITS = /\d[*?]|[*?]\d|numeric|\\u/i;

/** A policy as every account could have it, and the way back. */
export interface Neutral<C extends PolicyContext> {
  readonly text: string;
  readonly context: C;
  /** A text about the neutral account as one about the own. */
  restore(text: string): string;
}

const same = (text: string): string => text;

let last: { readonly given: string; readonly of: PolicyContext; readonly neutral: Neutral<PolicyContext> } | undefined;

/**
 * Puts one and the same id in the place of the own account's, so that what is decided once holds for all. The fields of a
 * resource ask for its policy one after the other, so the last is kept.
 */
export function neutralOf<C extends PolicyContext>(text: string, context: C): Neutral<C> {
  if (last?.given !== text || last.of !== context) last = { given: text, of: context, neutral: neutral(text, context) };
  return last.neutral as Neutral<C>;
}

function neutral<C extends PolicyContext>(text: string, context: C): Neutral<C> {
  const { account, trustedAccounts } = context;
  if (!/^\d{12}$/.test(account) || text.includes(OWN) || trustedAccounts.includes(OWN) || DEPENDS_ON_DIGITS.test(text))
    return { text, context, restore: same };
  const own = new RegExp(`(?<!\\d)${account}(?!\\d)`, 'g');
  return {
    text: text.replace(own, OWN),
    context: { ...context, account: OWN, trustedAccounts: trustedAccounts.map((id) => (id === account ? OWN : id)) },
    restore: (about) => about.replaceAll(OWN, account),
  };
}
