import type { CallContext, Collector } from '../model/collector.ts';
import type { Dependence } from '../model/dependence.ts';
import type { Field } from '../model/field.ts';
import type { Kinds } from './kinds.ts';
import type {
  CallOptions,
  Described,
  EachOptions,
  FlatListOptions,
  InnerListOptions,
  ListOptions,
  PagesOptions,
  Parent,
} from './options.ts';
import type { Input, Item, KeysOfList, Operation, Output, Stored } from './sdk-types.ts';

type None = { readonly none: readonly [string, ...string[]] };
type Kept<T, K extends keyof T, M> = [K] extends [never] ? Stored<T, M> : Stored<NonNullable<T[K]>, M>;
type Plain<A> = { readonly [K in keyof A]: A[K] };
type With<A, N extends string, T> = Plain<A & { readonly [K in N]: T }>;

/** What a type says of itself before its calls. */
export interface TypeOptions<A> {
  readonly service: string;
  readonly scope?: 'global';
  readonly arn: string;
  /** See `Collector.anybodys`. */
  readonly anybodys?: true;
  /** See `Collector.optional`. */
  readonly optional?: true;
  /** See `Collector.secrets`. */
  readonly secrets?: true;
  readonly id: (answers: A) => string | undefined;
  readonly region?: (answers: A) => string | undefined;
}

/** Adds calls to a type; A grows with each, so that a field can read only what was asked for and stored. */
export interface Asking<A, M> {
  /** Takes an item of another type's listing in the same scope; undefined where none matches or the listing failed. */
  join<N extends string, B extends { readonly item: unknown }>(
    name: N,
    type: Described<B>,
    on: (answers: A, other: B['item']) => boolean,
  ): Asking<With<A, N, B['item'] | undefined>, M>;
  /** The same with every item that matches; a listing that failed is an answer that failed. */
  joinAll<N extends string, B extends { readonly item: unknown }>(
    name: N,
    type: Described<B>,
    on: (answers: A, other: B['item']) => boolean,
  ): Asking<With<A, N, readonly B['item'][] | undefined>, M>;
  /** Operations of another client, for types that several services describe. */
  via<N>(sdk: Sdk<N>): Asking<A, N>;
  /** The name that people know a resource by, where the last part of its ARN is not it. */
  named(name: (answers: A, id: string) => string | undefined): Asking<A, M>;
  /** What happens when what a link leads to cannot be opened; see `Collector.depends`. */
  depends(on: Readonly<Record<string, Dependence>>): Asking<A, M>;
  /** Names of fields that lead to the other end of a copy; see `Collector.copies`. */
  copies(fields: Collector['copies']): Asking<A, M>;
  fields(make: (kinds: Kinds<A>) => Readonly<Record<string, Field>>): Described<A>;
  call<N extends string, O extends Operation<M>, const S, K extends keyof Output<M, O> = never>(
    name: N,
    operation: O,
    input: (answers: A, context: CallContext) => Input<M, O>,
    options: CallOptions<A, Output<M, O>, K, S> & None,
  ): Asking<With<A, N, Kept<Output<M, O>, K, S> | undefined>, M>;
  call<N extends string, O extends Operation<M>, const S, K extends keyof Output<M, O> = never>(
    name: N,
    operation: O,
    input: (answers: A, context: CallContext) => Input<M, O>,
    options: CallOptions<A, Output<M, O>, K, S>,
  ): Asking<With<A, N, Kept<Output<M, O>, K, S>>, M>;
  /** A call whose answer is a list, read to its end. */
  pages<N extends string, O extends Operation<M>, const S, K extends KeysOfList<Output<M, O>>>(
    name: N,
    operation: O,
    input: (answers: A, context: CallContext) => Input<M, O>,
    options: PagesOptions<A, Input<M, O>, Output<M, O>, K, S> & None,
  ): Asking<With<A, N, readonly Stored<Item<Output<M, O>, K>, S>[] | undefined>, M>;
  pages<N extends string, O extends Operation<M>, const S, K extends KeysOfList<Output<M, O>>>(
    name: N,
    operation: O,
    input: (answers: A, context: CallContext) => Input<M, O>,
    options: PagesOptions<A, Input<M, O>, Output<M, O>, K, S>,
  ): Asking<With<A, N, readonly Stored<Item<Output<M, O>, K>, S>[]>, M>;
  /**
   * `pages` for each of several inputs, into one list: rules of a load balancer, which AWS tells listener by listener. Not
   * made, and no answer, where there is no input. A `second` one is made under --deep alone, and only then knows the time.
   */
  each<N extends string, O extends Operation<M>, const S, K extends KeysOfList<Output<M, O>>>(
    name: N,
    operation: O,
    inputs: (answers: A, context: CallContext) => readonly Input<M, O>[],
    options: Omit<PagesOptions<A, Input<M, O>, Output<M, O>, K, S>, 'when'>,
  ): Asking<With<A, N, readonly Stored<Item<Output<M, O>, K>, S>[]>, M>;
}

/** An SDK module by name and type; src/aws imports it when it is first called. */
export interface Sdk<M> {
  readonly sdk: string;
  readonly client: keyof M & string;
  readonly prefix: string;
  readonly permissions: Readonly<Record<string, string>>;
  list<O extends Operation<M>, K extends KeysOfList<Output<M, O>>, const S>(
    type: string,
    operation: O,
    list: ListOptions<Input<M, O>, Output<M, O>, K, S>,
    options: TypeOptions<{ readonly item: Stored<Item<Output<M, O>, K>, S> }>,
  ): Asking<{ readonly item: Stored<Item<Output<M, O>, K>, S> }, M>;
  /** Items nested in groups: EC2 instances in reservations. */
  listNested<
    O extends Operation<M>,
    K extends KeysOfList<Output<M, O>>,
    F extends KeysOfList<Item<Output<M, O>, K>>,
    const S,
  >(
    type: string,
    operation: O,
    list: FlatListOptions<Input<M, O>, Output<M, O>, K, F, S>,
    options: TypeOptions<{ readonly item: Stored<Item<Item<Output<M, O>, K>, F>, S> }>,
  ): Asking<{ readonly item: Stored<Item<Item<Output<M, O>, K>, F>, S> }, M>;
  /** A listing made once for each item of another type's, the `parent`: the aliases of each bot. */
  listEach<B extends { readonly item: unknown }, O extends Operation<M>, K extends KeysOfList<Output<M, O>>, const S>(
    type: string,
    operation: O,
    list: EachOptions<B, Input<M, O>, Output<M, O>, K, S>,
    options: TypeOptions<{ readonly item: Stored<Item<Output<M, O>, K>, S>; readonly parent: Parent<B> }>,
  ): Asking<{ readonly item: Stored<Item<Output<M, O>, K>, S>; readonly parent: Parent<B> }, M>;
  /** Items inside a member of the answer, with their page token: CloudFront's lists. */
  listIn<
    O extends Operation<M>,
    W extends keyof Output<M, O> & string,
    K extends KeysOfList<NonNullable<Output<M, O>[W]>>,
    const S,
  >(
    type: string,
    operation: O,
    list: InnerListOptions<Input<M, O>, Output<M, O>, W, K, S>,
    options: TypeOptions<{ readonly item: Stored<Item<NonNullable<Output<M, O>[W]>, K>, S> }>,
  ): Asking<{ readonly item: Stored<Item<NonNullable<Output<M, O>[W]>, K>, S> }, M>;
  /** One resource a scope, without a listing: the account, a region. */
  single(type: string, options: Omit<TypeOptions<object>, 'id'>): Asking<object, M>;
}
