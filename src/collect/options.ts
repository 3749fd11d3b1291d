import type { Collector } from '../model/collector.ts';
import type { Scope } from '../model/scope.ts';
import type {
  Checked,
  Item,
  KeysOfBoolean,
  KeysOfList,
  KeysOfNumber,
  KeysOfString,
  Members,
  PlacesIn,
  Stored,
} from './sdk-types.ts';

/** A finished descriptor; `answers` exists for the compiler only. */
export interface Described<A> extends Collector {
  readonly answers?: A;
}

type PagingOf<I, T> = { readonly size?: readonly [KeysOfNumber<I>, number] } & (
  | { readonly token: readonly [KeysOfString<I>, KeysOfString<T>] }
  | { readonly token: readonly [KeysOfString<I>, KeysOfList<T>]; readonly more: KeysOfBoolean<T> }
);

export interface ListOptions<I, T, K extends KeysOfList<T>, M> {
  readonly items: K;
  readonly paging?: PagingOf<I, T>;
  readonly input?: I | ((scope: Scope) => I);
  readonly none?: readonly string[];
  readonly members: M & Members<Item<T, K>> & Checked<M, Item<T, K>>;
  readonly judged?: PlacesIn<Item<T, K>>;
  /** See `OperationUse.strip`. */
  readonly strip?: (item: Stored<Item<T, K>, M>) => Stored<Item<T, K>, M>;
  readonly keep?: (item: Stored<Item<T, K>, M>) => boolean;
  readonly one?: (id: string) => One<I, Stored<Item<T, K>, M>>;
}

/** How one resource is read by its ARN: the listing narrowed to it, or an item made of the ARN itself. */
type One<I, T> = { readonly input: I } | { readonly item: T };

/** Items, page token and end mark are in one member of the answer: CloudFront's lists. */
export interface InnerListOptions<I, T, W extends keyof T & string, K extends KeysOfList<NonNullable<T[W]>>, M>
  extends ListOptions<I, NonNullable<T[W]>, K, M> {
  readonly in: W;
}

export interface FlatListOptions<I, T, K extends KeysOfList<T>, F extends KeysOfList<Item<T, K>>, M> {
  readonly items: K;
  readonly flatten: F;
  readonly paging?: PagingOf<I, T>;
  readonly input?: I;
  readonly members: M & Members<Item<Item<T, K>, F>> & Checked<M, Item<Item<T, K>, F>>;
  readonly judged?: PlacesIn<Item<Item<T, K>, F>>;
  readonly one?: (id: string) => One<I, Stored<Item<Item<T, K>, F>, M>>;
}

export interface EachOptions<B, I, T, K extends KeysOfList<T>, M> {
  readonly of: Described<B>;
  readonly input: (parent: Parent<B>) => I | undefined;
  readonly items: K;
  readonly paging?: PagingOf<I, T>;
  readonly members: M & Members<Item<T, K>> & Checked<M, Item<T, K>>;
  readonly judged?: PlacesIn<Item<T, K>>;
  readonly keep?: (item: Stored<Item<T, K>, M>) => boolean;
  readonly none?: readonly string[];
}
export type Parent<B> = B extends { readonly item: infer P } ? P : never;

type At<T, K extends keyof T> = [K] extends [never] ? T : NonNullable<T[K]>;

export interface CallOptions<A, T, K extends keyof T, M> {
  readonly at?: K;
  /** Where `at` is not said: members that AWS always sends, so that an empty answer is a fault. */
  readonly required?: readonly (keyof T & string)[];
  readonly members: M & Members<At<T, K>> & Checked<M, At<T, K>>;
  readonly judged?: PlacesIn<At<T, K>>;
  readonly when?: (answers: A) => boolean;
  /** Second phase: see `CallUse.second`. */
  readonly second?: boolean;
  /** See `CallUse.secrets`. */
  readonly secrets?: true;
}

export interface PagesOptions<A, I, T, K extends KeysOfList<T>, M> {
  readonly items: K;
  /** Where AWS leaves an empty list out: members that it always sends. */
  readonly required?: readonly (keyof T & string)[];
  readonly paging?: PagingOf<I, T>;
  readonly members: M & Members<Item<T, K>> & Checked<M, Item<T, K>>;
  readonly judged?: PlacesIn<Item<T, K>>;
  /** See `OperationUse.strip`. */
  readonly strip?: (item: Stored<Item<T, K>, M>) => Stored<Item<T, K>, M>;
  readonly keep?: (item: Stored<Item<T, K>, M>) => boolean;
  readonly when?: (answers: A) => boolean;
  readonly second?: boolean;
  readonly secrets?: true;
}
