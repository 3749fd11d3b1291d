import { type KnownRegion, scopesFor } from '../aws/discover.ts';
import { type Call, CallFailed } from '../collect/call.ts';
import { collect, type Group } from '../collect/collect.ts';
import { headerOf, neededFor } from '../live.ts';
import { CODES } from '../model/classify.ts';
import type { Collector } from '../model/collector.ts';
import type { Judge } from '../model/mark.ts';
import { GLOBAL_REGION, NOT_ASKED, type ScopeReport } from '../model/scope.ts';
import type { AnswerError, SnapshotHeader, SnapshotRecord } from '../model/snapshot.ts';
import { wasCut } from '../snapshot/journal.ts';
import type { Plan, Shard } from './plan.ts';

/** An account that was entered. */
export interface Entered {
  readonly call: Call;
  readonly homeRegion: string;
  readonly regions: readonly KnownRegion[];
}

/** A part of a snapshot. */
export interface Part {
  readonly header: SnapshotHeader;
  readonly records: readonly SnapshotRecord[];
}

/** Reads one shard. Throws CallFailed where the reading ended before the shard did. */
export async function readShard(
  shard: Shard,
  plan: Plan,
  registry: readonly Collector[],
  entered: Entered,
  judge: Judge,
): Promise<Part> {
  const scopes = scopesFor({ ...shard, partition: plan.partition, arn: '' }, entered.regions, plan.wanted);
  const own = scopes.filter((scope) => isOf(scope, shard));
  const isRead = own.some(({ region, status }) => region === shard.region && status !== 'skipped');
  const collectors = isRead ? collectorsOf(shard, plan, registry) : [];
  const groups = await observed(shard, plan, collectors, { ...entered, judge });
  if (groups.some(wasCut))
    throw new CallFailed({
      operation: 'sealscan:collect',
      code: CODES.interrupted,
      message: 'the run, or its credentials, ended before the shard was read',
    });
  return partOf(plan, own, collectors, groups);
}

/** What is known of a shard that could not be read: of each listing and call, why. */
export async function unreadShard(
  shard: Shard,
  plan: Plan,
  registry: readonly Collector[],
  failure: AnswerError,
): Promise<Part> {
  const collectors = collectorsOf(shard, plan, registry);
  const call = () => Promise.reject(new CallFailed(failure));
  const groups = await observed(shard, plan, collectors, { call, homeRegion: shard.region });
  return partOf(plan, [{ partition: plan.partition, ...shard, status: 'complete' }], collectors, groups);
}

/** The account's global part also says which regions were left out. */
const isOf = ({ region, reason }: ScopeReport, shard: Shard): boolean =>
  region === shard.region || (shard.region === GLOBAL_REGION && reason === NOT_ASKED);

function collectorsOf({ region }: Shard, { asked }: Plan, registry: readonly Collector[]): readonly Collector[] {
  const kind = region === GLOBAL_REGION ? 'global' : 'regional';
  return neededFor(asked.services, registry, asked).filter(({ scope }) => scope === kind);
}

type How = Pick<Entered, 'call' | 'homeRegion'> & { readonly judge?: Judge };

async function observed(
  { account, region }: Shard,
  { partition, takenAt, asked }: Plan,
  collectors: readonly Collector[],
  how: How,
): Promise<readonly Group[]> {
  const groups: Group[] = [];
  const { deep } = asked;
  await collect({
    ...how,
    scopes: [{ partition, account, region }],
    collectors,
    deep,
    takenAt,
    onGroup: (group) => void groups.push(group),
  });
  return groups;
}

const partOf = (
  { tool, takenAt, asked }: Plan,
  scopes: readonly ScopeReport[],
  collectors: readonly Collector[],
  groups: readonly Group[],
): Part => ({
  header: headerOf({ tool, takenAt, services: asked.services }, scopes, collectors),
  records: groups.flatMap(({ listing, observations }) => [listing, ...observations]),
});
