import { randomBytes } from 'node:crypto';
import { type Identity, type KnownRegion, listRegions, scopesFor, whoAmI } from './aws/discover.ts';
import { openSession, type Session, type SessionOptions } from './aws/session.ts';
import { CallFailed } from './collect/call.ts';
import { collect, type Group } from './collect/collect.ts';
import { storedMembers } from './collect/members.ts';
import type { Memory } from './collect/memory.ts';
import { didYouMean } from './evaluate/select.ts';
import type { CallUse, Collector } from './model/collector.ts';
import { linkedType } from './model/field.ts';
import { InputError } from './model/input-error.ts';
import { GLOBAL_REGION, type ScopeReport } from './model/scope.ts';
import { DEFAULT_SECRET_WORDS } from './model/secret-words.ts';
import { SNAPSHOT_VERSION, type SnapshotHeader, type SnapshotRecord } from './model/snapshot.ts';
import { judgeWith } from './secrets/judge.ts';

export interface LiveOptions extends SessionOptions {
  readonly registry: readonly Collector[];
  /** Names, or `all`; empty = all that are enabled. */
  readonly regions: readonly string[];
  /** Empty = all. */
  readonly services: readonly string[];
  /** Reads who may do what in IAM, and what Organizations takes away: see `Collector.optional`. */
  readonly iam?: boolean | undefined;
  /** Reads content that people wrote and may hold secrets: see `CallUse.secrets`. */
  readonly secrets?: boolean | undefined;
  /** False = the grants of keys are not read: see `Beside`. */
  readonly grants?: boolean | undefined;
  /** Words that mark a secret in a name, where values are looked at. */
  readonly secretWords?: readonly string[] | undefined;
  readonly deep: boolean;
  readonly tool: SnapshotHeader['tool'];
  readonly takenAt: string;
  /** Called once the account is known; gives what an earlier run finished and takes what this one does. Without it nothing is kept. */
  readonly journal?: (header: SnapshotHeader) => JournalPort;
  readonly onProgress?: (progress: Progress) => void;
}

export interface JournalPort extends Memory {
  readonly header: SnapshotHeader;
  append(group: Group): void;
  done(type: string, scope: Group['listing']['scope']): Group | undefined;
}

const forget = () => undefined;
const noJournal = (header: SnapshotHeader): JournalPort => ({
  header,
  append: forget,
  done: forget,
  recall: forget,
  remember: forget,
});

export interface Progress {
  readonly type: string;
  readonly region: string;
  readonly count: number;
  readonly groups: number;
  readonly of: number;
  /** Requests to AWS so far, and how many of them it throttled. */
  readonly requests: number;
  readonly throttled: number;
}

export interface Collected {
  readonly identity: Identity;
  readonly header: SnapshotHeader;
  readonly records: readonly SnapshotRecord[];
}

/** A class since it is thrown: no scope could be read. Exit code 3. */
export class NothingScanned extends Error {
  override readonly name = 'NothingScanned';
}

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

/** Collects one account live: who am I, which regions, then every collector in every scope. */
export async function collectLive(options: LiveOptions): Promise<Collected> {
  refuseNameless(options.regions);
  const session = await openSession(options);
  try {
    return await collectWith(session, options);
  } finally {
    await session.call.close();
  }
}

async function collectWith(session: Session, options: LiveOptions): Promise<Collected> {
  const identity = await whoAmI(session.call, session.homeRegion);
  const regions = await regionsOf(options, session.call, session.homeRegion);
  const scopes = scopesFor(identity, regions, options.regions);
  const collectors = neededFor(options.services, options.registry, options);
  const regional = scopes.filter(({ status, region }) => status !== 'skipped' && region !== GLOBAL_REGION);
  const expected =
    regional.length * collectors.filter(({ scope }) => scope === 'regional').length +
    collectors.filter(({ scope }) => scope === 'global').length;
  if (regional.length === 0)
    throw new NothingScanned(`no region that was asked for is enabled for the account (${options.regions.join(', ')})`);
  const journal = (options.journal ?? noJournal)(headerOf(options, scopes, collectors));
  const groups: Group[] = [];
  let isOver = false; // after a failure connections are closed, and what was on its way fails for no other reason
  const collecting = collect({
    scopes: regional.map(({ partition, account, region }) => ({ partition, account, region })),
    collectors,
    call: session.call,
    homeRegion: session.homeRegion,
    deep: options.deep,
    takenAt: journal.header.takenAt,
    done: journal.done,
    memory: journal,
    // made anew for each run, and never written: who has the snapshot cannot try out what a hash is of
    judge: judgeWith({ salt: randomBytes(32), words: options.secretWords ?? DEFAULT_SECRET_WORDS }),
    onGroup: (group) => {
      if (isOver) return;
      if (!journal.done(group.listing.listing, group.listing.scope)) journal.append(group);
      groups.push(group);
      const { listing, scope, count } = group.listing;
      const progress = { type: listing, region: scope.region, count, groups: groups.length, of: expected };
      options.onProgress?.({ ...progress, ...session.call.counts });
    },
  });
  await collecting.finally(() => {
    isOver = true;
  });
  if (!answered(groups)) throw new NothingScanned(describeNothing(identity, groups));
  return {
    identity,
    header: journal.header,
    records: groups.flatMap(({ listing, observations }) => [listing, ...observations]),
  };
}

/** Before anybody is asked. */
function refuseNameless(regions: readonly string[]): void {
  const nameless = regions.find((region) => region !== 'all' && !REGION.test(region));
  if (nameless !== undefined) throw new InputError(`'${nameless}' is no name of an AWS region`);
}

/** Regions of the account; those that are asked for must be among them. */
export async function regionsOf(
  options: Pick<LiveOptions, 'regions'>,
  call: Session['call'],
  home: string,
): Promise<readonly KnownRegion[]> {
  const known = await listRegions(call, home).catch((cause: unknown) => {
    if (!(cause instanceof CallFailed)) throw cause;
    const named = options.regions.filter((region) => region !== 'all');
    if (named.length === 0)
      throw new NothingScanned(`the account's regions could not be listed (${cause.message}); name them with --region`);
    return named.map((name) => ({ name, enabled: true }));
  });
  const missing = options.regions.find((region) => region !== 'all' && !known.some(({ name }) => name === region));
  if (missing === undefined) return known;
  const names = known.map(({ name }) => name);
  throw new InputError(`AWS has no region '${missing}' for this account${didYouMean(missing, names)}`);
}

/** What is read beside the rest, or not. */
export interface Beside {
  /** The optional types. */
  readonly iam?: boolean | undefined;
  /** Types and calls whose answers may hold secrets. */
  readonly secrets?: boolean | undefined;
  /** False leaves out the grants of keys, one call a key of which AWS answers a hundred a second: what they tell is unknown. */
  readonly grants?: boolean | undefined;
}

const GRANTS = 'kms:ListGrants';

/** Asked-for services, and what their links lead to: without the keys nobody could tell who holds them. */
export function neededFor(
  services: readonly string[],
  registry: readonly Collector[],
  { iam = false, secrets = false, grants = true }: Beside = {},
): readonly Collector[] {
  const isRead = (use: CallUse): boolean => (secrets || !use.secrets) && (grants || use.permission !== GRANTS);
  const open = registry.flatMap((collector) => (collector.secrets && !secrets ? [] : withCalls(collector, isRead)));
  const wanted = ({ optional }: Collector): boolean => iam && optional;
  if (services.length === 0) return open.filter(({ optional }) => iam || !optional);
  const byType = new Map(open.map((collector) => [collector.type, collector]));
  const needed = new Set<Collector>();
  const add = (collector: Collector | undefined): void => {
    if (!collector || needed.has(collector)) return;
    needed.add(collector);
    for (const join of collector.joins) add(byType.get(join.type));
    for (const { type } of Object.values(collector.fields)) add(byType.get(linkedType(type) ?? ''));
  };
  const asked = open.filter((collector) => services.includes(collector.service) || wanted(collector));
  for (const collector of [...asked, ...open.filter(({ type }) => type === 'aws.account' || type === 'aws.region')])
    add(collector);
  if (needed.has(byType.get('aws.kms.key') as Collector)) add(byType.get('aws.kms.alias'));
  return open.filter((collector) => needed.has(collector));
}

const withCalls = (collector: Collector, isRead: (use: CallUse) => boolean): Collector =>
  collector.calls.every(isRead) ? collector : { ...collector, calls: collector.calls.filter(isRead) };

/** Of what is collected of some scopes. */
export function headerOf(
  { tool, takenAt, services }: Pick<SnapshotHeader, 'tool' | 'takenAt' | 'services'>,
  scopes: readonly ScopeReport[],
  collectors: readonly Collector[],
): SnapshotHeader {
  return {
    sealscan: 'snapshot',
    schemaVersion: SNAPSHOT_VERSION,
    tool,
    takenAt,
    scopes,
    services: [...services].sort(),
    members: storedMembers(collectors),
  };
}

const answered = (groups: readonly Group[]): boolean =>
  groups.some(
    ({ listing, observations }) =>
      observations.some(({ answers }) => Object.values(answers).some((answer) => !('error' in answer))) ||
      (listing.complete && listing.count === 0),
  );

function describeNothing({ arn }: Identity, groups: readonly Group[]): string {
  const codes = new Set(groups.flatMap(({ listing }) => (listing.error ? [listing.error.code] : [])));
  return `nothing could be scanned: every call was refused to ${arn} (${[...codes].sort().slice(0, 5).join(', ')}); sealscan permissions prints the policy it needs`;
}
