import {
  EMPTY,
  type FieldState,
  type FieldType,
  isUnknown,
  type LinkList,
  type LinkValue,
  type Struct,
  type Target,
} from '../../model/field.ts';
import { emptySentence, type Reason } from '../../model/reason.ts';
import { Fault } from './fault.ts';
import type { Readable } from './values.ts';

/** What the closures of an expression run on. */
export interface Frame {
  readonly resource: Readable;
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  /** Elements that `all` and `exists` are at, by depth. */
  readonly elements: unknown[];
}

/** Gives a value, or a Fault. Times and durations are milliseconds. */
export type Run = (frame: Frame) => unknown;

/** How a field is read off what holds it: a resource, the end of a link, a row of a list. */
export type Reader = (field: string) => (holder: unknown) => FieldState;

/** The static type of a part of an expression, and its closure. */
export type Part =
  | {
      readonly kind: 'bool' | 'string' | 'number' | 'time' | 'duration' | 'custody' | 'map' | 'strings';
      readonly run: Run;
      /** Of a constant. */
      readonly is?: unknown;
    }
  | { readonly kind: 'constants'; readonly run: Run; readonly values: readonly unknown[] }
  | { readonly kind: 'object'; readonly run: Run; readonly shape: string; readonly reader: Reader }
  | {
      readonly kind: 'objects';
      readonly run: Run;
      readonly shape: string;
      readonly reader: Reader;
      readonly list: ListOf;
    };

/** The elements of a list value, and why it may lack some. */
export interface ListOf {
  readonly items: (value: never) => readonly unknown[];
  readonly missing: (value: never) => Reason | undefined;
}

export const ofResource: Reader = (field) => (holder) => (holder as Readable).read(field);

const ofTarget: Reader = (field) => {
  if (field === 'id') return (holder) => (holder as Target).id;
  if (field === 'name') return (holder) => (holder as Target).name;
  return (holder) => (holder as Target).fields[field] as FieldState;
};

const ofRow: Reader = (field) => (holder) => (holder as Struct)[field] as FieldState;

export const WHOLE: ListOf = { items: (value: readonly unknown[]) => value, missing: () => undefined };
/** Of a map, whose elements are its keys. */
export const KEYS: ListOf = { items: (map: object) => Object.keys(map), missing: () => undefined };
const LINKED: ListOf = {
  items: ({ targets }: LinkList) => targets,
  missing: ({ missing }: LinkList) => missing,
};

/** Reading `name`, of a type, off `holder`. Undefined for a type that closures do not know. */
export function readOf(
  holder: Run,
  read: (holder: unknown) => FieldState,
  name: string,
  type: FieldType,
  shape: string,
): Part | undefined {
  const empty = Fault.broken(emptySentence(name));
  const reading =
    (convert?: (state: never) => unknown): Run =>
    (frame) => {
      const from = holder(frame);
      if (from instanceof Fault) return from;
      const state = read(from);
      if (isUnknown(state)) return Fault.unseen(state.unknown);
      if (state === EMPTY) return empty;
      return convert ? convert(state as never) : state;
    };
  switch (type.kind) {
    case 'enum':
      return { kind: 'string', run: reading() };
    case 'int':
      return { kind: 'number', run: reading() };
    case 'time':
      return { kind: 'time', run: reading((state: string) => Date.parse(state)) };
    case 'structs':
      return { kind: 'objects', run: reading(), shape, reader: ofRow, list: WHOLE };
    case 'links':
    case 'within':
    case 'usedBy':
      return { kind: 'objects', run: reading(), shape, reader: ofTarget, list: LINKED };
    case 'link': {
      const follow = ({ target, reason }: LinkValue): unknown => target ?? (reason ? Fault.unseen(reason) : empty);
      return { kind: 'object', run: reading(follow), shape, reader: ofTarget };
    }
    default:
      return { kind: type.kind, run: reading() };
  }
}
