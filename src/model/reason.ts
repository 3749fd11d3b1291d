/** Why something is not known. DESIGN section 4. */
export const UNKNOWN_CLASSES = [
  'denied',
  'scp',
  'throttled',
  'failed',
  'cut',
  'unsupported',
  'not-collected',
  'out-of-scope',
  'rule-error',
] as const;
export type UnknownClass = (typeof UNKNOWN_CLASSES)[number];

/** Classes that make a run incomplete (exit code 4). */
export const INCOMPLETE_CLASSES: ReadonlySet<UnknownClass> = new Set([
  'denied',
  'scp',
  'throttled',
  'failed',
  'cut',
  'unsupported',
  'rule-error',
]);

/** `operation` is SDK client id and API operation (`s3:GetBucketEncryption`), `permission` the IAM action. */
export interface Reason {
  readonly class: UnknownClass;
  readonly operation: string;
  readonly code: string;
  readonly permission?: string;
  /** Further causes, where several answers were needed: "nothing refers to it" needs the listings of all that can. */
  readonly also?: readonly Reason[];
}

export const causesOf = ({ also = [], ...reason }: Reason): readonly Reason[] => [reason, ...also];

/** One reason of many, each once, in an order that no order of arrival shows in. */
export function joinReasons(reasons: readonly Reason[]): Reason | undefined {
  const unique = new Map(reasons.flatMap(causesOf).map((reason) => [JSON.stringify(reason), reason]));
  const [first, ...also] = [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reason]) => reason);
  return first && { ...first, ...(also.length > 0 ? { also } : {}) };
}

/** A class because CEL absorbs errors, and only errors, in `&&`, `||` and `exists`: reading what nobody saw throws it. */
export class Unobserved extends Error {
  readonly reason: Reason;
  constructor(reason: Reason) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0; // one is thrown per unknown field of each resource; a stack would cost more than the rule
    super(`${reason.class}: ${reason.operation} ${reason.code}`);
    Error.stackTraceLimit = limit;
    this.name = 'Unobserved';
    this.reason = reason;
  }
}

/** A class for the same cause: an expression that reads an empty field without asking `isEmpty` first is broken. */
export class EmptyRead extends Error {
  readonly field: string;
  constructor(field: string) {
    super(emptySentence(field));
    this.name = 'EmptyRead';
    this.field = field;
  }
}

export const emptySentence = (field: string): string =>
  `the rule reads '${field}', which is empty here; guard it with isEmpty(…)`;
