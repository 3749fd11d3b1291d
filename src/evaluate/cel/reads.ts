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
import { type Source, valueFrom } from './run.ts';
import type { Readable } from './values.ts';

/** How a field is read off what holds it: a resource, the end of a link, a row of a list. */
export type Reader = (field: string) => (holder: unknown) => FieldState;

/** The static type of a part of an expression, and its closure. */
export type Part = Source &
  (
    | {
        readonly kind: 'bool' | 'string' | 'number' | 'time' | 'duration' | 'custody' | 'map' | 'strings';
        /** Of a constant. */
        readonly is?: unknown;
      }
    | { readonly kind: 'constants'; readonly values: readonly unknown[] }
    | { readonly kind: 'object'; readonly shape: string; readonly reader: Reader }
    | { readonly kind: 'objects'; readonly shape: string; readonly reader: Reader; readonly list: ListOf }
  );

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

type Convert = (state: never) => unknown;

function valueIn(state: FieldState, empty: Fault, convert: Convert | undefined): unknown {
  if (isUnknown(state)) return Fault.unseen(state.unknown);
  if (state === EMPTY) return empty;
  return convert ? convert(state as never) : state;
}

/** Reading `name` of an object, by the types of its fields. Undefined for a type that closures do not know. */
export function readOf(
  holder: Part & { readonly kind: 'object' },
  name: string,
  fields: Readonly<Record<string, FieldType>>,
): Part | undefined {
  const type = fields[name];
  if (!type) return undefined;
  const empty = Fault.broken(emptySentence(name));
  const shape = `${holder.shape}.${name}`;
  const place = holder.reader === ofResource ? Object.keys(fields).indexOf(name) : undefined;
  const read = holder.reader(name);
  const { run: from, place: placeOfHolder } = holder;
  const reading = (convert?: Convert): Source =>
    place === undefined
      ? {
          run: (frame) => {
            const held = valueFrom(frame, from, placeOfHolder);
            return held instanceof Fault ? held : valueIn(read(held), empty, convert);
          },
        }
      : {
          place,
          run: ({ known, resource }) => (known[place] ??= valueIn(resource.read(name), empty, convert)),
        };
  switch (type.kind) {
    case 'enum':
      return { kind: 'string', ...reading() };
    case 'int':
      return { kind: 'number', ...reading() };
    case 'time':
      return { kind: 'time', ...reading((state: string) => Date.parse(state)) };
    case 'structs':
      return { kind: 'objects', ...reading(), shape, reader: ofRow, list: WHOLE };
    case 'links':
    case 'within':
    case 'usedBy':
      return { kind: 'objects', ...reading(), shape, reader: ofTarget, list: LINKED };
    case 'link': {
      const follow = ({ target, reason }: LinkValue): unknown => target ?? (reason ? Fault.unseen(reason) : empty);
      return { kind: 'object', ...reading(follow), shape, reader: ofTarget };
    }
    default:
      return { kind: type.kind, ...reading() };
  }
}
