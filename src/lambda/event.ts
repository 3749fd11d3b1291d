import type { Scope } from '../model/scope.ts';
import { partitionOf } from '../model/scope.ts';

/** What is kept of an event: nothing else of it is stored, logged or sent, since its parameters hold what callers wrote. */
export interface EventNote {
  readonly name: string;
  /** EventBridge's id of the event. */
  readonly id: string;
  /** When the call was made, ISO 8601. */
  readonly time: string;
  /** `kms.amazonaws.com` */
  readonly source: string;
  readonly account: string;
  readonly region: string;
}

/** A change that CloudTrail tells of. */
export interface CloudTrailEvent extends EventNote {
  readonly scope: Scope;
  /** Values of the parameters and response elements by the member's name in lower case, however deep they are. */
  readonly said: ReadonlyMap<string, readonly string[]>;
}

/** Deeper, more or longer is hostile or names no resource. */
const MAX_DEPTH = 12;
const MAX_VALUES = 5_000;
const MAX_LENGTH = 2_048;

const KINDS: ReadonlySet<unknown> = new Set(['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail']);

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Reads an EventBridge event of CloudTrail.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 * @returns undefined for what is none, and for calls that AWS refused: they changed nothing
 */
export function readEvent(event: unknown): CloudTrailEvent | undefined {
  if (!isObject(event) || !KINDS.has(event['detail-type']) || !isObject(event['detail'])) return undefined;
  const { detail } = event;
  const note = noteOf(event, detail);
  if (note === undefined || detail['errorCode'] !== undefined || isAboutData(detail)) return undefined;
  const { account, region } = note;
  return {
    ...note,
    scope: { partition: partitionOf(region), account, region },
    said: valuesIn([detail['requestParameters'], detail['responseElements'], detail['resources']]),
  };
}

/** Objects and records that somebody wrote: the state's own are among them where a trail logs data events. */
const isAboutData = ({ eventCategory = 'Management' }: Json): boolean => eventCategory !== 'Management';

function noteOf(event: Json, detail: Json): EventNote | undefined {
  const note = {
    name: text(detail['eventName']),
    id: text(event['id']),
    time: text(detail['eventTime']) || text(event['time']),
    source: text(detail['eventSource']),
    account: text(event['account']),
    region: text(detail['awsRegion']) || text(event['region']),
  };
  return /^\w{1,128}$/.test(note.name) &&
    /^[\w.-]{1,128}$/.test(note.source) &&
    /^[\w-]{0,128}$/.test(note.id) &&
    /^\d{12}$/.test(note.account) &&
    /^[a-z0-9-]{1,32}$/.test(note.region) &&
    isTime(note.time)
    ? { ...note, time: new Date(note.time).toISOString() }
    : undefined;
}

const isTime = (time: string): boolean => time.length < 40 && !Number.isNaN(Date.parse(time));

/** Without recursion and within bounds: the callers of an account decide what its events hold. */
function valuesIn(roots: readonly unknown[]): ReadonlyMap<string, readonly string[]> {
  const said = new Map<string, string[]>();
  const stack = roots.map((value) => ({ name: '', value, depth: 0 }));
  let count = 0;
  for (let next = stack.pop(); next && count < MAX_VALUES; next = stack.pop(), count++) {
    const { name, value, depth } = next;
    if (typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH) {
      const known = said.get(name) ?? [];
      if (!known.includes(value)) said.set(name, [...known, value]);
    } else if (isObject(value) && depth < MAX_DEPTH) {
      const isList = Array.isArray(value);
      for (const [member, child] of Object.entries(value))
        stack.push({ name: isList ? name : member.toLowerCase(), value: child, depth: depth + 1 });
    }
  }
  return said;
}
