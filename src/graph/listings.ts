import { listingReason } from '../model/answers.ts';
import type { Collector } from '../model/collector.ts';
import type { Reason } from '../model/reason.ts';
import { GLOBAL_REGION, NOT_ASKED, type ScopeReport } from '../model/scope.ts';
import type { Listing } from '../model/snapshot.ts';

const key = (type: string, account: string, region: string): string => `${type}|${account}|${region}`;

/** Which listings a snapshot holds, and how far each was read. */
export interface Listings {
  readonly all: readonly Listing[];
  /** The listing that would show a resource of this type there. */
  find(collector: Collector, account: string, region: string): Listing | undefined;
  /** Why the resources of a type in an account, or in one of its regions, may not all be known. */
  missing(collector: Collector, account: string, region?: string): Reason | undefined;
}

/** @param scopes of the snapshot's header: a type that one of them lacks was not collected there */
export function listingsOf(all: readonly Listing[], scopes: readonly ScopeReport[]): Listings {
  const byKey = new Map(
    all.map((listing) => [key(listing.listing, listing.scope.account, listing.scope.region), listing]),
  );
  const find: Listings['find'] = (collector, account, region) =>
    byKey.get(key(collector.type, account, collector.scope === 'global' ? GLOBAL_REGION : region));
  return {
    all,
    find,
    missing(collector, account, region) {
      const regions = collector.scope === 'global' ? [GLOBAL_REGION] : regionsOf(scopes, account);
      const asked = regions
        .filter((name) => region === undefined || collector.scope === 'global' || name === region)
        .map((name) => find(collector, account, name));
      if (asked.length === 0 || asked.includes(undefined)) return notCollected(collector);
      const unasked =
        region === undefined &&
        collector.scope === 'regional' &&
        scopes.some((scope) => scope.account === account && scope.reason === NOT_ASKED);
      if (unasked) return { ...notCollected(collector), class: 'out-of-scope', code: 'regions-not-asked-for' };
      const failed = asked.find((listing) => listing?.error);
      return failed?.error && listingReason(failed.error, collector);
    },
  };
}

const regionsOf = (scopes: readonly ScopeReport[], account: string): string[] =>
  scopes
    .filter((scope) => scope.account === account && scope.region !== GLOBAL_REGION && scope.status !== 'skipped')
    .map(({ region }) => region);

export const notCollected = (collector: Collector): Reason => ({
  class: 'not-collected',
  operation: collector.list ? `${collector.list.sdk}:${collector.list.operation}` : collector.type,
  code: 'NotCollected',
});
