import { storedMembers } from '../../src/collect/members.ts';
import { collectors } from '../../src/collectors/registry.ts';
import { neededFor } from '../../src/live.ts';
import type { Collector } from '../../src/model/collector.ts';
import { GLOBAL_REGION } from '../../src/model/scope.ts';
import { isListing, type Listing, type SnapshotHeader, type SnapshotRecord } from '../../src/model/snapshot.ts';
import { snapshotLines } from '../../src/snapshot/order.ts';

/** What the accounts use: the other services are not asked about when they are recorded, since the emulator lacks some. */
export const SEEDED = ['kms', 's3', 'ebs', 'ec2', 'rds', 'cloudtrail', 'ssm', 'secretsmanager'] as const;

/**
 * The account has nothing in the services that no seed makes: each of their types gets an empty, complete listing in every
 * scope, as AWS would answer. So a new collector needs no new recording, and "nothing uses this key" can be known.
 */
export function withUnseeded(text: string): string {
  const [header, ...records] = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line)) as [SnapshotHeader, ...SnapshotRecord[]];
  const recorded = new Set(
    records.flatMap((record) => (isListing(record) && !isUnseeded(record) ? record.listing : [])),
  );
  const unseeded = neededFor([], collectors).filter(({ type, list }) => list && !recorded.has(type));
  const kept = records.filter((record) => !isListing(record) || recorded.has(record.listing));
  const empty = unseeded.flatMap((collector) => emptyListings(collector, header));
  const stored = Object.entries(header.members).filter(
    ([path]) => recorded.has(path.split('/')[0] ?? '') || !isListed(path),
  );
  const members = Object.fromEntries(
    [...stored, ...Object.entries(storedMembers(unseeded))].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return snapshotLines({ ...header, services: [], members }, [...kept, ...empty])
    .map((line) => `${line}\n`)
    .join('');
}

const services = new Map(collectors.map(({ type, service }) => [type, service]));
const isSeeded = new Set<string>([...SEEDED, 'iam', 'organizations', 'account']);
const isUnseeded = ({ listing }: Listing): boolean => !isSeeded.has(services.get(listing) ?? '');
const isListed = (path: string): boolean => collectors.some(({ type, list }) => list && path.startsWith(`${type}/`));

const emptyListings = ({ type, scope: kind }: Collector, { scopes }: SnapshotHeader): Listing[] =>
  scopes
    .filter(({ status, region }) => status !== 'skipped' && (region === GLOBAL_REGION) === (kind === 'global'))
    .map(({ partition, account, region }) => ({
      listing: type,
      scope: { partition, account, region },
      count: 0,
      complete: true,
    }));
