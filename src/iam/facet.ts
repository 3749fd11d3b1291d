import type { Value } from './condition.ts';
import type { Range } from './ip.ts';

/** Who makes a request, as far as the Principal element of a statement can tell. */
export interface Who {
  readonly account?: string;
  /** ARN of the user or role. */
  readonly arn?: string;
  /** ARN of the session. */
  readonly session?: string;
  readonly service?: string;
  readonly federated?: string;
  readonly canonical?: string;
  /** The account delegates to it by IAM: an account principal in an Allow is enough. */
  readonly delegated: boolean;
}

/** Values that keys have together. A key of the facet that is missing here is absent from the request. */
export interface Entry {
  readonly values: ReadonlyMap<string, Value>;
  readonly who?: Who;
  /** The resource and its type. */
  readonly arn?: string;
  readonly on?: string;
  /** The addresses that aws:SourceIp stands for. */
  readonly range?: Range;
}

/** Keys that vary together, and all the ways they can. Facets vary independently of one another. */
export interface Facet {
  readonly keys: ReadonlySet<string>;
  readonly entries: readonly Entry[];
}

/** Whom a question is about. */
export interface Subject {
  readonly accounts: readonly string[];
  /** Organizations that the accounts may be in; undefined stands for none. */
  readonly organizations: readonly (string | undefined)[];
  /** A stranger has no id that AWS gave to somebody else and cannot pick its address from a narrow range. */
  readonly stranger: boolean;
  readonly delegated: boolean;
  /** Principals that the policy names are among them. */
  readonly named: boolean;
  readonly canonical?: string;
}

/** How a request comes. */
export type Route = 'direct' | 'endpoint' | 'forwarded';

/** What kind of principal makes it. */
export type PrincipalType = 'role' | 'user' | 'root' | 'federated' | 'unsigned' | 'service' | 'canonical';

export interface Way {
  readonly route: Route;
  readonly type: PrincipalType;
}

export const entryOf = (
  values: Readonly<Record<string, Value | undefined>>,
  rest: Omit<Entry, 'values'> = {},
): Entry => ({
  values: new Map(Object.entries(values).filter((pair): pair is [string, Value] => pair[1] !== undefined)),
  ...rest,
});

const ids = new WeakMap<object, number>();
let lastId = 0;

/** A number for a thing, to remember it by. */
export function idOf(thing: object): number {
  const known = ids.get(thing) ?? ++lastId;
  ids.set(thing, known);
  return known;
}

export const facetOf = (keys: Iterable<string>, entries: readonly Entry[]): Facet => ({ keys: new Set(keys), entries });
