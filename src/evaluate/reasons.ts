import { CODES } from '../model/classify.ts';
import type { FindingReason } from '../model/finding.ts';
import { causesOf, type Reason } from '../model/reason.ts';

interface Found {
  readonly reason: Reason;
  readonly field: string;
}

/** One entry a cause, with all fields that are unknown because of it; ordered, so that equal runs give equal bytes. */
export const groupReasons = (found: readonly Found[]): readonly FindingReason[] =>
  groupOne(found) ?? groupShared(found);

/** Most have one cause only. */
function groupOne(found: readonly Found[]): readonly FindingReason[] | undefined {
  const reason = found[0]?.reason;
  if (!reason || reason.also || !found.every((other) => isSameCause(other.reason, reason))) return undefined;
  const fields = found.flatMap(({ field }) => field || []);
  return [{ ...reason, fields: fields.length > 1 ? [...new Set(fields)].sort() : fields }];
}

const isSameCause = (a: Reason, b: Reason): boolean =>
  a === b || (a.class === b.class && a.operation === b.operation && a.code === b.code && !a.also);

const shared = new WeakMap<Reason, Map<string, readonly FindingReason[]>>();

/** A reason with dozens of causes, all listings that failed in an account, is that of many resources: its groups are kept. */
function groupShared(found: readonly Found[]): readonly FindingReason[] {
  const [first] = found;
  if (!first?.reason.also || found.some(({ reason }) => reason !== first.reason)) return groupAll(found);
  const groups = shared.get(first.reason) ?? new Map<string, readonly FindingReason[]>();
  shared.set(first.reason, groups);
  const fields = found.map(({ field }) => field).join();
  const known = groups.get(fields) ?? groupAll(found);
  groups.set(fields, known);
  return known;
}

function groupAll(found: readonly Found[]): FindingReason[] {
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

const messages = new WeakMap<readonly Reason[], string>();

/** Said once of a list that many findings share. */
export function unknownMessage(reasons: readonly Reason[]): string {
  const message =
    messages.get(reasons) ?? `Not known: ${reasons.map(describeReason).join('; ') || 'no reason was recorded'}.`;
  messages.set(reasons, message);
  return message;
}
