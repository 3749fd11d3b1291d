import type { Collector, OperationUse } from '../model/collector.ts';
import { GLOBAL_REGION, type Scope } from '../model/scope.ts';
import type { CloudTrailEvent } from './event.ts';
import { ALSO_CHANGED, IDLE, SOURCES } from './exceptions.ts';
import { type Concern, canName, eventMembers, fits } from './names.ts';

/** Event source of CloudTrail -> the types whose collectors call that service. */
export type Table = ReadonlyMap<string, readonly Collector[]>;

/** Derived from the descriptors: the services that a type is listed from and asked about. */
export function tableOf(registry: readonly Collector[]): Table {
  const table = new Map<string, Collector[]>();
  for (const collector of registry)
    for (const source of new Set(usesOf(collector).map(sourceOf)))
      table.set(source, [...(table.get(source) ?? []), collector]);
  return table;
}

export const typesIn = (table: Table): readonly Collector[] => [...new Set([...table.values()].flat())];

const usesOf = ({ list, calls }: Collector): readonly OperationUse[] => [...(list ? [list] : []), ...calls];

const prefixOf = ({ permission }: OperationUse): string => permission.slice(0, permission.indexOf(':'));

/** Events name a service by its endpoint, which is mostly its IAM prefix. */
const sourceOf = (use: OperationUse): string => `${SOURCES[prefixOf(use)] ?? prefixOf(use)}.amazonaws.com`;

/** `kms` of `kms.amazonaws.com` */
export const sourceName = (source: string): string => source.replace(/\.amazonaws\.com$/, '');

/** Events that change nothing that is judged, or come by the thousand and tell nothing: EventBridge leaves them out too. */
const isIdle = ({ source, name }: Pick<CloudTrailEvent, 'source' | 'name'>): boolean =>
  IDLE[sourceName(source)]?.includes(name) ?? false;

/**
 * What an event may have changed. Resources that it names are collected again one by one; a type that its name speaks of
 * and none is named of, and what is known to change with it, as a whole; when nothing can be told, all types of the service.
 * @param regions of the snapshot: trails of several Regions are seen in each
 */
export function concernsOf(event: CloudTrailEvent, table: Table, regions: readonly string[]): readonly Concern[] {
  const types = isIdle(event) ? [] : (table.get(event.source) ?? []);
  const named = types.flatMap((collector) => {
    const names = namesIn(event, collector);
    return names.length > 0 ? [{ collector, scope: scopeOf(collector, event.scope), names }] : [];
  });
  const also = ALSO_CHANGED[`${sourceName(event.source)}:${event.name}`];
  const told = new Set(named.map(({ collector }) => collector));
  const rest = types.filter((collector) => !told.has(collector));
  const spoken = also ? types.filter(({ type }) => also.includes(type)) : rest.filter((type) => spokenOf(event, type));
  const whole = [...spoken, ...spread(event, rest)];
  const isTold = also !== undefined || named.length + whole.length > 0;
  const near = isTold ? whole : rest.filter((type) => mentioned(event, type));
  const all = isTold || near.length > 0 ? near : rest.filter(({ list }) => list);
  return [
    ...named.filter(({ collector }) => !all.includes(collector)),
    ...[...new Set(all)].flatMap((collector) => everywhere(collector, event, regions)),
  ];
}

/** What events say of trails is seen by the types that ask which trails there are. */
const spread = ({ source }: CloudTrailEvent, rest: readonly Collector[]): readonly Collector[] =>
  source === 'cloudtrail.amazonaws.com' ? rest.filter(({ list }) => !list) : [];

const everywhere = (collector: Collector, event: CloudTrailEvent, regions: readonly string[]): readonly Concern[] =>
  !collector.list && collector.scope === 'regional' && event.source === 'cloudtrail.amazonaws.com'
    ? [...new Set([event.region, ...regions])].map((region) => ({ collector, scope: { ...event.scope, region } }))
    : [{ collector, scope: scopeOf(collector, event.scope) }];

const scopeOf = ({ scope }: Collector, own: Scope): Scope =>
  scope === 'global' ? { ...own, region: GLOBAL_REGION } : own;

/** Values of the members that name the type, and ARNs of its shape wherever they are. */
function namesIn({ said }: CloudTrailEvent, collector: Collector): readonly string[] {
  if (!collector.list) return [];
  const named = eventMembers(collector).flatMap((member) => said.get(member) ?? []);
  const arns = [...said.values()].flat().filter((value) => value.startsWith('arn:') && fits(collector, value));
  return [...new Set([...named.filter((value) => canName(collector, value)), ...arns])].sort();
}

/** `ModifyEbsDefaultKmsKeyId` and `GetEbsDefaultKmsKeyId` speak of the same, so do `EnableKeyRotation` and `GetKeyRotationStatus`. */
const topicOf = (operation: string): string =>
  operation
    .replace(/_?\d.*$/, '')
    .replace(/^(BatchGet|[A-Z][a-z]+)(?=[A-Z])/, '')
    .replace(/(?<=.)(State|Status|Configuration)$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=[a-rt-z])s$/, '')
    .toLowerCase();

const topicsOf = (collector: Collector): readonly string[] =>
  usesOf(collector).map(({ operation }) => topicOf(operation));

const spokenOf = ({ name }: CloudTrailEvent, collector: Collector): boolean =>
  topicsOf(collector).includes(topicOf(name));

const mentioned = ({ name }: CloudTrailEvent, collector: Collector): boolean =>
  topicsOf(collector).some((topic) => topicOf(name).includes(topic));
