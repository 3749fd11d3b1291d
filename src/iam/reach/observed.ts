import { reasonOf } from '../../model/classify.ts';
import type { Reason } from '../../model/reason.ts';
import { isListing, type Listing, type Observation, type SnapshotSource } from '../../model/snapshot.ts';

/** The types that decide who can open a key. */
const REACH_TYPES: ReadonlySet<string> = new Set([
  ...['aws.kms.key', 'aws.kms.alias', 'aws.iam.role', 'aws.iam.user', 'aws.iam.group', 'aws.iam.policy'],
  ...['aws.organizations.service-control-policy', 'aws.organizations.resource-control-policy'],
  'aws.organizations.membership',
]);

/** The observations of those types, by type. */
export interface Observed {
  readonly takenAt: string;
  readonly accounts: ReadonlySet<string>;
  of(type: string, account: string): readonly Observation[];
  listing(type: string, account: string, region: string): Listing | undefined;
}

/** Reads a snapshot once for what access hangs on. */
export async function observe(source: SnapshotSource): Promise<Observed> {
  const found = new Map<string, Observation[]>();
  const listings = new Map<string, Listing>();
  for await (const record of source.records(REACH_TYPES)) {
    if (isListing(record)) {
      if (REACH_TYPES.has(record.listing))
        listings.set([record.listing, record.scope.account, record.scope.region].join(), record);
      continue;
    }
    if (!REACH_TYPES.has(record.type)) continue;
    const key = `${record.type},${record.scope.account}`;
    const known = found.get(key);
    if (known) known.push(record);
    else found.set(key, [record]);
  }
  for (const group of found.values()) group.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return {
    takenAt: source.header.takenAt,
    accounts: new Set(source.header.scopes.map(({ account }) => account)),
    of: (type, account) => found.get(`${type},${account}`) ?? [],
    listing: (type, account, region) => listings.get([type, account, region].join()),
  };
}

export const notCollected = (operation: string): Reason => ({
  class: 'not-collected',
  operation,
  code: 'NotCollected',
});

/** What AWS answered, or why it did not; undefined where it said that there is none. */
export function answerOf<T>(
  { answers }: Observation,
  name: string,
  { operation, permission }: { readonly operation: string; readonly permission: string },
): { readonly ok: T | undefined } | { readonly unknown: Reason } {
  const answer = answers[name];
  if (answer === undefined) return { unknown: notCollected(operation) };
  if ('error' in answer) return { unknown: reasonOf(answer.error, permission) };
  return { ok: 'ok' in answer ? (answer.ok as T) : undefined };
}

/** Why the resources of a type in an account may not all be known. */
export function gapIn(
  observed: Observed,
  type: string,
  account: string,
  region: string,
  { operation, permission }: { readonly operation: string; readonly permission: string },
): Reason | undefined {
  const listing = observed.listing(type, account, region);
  if (!listing) return notCollected(operation);
  return listing.error && reasonOf(listing.error, permission);
}
