import type { FieldContext } from '../model/field.ts';
import { withoutOwnName } from './own-name.ts';
import type { PolicyContext } from './pins.ts';

/** Stands for the own account: an organization's accounts have policies that differ by their own ids only. */
const OWN = '998877665544';

/** Patterns that may match a part of an id, numbers that are compared, an id spelled in escapes: which id it is could decide. */
const DEPENDS_ON_DIGITS = /\d[*?]|[*?]\d|numeric|\\u/i;

/** What is asked about, whose ARN policies name. */
export type OwnContext = PolicyContext & Partial<Pick<FieldContext, 'id'>>;

/** A policy as every account and every resource could have it, and the way back. */
export interface Neutral<C extends OwnContext> {
  readonly text: string;
  readonly context: C;
  /** A text about the neutral account and resource as one about the own. */
  restore(text: string): string;
}

let last: { readonly given: string; readonly of: OwnContext; readonly neutral: Neutral<OwnContext> } | undefined;

/**
 * Puts one and the same id in the place of the own account's, and one name in that of the own resource's, so that what is
 * decided once holds for all. The fields of a resource ask for its policy one after the other, so the last is kept.
 */
export function neutralOf<C extends OwnContext>(text: string, context: C): Neutral<C> {
  if (last?.given !== text || last.of !== context)
    last = { given: text, of: context, neutral: withoutName(withoutAccount(text, context)) };
  return last.neutral as Neutral<C>;
}

function withoutAccount<C extends OwnContext>(text: string, context: C): Neutral<C> {
  const { account, trustedAccounts, id } = context;
  if (!/^\d{12}$/.test(account) || text.includes(OWN) || trustedAccounts.includes(OWN) || DEPENDS_ON_DIGITS.test(text))
    return { text, context, restore: (about) => about };
  const own = new RegExp(`(?<!\\d)${account}(?!\\d)`, 'g');
  return {
    text: text.replace(own, OWN),
    context: {
      ...context,
      account: OWN,
      trustedAccounts: trustedAccounts.map((trusted) => (trusted === account ? OWN : trusted)),
      ...(id === undefined ? {} : { id: id.replace(own, OWN) }),
    },
    restore: (about) => about.replaceAll(OWN, account),
  };
}

function withoutName<C extends OwnContext>(neutral: Neutral<C>): Neutral<C> {
  const { id } = neutral.context;
  const unnamed = id === undefined ? undefined : withoutOwnName(neutral.text, id);
  if (!unnamed) return neutral;
  return {
    text: unnamed.text,
    context: { ...neutral.context, id: unnamed.id },
    restore: (about) => neutral.restore(unnamed.restore(about)),
  };
}
