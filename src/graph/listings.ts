import { listingReason, notCollected } from '../model/answers.ts';
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
  const accounts = accountsOf(scopes);
  const known = new Map<string, Reason | undefined>();
  const find: Listings['find'] = (collector, account, region) =>
    byKey.get(key(collector.type, account, collector.scope === 'global' ? GLOBAL_REGION : region));
  const missing: Listings['missing'] = (collector, account, region) => {
    const { regions = [], isPart = false } = accounts.get(account) ?? {};
    const everywhere = collector.scope === 'global' ? [GLOBAL_REGION] : regions;
    const asked = everywhere
      .filter((name) => region === undefined || collector.scope === 'global' || name === region)
      .map((name) => find(collector, account, name));
    if (asked.length === 0 || asked.includes(undefined)) return notCollected(collector);
    if (region === undefined && collector.scope === 'regional' && isPart)
      return { ...notCollected(collector), class: 'out-of-scope', code: 'regions-not-asked-for' };
    const failed = asked.find((listing) => listing?.error);
    return failed?.error && listingReason(failed.error, collector);
  };
  return {
    all,
    find,
    missing(collector, account, region) {
      const place = key(collector.type, account, region ?? '*');
      if (!known.has(place)) known.set(place, missing(collector, account, region));
      return known.get(place);
    },
  };
}

interface AccountScopes {
  /** Those that were read or tried. */
  readonly regions: string[];
  /** Some region was left out. */
  isPart: boolean;
}

function accountsOf(scopes: readonly ScopeReport[]): ReadonlyMap<string, AccountScopes> {
  const accounts = new Map<string, AccountScopes>();
  for (const { account, region, status, reason } of scopes) {
    const known = accounts.get(account) ?? { regions: [], isPart: false };
    accounts.set(account, known);
    if (region !== GLOBAL_REGION && status !== 'skipped') known.regions.push(region);
    if (reason === NOT_ASKED) known.isPart = true;
  }
  return accounts;
}
