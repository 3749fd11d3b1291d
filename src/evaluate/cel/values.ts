import type { CustodyRange } from '../../model/custody.ts';
import {
  EMPTY,
  type FieldState,
  type FieldType,
  isUnknown,
  type LinkList,
  type LinkValue,
  type Struct,
} from '../../model/field.ts';
import { EmptyRead, Unobserved } from '../../model/reason.ts';

/** Anything whose fields can be read by name: a resource, a link's target, a struct. */
export interface Readable {
  read(field: string): FieldState;
}

/** Where a value reads its fields: a symbol, so that a field of any name can be read. */
const SOURCE = Symbol('source');

/** CEL finds a value's type by its constructor, hence one class a type, made here. */
export type CelClass = new (source: Readable) => CelValue;

export interface CelValue {
  readonly [SOURCE]: Readable;
  isEmpty(field: string): boolean;
}

/** A custody as CEL sees it; a class, since CEL tells types by constructor. */
export class CelCustody {
  readonly range: CustodyRange;
  constructor(range: CustodyRange) {
    this.range = range;
  }
}

/** A class whose getters convert declared fields to CEL values, and throw where there is nothing to convert. */
export function classFor(
  fields: Readonly<Record<string, FieldType>>,
  children: Readonly<Record<string, CelClass>>,
): CelClass {
  class Value implements CelValue {
    readonly [SOURCE]: Readable;
    constructor(source: Readable) {
      this[SOURCE] = source;
    }
    isEmpty(field: string): boolean {
      const state = this[SOURCE].read(field);
      if (isUnknown(state)) throw new Unobserved(state.unknown);
      return state === EMPTY;
    }
  }
  for (const [name, type] of Object.entries(fields)) {
    Object.defineProperty(Value.prototype, name, {
      get(this: Value) {
        return celValue(this[SOURCE], name, type, children[name]);
      },
    });
  }
  return Value;
}

function celValue(source: Readable, name: string, type: FieldType, child: CelClass | undefined): unknown {
  const state = source.read(name);
  if (isUnknown(state)) throw new Unobserved(state.unknown);
  if (state === EMPTY) throw new EmptyRead(name);
  switch (type.kind) {
    case 'int':
      return BigInt(state as number);
    case 'time':
      return new Date(state as string);
    case 'custody':
      return new CelCustody(state as CustodyRange);
    case 'link':
      return linked(state as LinkValue, name, child as CelClass);
    case 'links':
    case 'within':
    case 'usedBy':
      return listed(state as LinkList, child as CelClass);
    case 'map': // a Map, since the library tells types by constructor, and a tag may have that very name
      return new Map(Object.entries(state as Readonly<Record<string, string>>));
    case 'structs':
      return (state as readonly Struct[]).map(
        (struct) => new (child as CelClass)({ read: (field) => struct[field] as FieldState }),
      );
    default:
      return state;
  }
}

/** Reading through a link that leads nowhere: `none` is the rule's mistake, all else is unknown. */
function linked(link: LinkValue, name: string, child: CelClass): CelValue {
  if (link.target) return targetValue(link.target, child);
  if (link.reason) throw new Unobserved(link.reason);
  throw new EmptyRead(name);
}

const targetValue = (target: NonNullable<LinkValue['target']>, child: CelClass): CelValue =>
  new child({
    read: (field) =>
      field === 'id' ? target.id : field === 'name' ? target.name : (target.fields[field] as FieldState),
  });

/**
 * A list that may lack elements ends in one that cannot be read: `exists` can still find what is there, and `all`,
 * `size` and "none" run into it.
 */
function listed({ targets, missing }: LinkList, child: CelClass): CelValue[] {
  const list = targets.map((target) => targetValue(target, child));
  if (missing) {
    Object.defineProperty(list, list.length, {
      enumerable: true,
      get() {
        throw new Unobserved(missing);
      },
    });
  }
  return list;
}

/** What a referrer shows of itself. */
export const USER_SHAPE: Readonly<Record<string, FieldType>> = {
  id: { kind: 'string' },
  name: { kind: 'string' },
  type: { kind: 'string' },
};
