/** Calls on keys that somebody should hear of when they happen. */
const KEY_EVENTS = ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'] as const;
type KeyEvent = (typeof KEY_EVENTS)[number];

const KMS = 'kms.amazonaws.com';
const COMPARISON = /\$\.([A-Za-z.]+)\s*(!?=)\s*"?([^\s"&|(){}]+)"?/g;

/**
 * The key events for which a metric filter counts: those that its pattern compares `$.eventName` with. A pattern that
 * asks for anything beside the event's name and source may let an event pass, so it watches none for certain.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function watchedByFilter(pattern: string | undefined): readonly KeyEvent[] {
  const comparisons = [...(pattern ?? '').matchAll(COMPARISON)].map(([, field, operator, value]) => ({
    field,
    isEqual: operator === '=',
    value,
  }));
  const named = (pattern ?? '').split('$.').length - 1;
  const isPlain = comparisons.every(
    ({ field, isEqual, value }) => isEqual && (field === 'eventName' || (field === 'eventSource' && value === KMS)),
  );
  if (!isPlain || comparisons.length !== named) return [];
  return KEY_EVENTS.filter((event) => comparisons.some(({ field, value }) => field === 'eventName' && value === event));
}

type Pattern = Readonly<Record<string, unknown>>;

const isPattern = (value: unknown): value is Pattern =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** AWS takes no pattern that is not JSON, so a text that is none watches nothing. */
function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const includes = (values: unknown, wanted: string): boolean => Array.isArray(values) && values.includes(wanted);

/** Whether a pattern lets a value through that it may not mention at all, but has to name where it does. */
const lets = (pattern: Pattern, field: string, value: string): boolean =>
  pattern[field] === undefined || includes(pattern[field], value);

const TOP = new Set(['source', 'detail-type', 'detail']);
const DETAIL = new Set(['eventSource', 'eventName']);

/**
 * The key events that an EventBridge rule takes. What it asks for beyond source and name may let an event pass, so such a
 * rule watches none for certain.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function watchedByRule(text: string | undefined): readonly KeyEvent[] {
  const pattern = jsonOf(text);
  if (!isPattern(pattern)) return [];
  const detail = pattern['detail'] ?? {};
  if (!isPattern(detail)) return [];
  const isNarrow =
    Object.keys(pattern).some((field) => !TOP.has(field)) || Object.keys(detail).some((field) => !DETAIL.has(field));
  const isOfKms =
    lets(pattern, 'source', 'aws.kms') &&
    lets(pattern, 'detail-type', 'AWS API Call via CloudTrail') &&
    lets(detail, 'eventSource', KMS);
  return isNarrow || !isOfKms ? [] : KEY_EVENTS.filter((event) => lets(detail, 'eventName', event));
}
