/** The operations of an SDK module, read off its `…Command` classes. */
export type Operation<M> = { [K in keyof M]: K extends `${infer O}Command` ? O : never }[keyof M] & string;

type Command<M, O extends string> = `${O}Command` extends keyof M ? M[`${O}Command`] : never;

// biome-ignore lint/suspicious/noExplicitAny: SDK constructors have no narrower common type
type Constructor = abstract new (...input: any[]) => any;

export type Input<M, O extends string> =
  Command<M, O> extends infer C extends Constructor ? ConstructorParameters<C>[0] & {} : never;

export type Output<M, O extends string> =
  Command<M, O> extends infer C extends Constructor
    ? InstanceType<C> extends {
        // biome-ignore lint/suspicious/noExplicitAny: only the handler's output matters
        resolveMiddleware(...rest: any[]): (...input: any[]) => Promise<{ output: infer T }>;
      }
      ? Omit<T, '$metadata'>
      : never
    : never;

/** A value after a trip through JSON: dates are ISO strings. */
export type Json<T> = T extends Date
  ? string
  : T extends readonly (infer E)[]
    ? readonly Json<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Json<T[K]> }
      : T;

type Element<T> = T extends readonly (infer E)[] ? NonNullable<E> : T;

/**
 * An allow-list over T: `true` keeps a whole member, 'keys' the names in a map without its values, a nested list reaches
 * through arrays; `{}` where T is a plain text.
 */
export type Members<T> = T extends object
  ? {
      readonly [K in keyof T]?:
        | true
        | (string extends keyof NonNullable<T[K]> ? 'keys' : never)
        | (NonNullable<Element<NonNullable<T[K]>>> extends object ? Members<Element<NonNullable<T[K]>>> : never);
    }
  : Readonly<Record<string, never>>;

/** Parts of T that are looked at: `true` is a whole member, a nested list reaches through arrays. */
export type PlacesIn<T> = T extends object
  ? {
      readonly [K in keyof T]?:
        | true
        | (NonNullable<Element<NonNullable<T[K]>>> extends object ? PlacesIn<Element<NonNullable<T[K]>>> : never);
    }
  : never;

/** Refuses members that T has not: generics alone let excess ones through. */
export type Checked<S, T> = {
  readonly [K in keyof S]: K extends keyof T
    ? S[K] extends true | 'keys'
      ? S[K]
      : Checked<S[K], NonNullable<Element<NonNullable<T[K]>>>>
    : never;
};

type StoredMember<T, M> = M extends true
  ? Json<T>
  : M extends 'keys'
    ? readonly string[]
    : T extends readonly (infer E)[]
      ? readonly Stored<NonNullable<E>, M>[]
      : T extends object
        ? Stored<T, M>
        : T;

/** What a field function sees: the allow-listed members only, so that reading another one does not compile. */
export type Stored<T, M> = T extends object ? { readonly [K in keyof T & keyof M]: StoredMember<T[K], M[K]> } : T;

/** The items of a listing: the element type of the member that holds them. */
export type Item<T, K extends keyof T> = Element<NonNullable<T[K]>>;

export type KeysOfList<T> = { [K in keyof T]-?: NonNullable<T[K]> extends readonly unknown[] ? K : never }[keyof T] &
  string;
export type KeysOfString<T> = { [K in keyof T]-?: NonNullable<T[K]> extends string ? K : never }[keyof T] & string;
export type KeysOfNumber<T> = { [K in keyof T]-?: NonNullable<T[K]> extends number ? K : never }[keyof T] & string;
export type KeysOfBoolean<T> = { [K in keyof T]-?: NonNullable<T[K]> extends boolean ? K : never }[keyof T] & string;
