import { byText } from '../model/order.ts';
import {
  isListing,
  type Listing,
  type Observation,
  type SnapshotHeader,
  type SnapshotRecord,
} from '../model/snapshot.ts';

/** What most links point to comes first, so that a reader may hold it and let the rest flow through. */
const HUBS: readonly string[] = [
  'aws.account',
  'aws.region',
  'aws.kms.alias',
  'aws.kms.key',
  'aws.kms.custom-key-store',
  'aws.acm.certificate',
];

const byScope = (a: { scope: Observation['scope'] }, b: { scope: Observation['scope'] }): number =>
  byText(a.scope.account, b.scope.account) || byText(a.scope.region, b.scope.region);

const hubRank = (type: string): number => {
  const rank = HUBS.indexOf(type);
  return rank < 0 ? HUBS.length : rank;
};

const byObservation = (a: Observation, b: Observation): number =>
  hubRank(a.type) - hubRank(b.type) || byText(a.type, b.type) || byScope(a, b) || byText(a.id, b.id);

/** Header, listings, hubs, the rest: the same bytes whatever the order of arrival. */
export function snapshotLines(header: SnapshotHeader, records: Iterable<SnapshotRecord>): string[] {
  const listings: Listing[] = [];
  const observations: Observation[] = [];
  for (const record of records) isListing(record) ? listings.push(record) : observations.push(record);
  listings.sort((a, b) => byText(a.listing, b.listing) || byScope(a, b));
  observations.sort(byObservation);
  return [header, ...listings, ...observations.map(asStored)].map((record) => JSON.stringify(record));
}

/** A record in the form that is written, whatever the order in which its parts arrived. */
export function asStored(record: SnapshotRecord): SnapshotRecord {
  if (isListing(record)) return record;
  const { type, id, scope, answers } = record;
  return { type, id, scope, answers: sorted(answers) };
}

/** Answers arrive in the order in which calls end; `item` first, then by name. */
const sorted = (answers: Observation['answers']): Observation['answers'] =>
  Object.fromEntries(Object.entries(answers).sort(([a], [b]) => byText(a === 'item' ? '' : a, b === 'item' ? '' : b)));
