import type { CallUse, Collector, EachUse, JoinUse, ListUse, OperationUse, Paging } from '../model/collector.ts';
import { kinds } from './kinds.ts';
import type { Operation } from './sdk-types.ts';
import type { Sdk, TypeOptions } from './views.ts';

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
    asking({ ...draft, joins: [...draft.joins, { name, type: type.type, on, all: type.list }] }, sdk),
  via: (other: Sdk<unknown>) => asking(draft, other),
  named: (name: Collector['name']) => asking({ ...draft, name }, sdk),
  depends: (on: Collector['depends']) => asking({ ...draft, depends: on }, sdk),
  copies: (copies: Collector['copies']) => asking({ ...draft, copies }, sdk),
  call: (name: string, operation: string, input: CallUse['input'], options: LooseOptions) =>
    asking({ ...draft, calls: [...draft.calls, callUse(sdk, name, operation, input, options)] }, sdk),
  pages: (name: string, operation: string, input: CallUse['input'], options: LooseOptions) =>
    asking({ ...draft, calls: [...draft.calls, callUse(sdk, name, operation, input, options)] }, sdk),
  each: (name: string, operation: string, input: CallUse['input'], options: LooseOptions) => {
    const when: CallUse['when'] = options.second
      ? () => false
      : (answers) => [input(answers, { account: '', takenAt: '' })].flat().length > 0;
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
    copies: {},
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
