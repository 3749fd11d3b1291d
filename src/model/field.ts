import type { CustodyRange } from './custody.ts';
import type { Reason } from './reason.ts';

/** AWS says that there is none. Only fields marked optional may hold it. */
export const EMPTY: unique symbol = Symbol('empty');
export type Empty = typeof EMPTY;

/** Why there is no value. A class, since values of a thousand shapes are told from it by it: a tag may be called `unknown`, too. */
export class Unknown {
  readonly unknown: Reason;
  declare private readonly made: never; // what only looks like one is none

  constructor(reason: Reason) {
    this.unknown = reason;
  }
}

export type Struct = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** `times` are ISO 8601 strings; `int` a safe integer; a map is complete. */
export type Scalar =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly Struct[]
  | Readonly<Record<string, string>>;
export type FieldValue = Scalar | CustodyRange | LinkValue | LinkList;
export type FieldState = FieldValue | Unknown | Empty;

export const isUnknown = (state: unknown): state is Unknown => state instanceof Unknown;

export const LINK_STATES = ['none', 'resolved', 'foreign', 'not-collected', 'unreadable', 'gone'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** The end of a link: only the fields that the link names are kept of the target. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly fields: Readonly<Record<string, FieldState>>;
}

export interface LinkValue {
  readonly link: string;
  readonly state: LinkState;
  /** Canonical ARN; "" when the state is `none`. */
  readonly id: string;
  readonly target?: Target;
  /** Set when the state is neither `none` nor `resolved`. */
  readonly reason?: Reason;
  /** ARN of the alias by which a key is named: it may be moved to another key, and what was sealed before stays under the former. */
  readonly alias?: string;
}

/** `missing` says why the list may not be whole; a list without it is complete. */
export interface LinkList {
  readonly list: string;
  readonly targets: readonly Target[];
  readonly missing?: Reason;
  /** Of a list of references, each of them, followed or not. */
  readonly links?: readonly LinkValue[];
}

/** What a field may depend on beside the observation. Never stored in snapshots. */
export interface FieldContext {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** The resource's ARN. */
  readonly id: string;
  readonly takenAt: string;
  readonly trustedAccounts: readonly string[];
  readonly organizationId?: string | undefined;
  /** Words, in names, that mark a secret; from the configuration or the default list. */
  readonly secretWords: readonly string[];
}

export type StructType = Readonly<Record<string, 'string' | 'int' | 'bool' | 'strings'>>;

/**
 * The type of a field as rules see it. `enum` values have AWS's spelling. A link declares the target's type and the
 * target's fields that rules may read through it; `links` is a list of such, whole only if every one is resolved (an
 * instance's volumes); `within` makes a list of all resources of a type in the same account
 * or region; `usedBy` lists the resources that link here.
 */
export type FieldType =
  | { readonly kind: 'string' | 'int' | 'bool' | 'time' | 'strings' | 'map' | 'custody' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'structs'; readonly of: StructType }
  | { readonly kind: 'link' | 'links'; readonly to: string; readonly fields: readonly string[] }
  | {
      readonly kind: 'within';
      readonly of: string;
      readonly by: 'account' | 'region';
      readonly fields: readonly string[];
    }
  | { readonly kind: 'usedBy' };

/** The type that a link, or each of a list of them, leads to. */
export const linkedType = (type: FieldType): string | undefined =>
  type.kind === 'link' || type.kind === 'links' ? type.to : undefined;

/** The type whose resources a field reads: a link's, or the one that it lists. */
export const targetType = (type: FieldType): string | undefined =>
  type.kind === 'within' ? type.of : linkedType(type);

export interface Field {
  readonly type: FieldType;
  readonly optional: boolean;
  /** One line for the reference and for editors. */
  readonly doc?: string;
  /** Pure; throws `Unobserved` when it reads what was not answered. Undefined = empty if optional, else a missing member. */
  // biome-ignore lint/suspicious/noExplicitAny: each descriptor types its own answers; here they are erased
  readonly from: (answers: any, context: FieldContext) => unknown;
}

const isText = (value: unknown): boolean => typeof value === 'string';

/** Whether a value is one of a kind, for the kinds whose values are plain. */
export const HOLDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: isText,
  int: Number.isSafeInteger,
  bool: (value) => typeof value === 'boolean',
  time: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  strings: (value) => Array.isArray(value) && value.every(isText),
  map: (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText),
};
