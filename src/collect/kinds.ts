import type { View } from '../model/answers.ts';
import { CODES } from '../model/classify.ts';
import { CUSTODIES, type Custody, type CustodySource } from '../model/custody.ts';
import type { Field, FieldContext, StructType } from '../model/field.ts';
import { KMS_CIPHERTEXT, type Mark, UNREAD } from '../model/mark.ts';
import { OWNERS, ownerOf } from '../model/owner.ts';
import { Unobserved } from '../model/reason.ts';

/**
 * Reading an answer that is not there throws, which makes the field unknown. A function that may need only one of two
 * answers takes `(answers)` and reads them as it goes: destructuring would read both.
 */
type From<A, T> = (answers: A, context: FieldContext) => T | undefined;
type Row<S extends StructType> = {
  readonly [K in keyof S]: S[K] extends 'string'
    ? string
    : S[K] extends 'int'
      ? number
      : S[K] extends 'bool'
        ? boolean
        : readonly string[];
};

/** The field kinds that a descriptor may declare, each with a function from the answers A to its value. */
export interface Kinds<A> {
  string(from: From<A, string>): Field;
  int(from: From<A, number>): Field;
  bool(from: From<A, boolean>): Field;
  /** ISO 8601, as the snapshot stores dates. */
  time(from: From<A, string>): Field;
  strings(from: From<A, readonly string[]>): Field;
  /** A complete map, such as tags. */
  map(from: From<A, Readonly<Record<string, string>>>): Field;
  enum<const V extends readonly string[]>(values: V, from: From<A, V[number]>): Field;
  structs<const S extends StructType>(of: S, from: From<A, readonly Row<S>[]>): Field;
  /** Id, ARN or alias of the target; "" = AWS says that there is none. */
  link(to: string, fields: readonly string[], from: From<A, string>): Field;
  /** Ids or ARNs of several targets; rules may ask `exists` and `all`. */
  links(to: string, fields: readonly string[], from: From<A, readonly string[]>): Field;
  custody(from: From<A, CustodySource>): Field;
  /**
   * Data at rest under a KMS key: `kmsKey`, `keyOwner` and `custody` in one. Says the key's id, ARN or alias
   * (`alias/aws/…` where AWS takes the service's own), or the custody where no KMS key of the account is in it
   * (`none`, `aws-owned`).
   */
  sealed(from: From<A, string>): { readonly kmsKey: Field; readonly keyOwner: Field; readonly custody: Field };
  /**
   * Secrets that stand in what the answer holds at its `judged` places: `name` is where, `hash` tells equal ones.
   * @param which `of` is the member that says whose a secret is in a list of answers; `at` the places that count
   */
  secrets(from: From<A, object>, which?: { readonly of?: string; readonly at?: RegExp }): Field;
  /** All resources of a type in the same account or region. */
  within(of: string, by: 'account' | 'region', fields: readonly string[]): Field;
  /** Every resource that links here. */
  usedBy(): Field;
  /** The field may be empty; undefined then means that AWS says there is none. */
  optional(field: Field): Field;
}

const field = (type: Field['type'], from: Field['from']): Field => ({ type, optional: false, from });

/** What rules may read of the key behind sealed data. */
const KEY_FIELDS = ['state', 'manager', 'origin', 'deletionDate'] as const;

const isCustody = (seal: string | undefined): seal is Custody => CUSTODIES.some((custody) => custody === seal);
const keyIn = (seal: string | undefined): string | undefined => (isCustody(seal) ? '' : seal);

const custodyIn = (seal: string | undefined): CustodySource | undefined =>
  seal === undefined || isCustody(seal) ? seal : { ofLink: 'kmsKey' };

/** The marks of an answer, or of each of a list; undefined where nothing was looked at. */
export function marksOf(answer: object, of?: string): readonly Mark[] | undefined {
  if (!Array.isArray(answer)) return (answer as { readonly judged?: readonly Mark[] }).judged;
  const lists = answer.map((one: Readonly<Record<string, unknown>>) => {
    const marks = marksOf(one);
    return of === undefined ? marks : marks?.map((mark) => ({ ...mark, at: `${one[of]}.${mark.at}` }));
  });
  return lists.some((list) => list === undefined) ? undefined : lists.flatMap((list) => list ?? []);
}

/** Content was there and could not be looked at: packed and broken, or too much. */
const unread = (answers: Partial<View>): Unobserved =>
  new Unobserved({ class: 'unsupported', operation: answers.last?.operation ?? '', code: CODES.unread });

/** One implementation serves all answers types: they differ for the compiler only. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export const kinds: Kinds<any> = {
  string: (from) => field({ kind: 'string' }, from),
  int: (from) => field({ kind: 'int' }, from),
  bool: (from) => field({ kind: 'bool' }, from),
  time: (from) => field({ kind: 'time' }, from),
  strings: (from) => field({ kind: 'strings' }, from),
  map: (from) => field({ kind: 'map' }, from),
  enum: (values, from) => field({ kind: 'enum', values }, from),
  structs: (of, from) => field({ kind: 'structs', of }, from),
  link: (to, fields, from) => field({ kind: 'link', to, fields }, from),
  links: (to, fields, from) => field({ kind: 'links', to, fields }, from),
  custody: (from) => field({ kind: 'custody' }, from),
  sealed: (from) => ({
    kmsKey: field({ kind: 'link', to: 'aws.kms.key', fields: KEY_FIELDS }, (...given) => keyIn(from(...given))),
    keyOwner: field({ kind: 'enum', values: OWNERS }, (answers, context) => {
      const key = keyIn(from(answers, context));
      return key === undefined ? undefined : ownerOf(key, context);
    }),
    custody: field({ kind: 'custody' }, (...given) => custodyIn(from(...given))),
  }),
  secrets: (from, { of, at = /^/ } = {}) =>
    field({ kind: 'structs', of: { name: 'string', kind: 'string', hash: 'string' } }, (answers, context) => {
      const judged = from(answers, context);
      const marks = judged && marksOf(judged, of)?.filter((mark) => at.test(mark.at));
      const found = marks?.filter(({ kind }) => kind !== UNREAD && kind !== KMS_CIPHERTEXT);
      if (found?.length === 0 && marks?.some(({ kind }) => kind === UNREAD)) throw unread(answers);
      return found?.map(({ at, kind, hash }) => ({ name: at, kind, hash }));
    }),
  within: (of, by, fields) => field({ kind: 'within', of, by, fields }, () => undefined),
  usedBy: () => field({ kind: 'usedBy' }, () => undefined),
  optional: (inner) => ({ ...inner, optional: true }),
};
