import { buildGraph, type Graph } from '../../src/graph/graph.ts';
import type { Resource } from '../../src/graph/resource.ts';
import type { Collector } from '../../src/model/collector.ts';
import type { Context } from '../../src/model/context.ts';
import { GLOBAL_REGION, type Scope, type ScopeReport } from '../../src/model/scope.ts';
import type {
  Answer,
  AnswerError,
  Listing,
  Observation,
  SnapshotHeader,
  SnapshotRecord,
  SnapshotSource,
} from '../../src/model/snapshot.ts';
import { snapshotOf } from '../../src/snapshot/read.ts';
import { toys } from './toys.ts';

export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
const REGION = 'eu-west-1';
const TAKEN_AT = '2026-06-01T00:00:00Z';

export const scopeIn = (region = REGION, account = ACCOUNT): Scope => ({ partition: 'aws', account, region });
export const boxArn = (id: string, region = REGION, account = ACCOUNT): string =>
  `arn:aws:toy:${region}:${account}:box/${id}`;
export const keyArn = (id: string, region = REGION, account = ACCOUNT): string =>
  `arn:aws:kms:${region}:${account}:key/${id}`;
export const aliasArn = (name: string, region = REGION, account = ACCOUNT): string =>
  `arn:aws:kms:${region}:${account}:alias/${name}`;

export const denied = (operation: string): AnswerError => ({ operation, code: 'AccessDenied', message: 'no' });

type Item = Readonly<Record<string, unknown>>;

export const box = (id: string, item: Item, scope = scopeIn(), answers: Observation['answers'] = {}): Observation => ({
  type: 'toy.box',
  id: boxArn(id, scope.region, scope.account),
  scope,
  answers: { item: { ok: { Id: id, ...item } }, policy: { none: 'NoSuchPolicy' }, ...answers },
});

export const key = (id: string, metadata: Item | Answer = {}, scope = scopeIn()): Observation => ({
  type: 'aws.kms.key',
  id: keyArn(id, scope.region, scope.account),
  scope,
  answers: {
    item: { ok: { Id: id } },
    metadata:
      'error' in metadata
        ? (metadata as Answer)
        : { ok: { Manager: 'customer', State: 'Enabled', Origin: 'aws-kms', ...metadata } },
  },
});

export const alias = (name: string, TargetKeyId: string | undefined, scope = scopeIn()): Observation => ({
  type: 'aws.kms.alias',
  id: aliasArn(name, scope.region, scope.account),
  scope,
  answers: { item: { ok: { ...(TargetKeyId === undefined ? {} : { TargetKeyId }) } } },
});

export const single = (type: 'aws.account' | 'aws.region', scope: Scope, answers = {}): Observation => ({
  type,
  id: type === 'aws.account' ? `arn:aws:account::${scope.account}:account` : `arn:aws:account:${scope.region}:region`,
  scope,
  answers,
});

export interface WorldOptions {
  /** Regional scopes; the global one is added. */
  readonly scopes?: readonly Scope[];
  /** Listings that failed: `TYPE REGION` -> why. */
  readonly failed?: Readonly<Record<string, AnswerError>>;
  /** `TYPE REGION` whose listing nobody made. */
  readonly unlisted?: readonly string[];
  readonly header?: Partial<SnapshotHeader>;
  readonly context?: Partial<Context>;
  readonly registry?: readonly Collector[];
}

/** A snapshot of toys: every type is listed in every scope, unless said otherwise. */
export function snapshot(observations: readonly Observation[], options: WorldOptions = {}): SnapshotSource {
  const scopes = options.scopes ?? [scopeIn()];
  const accounts = [...new Set(scopes.map(({ account }) => account))];
  const all = [...accounts.map((account) => scopeIn(GLOBAL_REGION, account)), ...scopes];
  const listings = all.flatMap((scope) =>
    toys.flatMap((collector) => listing(collector, scope, observations, options)),
  );
  return snapshotOf(header(all, options.header), [...listings, ...observations]);
}

export const header = (scopes: readonly Scope[], changes: Partial<SnapshotHeader> = {}): SnapshotHeader => ({
  sealscan: 'snapshot',
  schemaVersion: '1.0',
  tool: { name: 'sealscan', version: '0' },
  takenAt: TAKEN_AT,
  scopes: scopes.map((scope): ScopeReport => ({ ...scope, status: 'complete' })),
  services: [],
  members: {},
  ...changes,
});

function listing(
  { type, scope: kind }: Collector,
  scope: Scope,
  observations: readonly Observation[],
  { failed = {}, unlisted = [] }: WorldOptions,
): Listing[] {
  const name = `${type} ${scope.region}`;
  if ((kind === 'global') !== (scope.region === GLOBAL_REGION) || unlisted.includes(name)) return [];
  const mine = observations.filter(
    (one) =>
      one.type === type &&
      one.scope.account === scope.account &&
      (kind === 'global' || one.scope.region === scope.region),
  );
  const base = { listing: type, scope, count: mine.length };
  const error = failed[name];
  return [error ? { ...base, complete: false, error } : { ...base, complete: true }];
}

export const contextOf = (changes: Partial<Context> = {}): Context => ({
  trustedAccounts: [],
  secretWords: [],
  parameters: {},
  ...changes,
});

export const graphOf = (observations: readonly Observation[], options: WorldOptions = {}): Promise<Graph> =>
  buildGraph(snapshot(observations, options), options.registry ?? toys, contextOf(options.context));

export async function resourcesOf(graph: Graph): Promise<Map<string, Resource>> {
  const found = new Map<string, Resource>();
  for await (const resource of graph.resources()) found.set(resource.id, resource);
  return found;
}

/** One resource of a world, by its ARN. */
export async function look(
  observations: readonly Observation[],
  id: string,
  options?: WorldOptions,
): Promise<Resource> {
  const found = (await resourcesOf(await graphOf(observations, options))).get(id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

export const recordsOf = async (source: SnapshotSource): Promise<SnapshotRecord[]> => {
  const records: SnapshotRecord[] = [];
  for await (const record of source.records()) records.push(record);
  return records;
};
