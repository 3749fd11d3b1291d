import { CODES } from '../model/classify.ts';
import type { FindingReason } from '../model/finding.ts';
import { causesOf, type Reason } from '../model/reason.ts';

/** One entry a cause, with all fields that are unknown because of it; ordered, so that equal runs give equal bytes. */
export function groupReasons(found: readonly { readonly reason: Reason; readonly field: string }[]): FindingReason[] {
  const groups = new Map<string, { reason: Reason; fields: Set<string> }>();
  const causes = found.flatMap(({ reason, field }) => causesOf(reason).map((cause) => ({ reason: cause, field })));
  for (const { reason, field } of causes) {
    const key = `${reason.class}|${reason.operation}|${reason.code}`;
    const group = groups.get(key) ?? { reason, fields: new Set() };
    if (field) group.fields.add(field);
    groups.set(key, group);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { reason, fields }]) => ({ ...reason, fields: [...fields].sort() }));
}

const CAUSES: Readonly<Record<Reason['class'], (reason: Reason) => string>> = {
  denied: ({ operation, permission }) => `${operation} was denied${permission ? ` (it needs ${permission})` : ''}`,
  scp: ({ operation }) => `${operation} was denied by an organization policy`,
  throttled: ({ operation }) => `${operation} was throttled to the end`,
  failed: ({ operation, code }) => `${operation} failed with ${code}`,
  cut: ({ operation, code }) => `${operation} was cut short (${code})`,
  unsupported: ({ operation, code }) =>
    code === CODES.unread
      ? `${operation} answered content that could not be read`
      : `${operation} is not supported there`,
  'not-collected': ({ operation }) => `${operation} was not collected`,
  'out-of-scope': ({ operation, code }) => OUT_OF_SCOPE[code] ?? `${operation}: ${code}`,
  'rule-error': ({ code }) => `the rule could not be evaluated: ${code}`,
};

const OUT_OF_SCOPE: Readonly<Record<string, string>> = {
  foreign: 'what it refers to is in an account or region outside the scan',
  'regions-not-asked-for': 'the scan left out some regions of the account',
  gone: 'what it refers to no longer exists',
  'key-out-of-sight': 'its key could not be seen, so who holds it is not certain',
};

const describeReason = (reason: Reason): string => CAUSES[reason.class](reason);

export const unknownMessage = (reasons: readonly Reason[]): string =>
  `Not known: ${reasons.map(describeReason).join('; ') || 'no reason was recorded'}.`;
