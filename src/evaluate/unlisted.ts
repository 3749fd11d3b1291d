import { listingReason, notCollected } from '../model/answers.ts';
import type { Collector } from '../model/collector.ts';
import type { Reason } from '../model/reason.ts';
import { GLOBAL_REGION, type Scope } from '../model/scope.ts';
import type { Listing, SnapshotHeader } from '../model/snapshot.ts';
import type { Group } from './groups.ts';
import { unseenOutcome } from './judge.ts';
import type { Rule } from './rule.ts';

/** A listing that failed, was cut or was never made: one unknown finding a rule and scope, so that nothing vanishes. */
export function unlisted(
  header: SnapshotHeader,
  listings: readonly Listing[],
  byType: ReadonlyMap<string, readonly Rule[]>,
  collectors: ReadonlyMap<string, Collector>,
): Group[] {
  const known = new Map(listings.map((listing) => [placeOf(listing.listing, listing.scope), listing]));
  const read = header.scopes
    .filter(({ status }) => status !== 'skipped')
    .map(({ partition, account, region }) => ({ partition, account, region }));
  return [...byType].flatMap(([type, rules]) => {
    const collector = collectors.get(type) as Collector;
    const isGlobal = collector.scope === 'global';
    return read
      .filter(({ region }) => (region === GLOBAL_REGION) === isGlobal)
      .flatMap((scope) => {
        const reason = missing(known.get(placeOf(type, scope)), collector);
        return reason ? [unseen(rules, type, scope, reason)] : [];
      });
  });
}

const placeOf = (type: string, { account, region }: Scope): string => `${type}|${account}|${region}`;

const missing = (listing: Listing | undefined, collector: Collector): Reason | undefined =>
  listing ? listing.error && listingReason(listing.error, collector) : notCollected(collector);

function unseen(rules: readonly Rule[], type: string, scope: Scope, reason: Reason): Group {
  const id = `sealscan:unlisted:${scope.account}:${scope.region}:${type}`;
  const resource = { id, type, name: '*', ...scope, tags: {}, tagsUnknown: true as const };
  const outcome = unseenOutcome(reason);
  const sayings = rules.map(({ info }) => ({ rule: info, outcome, isShared: false }));
  return { resource, said: { sayings, isShared: false }, related: [], isUnlisted: true };
}
