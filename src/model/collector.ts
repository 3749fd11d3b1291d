import type { Dependence } from './dependence.ts';
import type { Field } from './field.ts';
import type { Places } from './mark.ts';
import type { Scope } from './scope.ts';
import type { Observation } from './snapshot.ts';

/** A plain nested allow-list: `true` keeps the whole member, 'keys' the names in a map and none of its values. */
export interface MemberTree {
  readonly [member: string]: true | 'keys' | MemberTree;
}

/** Fully erased: src/collect/descriptor.ts is where descriptors are typed against the SDK. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Erased = any;

export interface Paging {
  /** [member of the request, member of the answer] */
  readonly token: readonly [string, string];
  /** [member of the request, largest page AWS takes] */
  readonly size?: readonly [string, number];
  /** Flag of the answer that says that more follows; the token is then the last item of the list that it names. */
  readonly more?: string;
}

/** One API operation and what is kept of its answer. */
export interface OperationUse {
  /** SDK package suffix and client class: `kms`, `KMSClient`. */
  readonly sdk: string;
  readonly client: string;
  readonly operation: string;
  readonly permission: string;
  /** Member of the answer that holds what is kept; absent = the answer itself. */
  readonly at?: string;
  /** Member of the answer in which `at` and the page token are (lists only). */
  readonly in?: string;
  /** Members that AWS always sends: an answer without one is a fault, and says nothing. */
  readonly required: readonly string[];
  readonly members: MemberTree;
  /** What is looked at in memory, and kept as marks in the member `judged`: what may hold a secret. */
  readonly judged?: Places;
  readonly paging?: Paging;
  /** Takes out of an item what may be a secret and only its neighbours tell, before it is kept (pages only). */
  readonly strip?: (item: Erased) => Erased;
  /** Keep only items for which this holds (pages only). */
  readonly keep?: (item: Erased) => boolean;
}

/** The members that a snapshot holds of an answer. */
export const keptMembers = ({ members, judged }: OperationUse): MemberTree =>
  judged ? { ...members, judged: true } : members;

/** The call that lists a type. Listings have no arguments but paging, filters and, with a few services, the account. */
export interface ListUse extends OperationUse {
  readonly input: Readonly<Record<string, unknown>> | ((scope: Scope) => Readonly<Record<string, unknown>>);
  /** Error codes by which AWS says that there are none: a service never set up, a parent that is gone since it was listed. */
  readonly none: readonly string[];
  /** A nested list inside each item (EC2 reservations hold instances). */
  readonly flatten?: string;
  /** The request for one resource by its ARN, for scans that an event starts. */
  readonly one?: (id: string) => { readonly input?: Readonly<Record<string, unknown>>; readonly item?: unknown };
  /** The listing is made once for each item of another type's, which the join `parent` names. */
  readonly each?: EachUse;
}

export interface EachUse {
  /** How the parents are listed. */
  readonly of?: ListUse | undefined;
  /** The request for one parent; undefined where AWS documents that it has no such list. */
  readonly input: (parent: Erased) => Readonly<Record<string, unknown>> | undefined;
}

/** What a request may say beside the answers: whose account it is, and until when a span of time goes (ISO 8601). */
export interface CallContext {
  readonly account: string;
  readonly takenAt: string;
}

/** A call made for each listed resource. */
export interface CallUse extends OperationUse {
  readonly name: string;
  /** The answer is a list, read page by page. */
  readonly list: boolean;
  /** Several inputs (lists only): asked one by one, and their items make one list. */
  readonly input: (
    answers: Erased,
    context: CallContext,
  ) => Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];
  /** Error codes by which AWS says that there is none. */
  readonly none: readonly string[];
  /** The call is made only where this holds; elsewhere its answer is absent. */
  readonly when?: (answers: Erased) => boolean;
  /** Second phase: made after all first-phase calls, and for the others only under --deep. */
  readonly second: boolean;
  /** Made under --secrets only: its answer is content that people wrote, and may hold secrets. */
  readonly secrets: boolean;
}

/** An answer taken from another type's listing in the same scope: a shortcut that saves calls, so no match is no evidence. */
export interface JoinUse {
  readonly name: string;
  readonly type: string;
  /** Absent for the parent of a listing that is made for each: it needs no search. */
  readonly on?: (answers: Erased, other: Erased) => boolean;
  /** The answer is a list of all that match, where the listing was read to its end; how they are listed. */
  readonly all?: ListUse | undefined;
}

/** One resource type: how it is listed, asked about, and read. Registered by src/collectors/registry.ts. */
export interface Collector {
  readonly type: string;
  /** The service as in the catalogue and `--service`. */
  readonly service: string;
  readonly scope: 'regional' | 'global';
  /** `arn:{partition}:ec2:{region}:{account}:volume/{id}` */
  readonly arn: string;
  /** The ARN names no account and what is not listed may be another account's: buckets, images, snapshots. */
  readonly anybodys: boolean;
  /** Read only when its service is asked for, or under `--iam`: no rule needs it, and it names every person and workload. */
  readonly optional: boolean;
  /** Read under --secrets only: there is nothing else to ask of it. */
  readonly secrets: boolean;
  readonly list?: ListUse;
  /** Types that have no resource of their own (account, region): one observation a scope, made of calls only. */
  readonly joins: readonly JoinUse[];
  readonly calls: readonly CallUse[];
  /** The resource's id or ARN from its first answers. */
  readonly id: (answers: Erased) => string | undefined;
  /** For global listings whose resources live in a region (S3 buckets). */
  readonly region?: (answers: Erased) => string | undefined;
  readonly name: (answers: Erased, id: string) => string | undefined;
  readonly fields: Readonly<Record<string, Field>>;
  /** Links without which the resource, or a part of it, stops working: every link to a key of KMS, and what else it stands on. */
  readonly depends: Readonly<Record<string, Dependence>>;
  /** Links, or texts that hold an ARN, that lead to what this was made from, and to what is made from it. */
  readonly copies: { readonly from?: readonly string[]; readonly to?: readonly string[] };
}

export type Answers = Observation['answers'];
