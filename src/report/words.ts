import type { Reason, UnknownClass } from '../model/reason.ts';
import { shown } from './text.ts';

/** What each class of unknown means to a reader. */
export const CLASS_WORDS: Readonly<Record<UnknownClass, string>> = {
  denied: 'permission denied',
  scp: 'denied by an organization policy',
  throttled: 'throttled by AWS',
  failed: 'the call failed',
  cut: 'the list was cut short',
  unsupported: 'not supported by the endpoint',
  'not-collected': 'not collected',
  'out-of-scope': 'outside the scanned accounts and regions',
  'rule-error': 'the rule itself failed',
};

/** The IAM action to allow; "" where a permission would not help (throttling, a list cut short). */
export const neededFor = ({ class: kind, permission }: Reason): string =>
  kind === 'denied' || kind === 'scp' ? (permission ?? '') : '';

/** `permission denied: s3:GetBucketPolicy answered AccessDenied, needs s3:GetBucketPolicy` */
export function reasonText(reason: Reason): string {
  const { class: kind, operation, code } = reason;
  const call = [operation, code && `answered ${code}`].filter(Boolean).join(' ');
  const words = call === '' ? CLASS_WORDS[kind] : `${CLASS_WORDS[kind]}: ${call}`;
  const needed = neededFor(reason);
  return shown(needed === '' ? words : `${words}, needs ${needed}`, 400);
}

/** The accounts of a run, each once, in order. */
export const accountsOf = (scopes: readonly { readonly account: string }[]): string[] =>
  [...new Set(scopes.map(({ account }) => account))].sort();
