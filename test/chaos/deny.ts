import type { Collector } from '../../src/model/collector.ts';
import {
  type Answer,
  type AnswerError,
  isListing,
  type Listing,
  type Observation,
  type SnapshotRecord,
} from '../../src/model/snapshot.ts';
import type { Snapshot } from './judge.ts';

export type Kind = 'iam' | 'scp' | 'unknown';
export const KINDS: readonly Kind[] = ['iam', 'scp', 'unknown'];

/** What the caller makes of a refused call. */
export function errorOf(operation: string, kind: Kind): AnswerError {
  if (kind === 'unknown') return { operation, code: 'WeirdFailure', message: 'something went wrong' };
  const because = kind === 'scp' ? 'with an explicit deny in a service control policy' : 'because no policy allows it';
  return { operation, code: 'AccessDeniedException', message: `not authorized to perform ${operation} ${because}` };
}

const nameOf = (use: { readonly sdk: string; readonly operation: string }): string => `${use.sdk}:${use.operation}`;

/** Operations that a snapshot has answers of; where nothing was listed, the worlds show what a refusal does. */
export function operationsIn({ records }: Snapshot, collectors: readonly Collector[]): string[] {
  const types = new Set(records.flatMap((record) => (isListing(record) ? [] : record.type)));
  const uses = collectors.filter(({ type }) => types.has(type));
  return [...new Set(uses.flatMap(({ list, calls }) => [...(list ? [list] : []), ...calls].map(nameOf)))].sort();
}

/** Resources about which an operation was asked. */
export function idsAsked({ records }: Snapshot, collectors: readonly Collector[], operation: string): string[] {
  const calls = new Map(collectors.map((one) => [one.type, namesOf(one, operation)]));
  const asked = records.flatMap((record) =>
    !isListing(record) && calls.get(record.type)?.some((name) => record.answers[name]) ? [record.id] : [],
  );
  return [...new Set(asked)];
}

const namesOf = ({ calls }: Collector, operation: string): string[] =>
  calls.filter((use) => nameOf(use) === operation).map(({ name }) => name);

export interface Denied {
  readonly operation: string;
  readonly error: AnswerError;
  /** Only about these resources; a listing is never denied so. */
  readonly about?: (id: string) => boolean;
}

/** The snapshot that a scan would have taken had an operation been refused. */
export function denyIn({ header, records }: Snapshot, collectors: readonly Collector[], denied: Denied): Snapshot {
  const listed = collectors.filter(({ list }) => !denied.about && list && nameOf(list) === denied.operation);
  const lost = withChildren(new Set(listed.map(({ type }) => type)), collectors);
  const byType = new Map(collectors.map((one) => [one.type, one]));
  const changed = records.flatMap((record): SnapshotRecord[] => {
    if (isListing(record)) return [lost.has(record.listing) ? lostListing(record, denied.error) : record];
    if (lost.has(record.type)) return [];
    const collector = byType.get(record.type) as Collector;
    return [withoutJoins(refused(record, collector, denied), collector, lost, (type) => lost.has(type), denied.error)];
  });
  return { header, records: changed };
}

/** Types whose listing is made for each item of one of these, too. */
function withChildren(types: ReadonlySet<string>, collectors: readonly Collector[]): ReadonlySet<string> {
  const children = collectors.filter(({ list, joins }) => list?.each && joins.some(({ type }) => types.has(type)));
  const all = new Set([...types, ...children.map(({ type }) => type)]);
  return all.size === types.size ? all : withChildren(all, collectors);
}

const lostListing = (listing: Listing, error: AnswerError): Listing => ({
  ...listing,
  count: 0,
  complete: false,
  error,
});

function refused(observation: Observation, collector: Collector, { operation, error, about }: Denied): Observation {
  if (about && !about(observation.id)) return observation;
  const names = namesOf(collector, operation);
  const answers = Object.entries(observation.answers).map(([name, answer]): [string, Answer] => [
    name,
    names.includes(name) ? { error } : answer,
  ]);
  return { ...observation, answers: Object.fromEntries(answers) };
}

/** An answer that was joined from a listing which is lost finds no match; one of all that match has what its listing has. */
function withoutJoins(
  observation: Observation,
  { joins }: Collector,
  touched: ReadonlySet<string>,
  isLost: (type: string, answer: Answer | undefined) => boolean,
  error: AnswerError,
): Observation {
  const gone = joins.filter(({ name, type, all }) =>
    all ? touched.has(type) : isLost(type, observation.answers[name]),
  );
  if (gone.length === 0) return observation;
  const none = Object.fromEntries(gone.map(({ name, all }) => [name, all ? { error } : { none: 'NoMatch' }]));
  const asked = observation.type === 'aws.kms.key' && !observation.answers['metadata'] ? AWS_MANAGED : {};
  return { ...observation, answers: { ...observation.answers, ...none, ...asked } };
}

/** Not asked for while the alias tells whose key it is; what a scan learns where the aliases are out of sight. */
const AWS_MANAGED: Observation['answers'] = {
  metadata: {
    ok: {
      KeyState: 'Enabled',
      KeyManager: 'AWS',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Origin: 'AWS_KMS',
      CreationDate: '2020-01-01T00:00:00.000Z',
      MultiRegion: false,
    },
  },
  policy: { ok: { Policy: '{"Version":"2012-10-17","Statement":[]}' } },
};

/** The snapshot that a scan would have taken had one type's listing been cut after half its items. */
export function cutIn({ header, records }: Snapshot, collectors: readonly Collector[], type: string): Snapshot {
  const { list } = collectors.find((one) => one.type === type) as Collector;
  const error = { operation: list ? nameOf(list) : type, code: 'RepeatedToken', message: 'the same token twice' };
  const dropped = new Set<string>();
  const seen = new Map<string, number>();
  const totals = new Map(
    records.filter(isListing).map(({ listing, scope, count }) => [`${listing}|${scope.region}`, count]),
  );
  const isGlobal = collectors.find((one) => one.type === type)?.scope === 'global';
  const kept = records.flatMap((record): SnapshotRecord[] => {
    if (isListing(record)) {
      if (record.listing !== type) return [record];
      return [{ ...record, count: Math.floor(record.count / 2), complete: false, error }];
    }
    if (record.type !== type) return [record];
    const place = `${type}|${isGlobal ? 'aws-global' : record.scope.region}`;
    const index = seen.get(place) ?? 0;
    seen.set(place, index + 1);
    if (index < Math.floor((totals.get(place) ?? 0) / 2)) return [record];
    dropped.add(JSON.stringify(record.answers['item']));
    return [];
  });
  const byType = new Map(collectors.map((one) => [one.type, one]));
  const isDropped = (of: string, answer: Answer | undefined) => of === type && dropped.has(JSON.stringify(answer));
  const children = withChildren(new Set([type]), collectors);
  const unjoined = kept.flatMap((record): SnapshotRecord[] => {
    if (isListing(record))
      return [record.listing !== type && children.has(record.listing) ? { ...record, complete: false, error } : record];
    const collector = byType.get(record.type) as Collector;
    if (collector.list?.each && isDropped(collector.joins[0]?.type ?? '', record.answers['parent'])) return [];
    return [withoutJoins(record, collector, children, isDropped, error)];
  });
  return { header, records: unjoined };
}
