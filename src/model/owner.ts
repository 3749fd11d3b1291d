import { placeInArn } from './arn.ts';
import type { FieldContext } from './field.ts';

/** Whose account a key is in, as seen from what it seals; `trusted` = listed in the configuration's trusted accounts. */
export const OWNERS = ['none', 'own', 'trusted', 'other'] as const;
export type Owner = (typeof OWNERS)[number];

type Trust = Pick<FieldContext, 'account' | 'trustedAccounts'>;

export const ownerOfAccount = (account: string, { account: own, trustedAccounts }: Trust): Owner =>
  account === own ? 'own' : trustedAccounts.includes(account) ? 'trusted' : 'other';

/** A bare id or alias names a key of the referrer's own account; "" or undefined = no key. */
export function ownerOf(reference: string | undefined, trust: Trust): Owner {
  if (!reference) return 'none';
  const account = reference.startsWith('arn:') ? placeInArn(reference).account : '';
  return ownerOfAccount(account || trust.account, trust);
}
