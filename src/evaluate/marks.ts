import type { Collector } from '../model/collector.ts';
import type { CustodyRange } from '../model/custody.ts';
import {
  type FieldState,
  type FieldType,
  isUnknown,
  type LinkList,
  type LinkValue,
  linkedType,
} from '../model/field.ts';
import type { Reason } from '../model/reason.ts';
import type { Readable } from './cel/values.ts';

/**
 * What stands for a resource's value at a path: equal marks mean that expressions and evidence see the same. Undefined
 * for a value that is not worth comparing.
 */
export type Mark = (resource: Readable) => unknown;

/** Stands for a list without elements, a map without keys, a link to nothing. */
const NOTHING = Symbol('nothing');

type MarkOfState = (state: never) => unknown;

const unlessUnknown =
  (mark: MarkOfState): ((state: FieldState) => unknown) =>
  (state) =>
    isUnknown(state) ? markOfReason(state.unknown) : typeof state === 'symbol' ? state : mark(state as never);

const itself: MarkOfState = (state: unknown) => state;
const ofList: MarkOfState = (list: readonly unknown[]) => (list.length === 0 ? NOTHING : undefined);

/** Longer lists hardly repeat, and comparing them costs more than judging them. */
const FEW = 4;
const ofTexts: MarkOfState = (texts: readonly string[]) => {
  if (texts.length === 0) return NOTHING;
  return texts.length > FEW ? undefined : JSON.stringify(texts);
};
const ofLinks: MarkOfState = ({ targets, missing }: LinkList) =>
  targets.length > 0 ? undefined : missing ? markOfReason(missing) : NOTHING;

const MARKS: Readonly<Partial<Record<FieldType['kind'], MarkOfState>>> = {
  bool: itself,
  int: itself,
  enum: itself,
  string: itself,
  strings: ofTexts,
  structs: ofList,
  map: (map: object) => (Object.keys(map).length === 0 ? NOTHING : undefined),
  custody: ({ min, max, reason }: CustodyRange) =>
    reason?.also ? undefined : `${min} ${max} ${reason ? JSON.stringify(reason) : ''}`,
  link: ({ target, state }: LinkValue) => target ?? (state === 'none' ? NOTHING : undefined),
  links: ofLinks,
  within: ofLinks,
  usedBy: ofLinks,
};

const never: Mark = () => undefined;

/** How resources of a type are compared at a path: a field, the state of a link, or a field that a link leads to. */
export function marksFor(
  path: string,
  collector: Collector | undefined,
  collectors: ReadonlyMap<string, Collector>,
): Mark {
  const [name = '', second] = path.split('.');
  const field = collector?.fields[name];
  if (!field) {
    const link = collector?.fields[name.replace(/State$/, '')];
    return link ? (resource) => unlessUnknown(itself)(resource.read(name)) : never;
  }
  const mark = unlessUnknown(
    second === undefined ? (MARKS[field.type.kind] ?? never) : through(field.type, second, collectors),
  );
  return (resource) => mark(resource.read(name));
}

/** What a link leads to, by one field of it; its id and name tell it from all others. */
function through(type: FieldType, second: string, collectors: ReadonlyMap<string, Collector>): MarkOfState {
  const field = collectors.get(linkedType(type) ?? '')?.fields[second];
  const mark = field && unlessUnknown(MARKS[field.type.kind] ?? never);
  return ({ target, reason }: LinkValue) => {
    if (!target) return reason ? markOfReason(reason) : NOTHING;
    return mark ? mark(target.fields[second] as FieldState) : target;
  };
}

const marksOfReasons = new WeakMap<Reason, unknown>();

/** Reasons that are alike, by a symbol, which no value of a field is. Those with further causes are few, and shared already by whom they concern. */
function markOfReason(reason: Reason): unknown {
  const known = marksOfReasons.get(reason);
  if (known !== undefined) return known;
  const mark = reason.also ? reason : Symbol.for(JSON.stringify(reason));
  marksOfReasons.set(reason, mark);
  return mark;
}
