import type {
  CallContext,
  CallUse,
  Collector,
  EachUse,
  JoinUse,
  ListUse,
  OperationUse,
  Paging,
} from '../model/collector.ts';
import type { Dependence } from '../model/dependence.ts';
import type { Field } from '../model/field.ts';
import type { Scope } from '../model/scope.ts';
import { type Kinds, kinds } from './kinds.ts';
import type {
  Checked,
  Input,
  Item,
  KeysOfBoolean,
  KeysOfList,
  KeysOfNumber,
  KeysOfString,
  Members,
  Operation,
  Output,
  PlacesIn,
  Stored,
} from './sdk-types.ts';

type PagingOf<I, T> = { readonly size?: readonly [KeysOfNumber<I>, number] } & (
  | { readonly token: readonly [KeysOfString<I>, KeysOfString<T>] }
  | { readonly token: readonly [KeysOfString<I>, KeysOfList<T>]; readonly more: KeysOfBoolean<T> }
);

interface ListOptions<I, T, K extends KeysOfList<T>, M> {
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
interface InnerListOptions<I, T, W extends keyof T & string, K extends KeysOfList<NonNullable<T[W]>>, M>
  extends ListOptions<I, NonNullable<T[W]>, K, M> {
  readonly in: W;
}

interface FlatListOptions<I, T, K extends KeysOfList<T>, F extends KeysOfList<Item<T, K>>, M> {
  readonly items: K;
  readonly flatten: F;
  readonly paging?: PagingOf<I, T>;
  readonly input?: I;
  readonly members: M & Members<Item<Item<T, K>, F>> & Checked<M, Item<Item<T, K>, F>>;
  readonly judged?: PlacesIn<Item<Item<T, K>, F>>;
  readonly one?: (id: string) => One<I, Stored<Item<Item<T, K>, F>, M>>;
}

interface EachOptions<B, I, T, K extends KeysOfList<T>, M> {
  readonly of: Described<B>;
  readonly input: (parent: Parent<B>) => I | undefined;
  readonly items: K;
  readonly paging?: PagingOf<I, T>;
  readonly members: M & Members<Item<T, K>> & Checked<M, Item<T, K>>;
  readonly judged?: PlacesIn<Item<T, K>>;
  readonly keep?: (item: Stored<Item<T, K>, M>) => boolean;
  readonly none?: readonly string[];
}
type Parent<B> = B extends { readonly item: infer P } ? P : never;

type At<T, K extends keyof T> = [K] extends [never] ? T : NonNullable<T[K]>;

interface CallOptions<A, T, K extends keyof T, M> {
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

interface PagesOptions<A, I, T, K extends KeysOfList<T>, M> {
  readonly items: K;
  readonly paging?: PagingOf<I, T>;
  readonly members: M & Members<Item<T, K>> & Checked<M, Item<T, K>>;
  readonly judged?: PlacesIn<Item<T, K>>;
  readonly keep?: (item: Stored<Item<T, K>, M>) => boolean;
  readonly when?: (answers: A) => boolean;
  readonly second?: boolean;
  readonly secrets?: true;
}

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
  /** The same with every item that matches; what a listing that failed lacks is lacking here too. */
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
   * made, and no answer, where there is no input.
   */
  each<N extends string, O extends Operation<M>, const S, K extends KeysOfList<Output<M, O>>>(
    name: N,
    operation: O,
    inputs: (answers: A) => readonly Input<M, O>[],
    options: Omit<PagesOptions<A, Input<M, O>, Output<M, O>, K, S>, 'when'>,
  ): Asking<With<A, N, readonly Stored<Item<Output<M, O>, K>, S>[]>, M>;
}

/** A finished descriptor; `answers` exists for the compiler only. */
export interface Described<A> extends Collector {
  readonly answers?: A;
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

type Draft = { -readonly [K in keyof Collector]: Collector[K] };

interface LooseOptions {
  readonly at?: string;
  readonly required?: readonly string[];
  readonly items?: string;
  readonly in?: string;
  readonly flatten?: string;
  readonly members: OperationUse['members'];
  readonly judged?: OperationUse['judged'];
  readonly paging?: Paging;
  readonly strip?: OperationUse['strip'];
  readonly keep?: OperationUse['keep'];
  readonly when?: CallUse['when'];
  readonly none?: readonly string[];
  readonly second?: boolean;
  readonly secrets?: boolean;
  readonly input?: ListUse['input'];
  readonly one?: ListUse['one'];
}

interface LooseEach extends Omit<LooseOptions, 'input'>, Pick<EachUse, 'input'> {
  readonly of: Collector;
}

const defined = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;

function use(sdk: Sdk<unknown>, operation: string, options: Omit<LooseOptions, 'input'>): OperationUse {
  const at = options.at ?? options.items;
  return defined({
    sdk: sdk.sdk,
    client: sdk.client as string,
    operation,
    permission: sdk.permissions[operation] ?? `${sdk.prefix}:${operation}`,
    at,
    in: options.in,
    required: options.required ?? [options.in ?? at ?? []].flat(),
    members: options.members,
    judged: options.judged,
    paging: options.paging,
    strip: options.strip,
    keep: options.keep,
  }) as OperationUse;
}

/** The builder behind all the typed views: it only gathers what was said into a plain Collector. */
const asking = (draft: Draft, sdk: Sdk<unknown>) => ({
  join: (name: string, type: Collector, on: NonNullable<JoinUse['on']>) =>
    asking({ ...draft, joins: [...draft.joins, { name, type: type.type, on }] }, sdk),
  joinAll: (name: string, type: Collector, on: NonNullable<JoinUse['on']>) =>
    asking({ ...draft, joins: [...draft.joins, { name, type: type.type, on, all: true }] }, sdk),
  via: (other: Sdk<unknown>) => asking(draft, other),
  named: (name: Collector['name']) => asking({ ...draft, name }, sdk),
  depends: (on: Collector['depends']) => asking({ ...draft, depends: on }, sdk),
  call: (name: string, operation: string, input: CallUse['input'], options: LooseOptions) =>
    asking({ ...draft, calls: [...draft.calls, callUse(sdk, name, operation, input, options)] }, sdk),
  pages: (name: string, operation: string, input: CallUse['input'], options: LooseOptions) =>
    asking({ ...draft, calls: [...draft.calls, callUse(sdk, name, operation, input, options)] }, sdk),
  each: (name: string, operation: string, input: CallUse['input'], options: LooseOptions) => {
    const when: CallUse['when'] = (answers) => [input(answers, { account: '', takenAt: '' })].flat().length > 0;
    const use = callUse(sdk, name, operation, input, { ...options, when });
    return asking({ ...draft, calls: [...draft.calls, use] }, sdk);
  },
  fields: (make: (of: typeof kinds) => Collector['fields']): Collector => ({ ...draft, fields: make(kinds) }),
});

const callUse = (
  sdk: Sdk<unknown>,
  name: string,
  operation: string,
  input: CallUse['input'],
  options: LooseOptions,
): CallUse =>
  defined({
    ...use(sdk, operation, options),
    list: options.items !== undefined,
    name,
    input,
    none: options.none ?? [],
    when: options.when,
    second: options.second ?? false,
    secrets: options.secrets ?? false,
  }) as CallUse;

const draftOf = (type: string, options: Partial<TypeOptions<never>>, list?: ListUse): Draft =>
  defined({
    type,
    service: options.service ?? '',
    scope: options.scope ?? ('regional' as const),
    arn: options.arn ?? '',
    anybodys: options.anybodys ?? false,
    optional: options.optional ?? false,
    secrets: options.secrets ?? false,
    list,
    joins: [],
    calls: [],
    id: options.id ?? (() => ''),
    region: options.region,
    name: (_answers: unknown, id: string) => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1),
    fields: {},
    depends: {},
  }) as unknown as Draft;

/**
 * Names an SDK module: `sdk<typeof KMS>('kms', 'KMSClient')` for `@aws-sdk/client-kms`.
 * `permissions` holds the operations whose IAM action has another name (GetBucketEncryption).
 */
export function sdk<M>(
  name: string,
  client: keyof M & string,
  options: { readonly prefix?: string; readonly permissions?: Partial<Record<Operation<M>, string>> } = {},
): Sdk<M> {
  const list = (type: string, operation: string, listing: LooseOptions, type_: TypeOptions<never>) =>
    asking(
      draftOf(type, type_, {
        ...use(self as Sdk<unknown>, operation, listing),
        ...defined({
          input: listing.input ?? {},
          none: listing.none ?? [],
          flatten: listing.flatten,
          one: listing.one,
        }),
      } as ListUse),
      self as Sdk<unknown>,
    );
  const listEach = (type: string, operation: string, listing: LooseEach, type_: TypeOptions<never>) => {
    const each = { of: listing.of.list, input: listing.input };
    const none = listing.none ?? [];
    const draft = draftOf(type, type_, {
      ...use(self as Sdk<unknown>, operation, listing),
      input: {},
      none,
      each,
    } as ListUse);
    return asking({ ...draft, joins: [{ name: 'parent', type: listing.of.type }] }, self as Sdk<unknown>);
  };
  const self = {
    sdk: name,
    client,
    prefix: options.prefix ?? name,
    permissions: options.permissions ?? {},
    list,
    listIn: list,
    listNested: list,
    listEach,
    single: (type: string, options_: Partial<TypeOptions<never>>) =>
      asking(draftOf(type, options_), self as Sdk<unknown>),
  } as unknown as Sdk<M>;
  return self;
}
