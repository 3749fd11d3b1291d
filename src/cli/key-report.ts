import type { Resource } from '../graph/resource.ts';
import type { Observed } from '../iam/reach/observed.ts';
import { aliasesOf, reachInputOf } from '../iam/reach/observed-key.ts';
import { keyAccess } from '../iam/reach/reach.ts';
import { type Readable, readableBy } from '../iam/reach/reads.ts';
import type { KeyAccess, Reach } from '../iam/reach/types.ts';
import { EMPTY, type FieldState, isUnknown, type LinkList, type LinkValue } from '../model/field.ts';
import type { Reason } from '../model/reason.ts';
import type { Observation } from '../model/snapshot.ts';

/** What a key is. A field that AWS leaves empty is null; one that nobody saw is null and named in `unknown`. */
export interface KeyIdentity {
  readonly arn: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** Sorted. */
  readonly aliases: readonly string[];
  readonly state: string | null;
  readonly manager: string | null;
  readonly origin: string | null;
  readonly spec: string | null;
  readonly usage: string | null;
  /** `no`, `PRIMARY` or `REPLICA`. */
  readonly multiRegion: string | null;
  /** ARN of the primary key of a replica. */
  readonly primaryKey: string | null;
  readonly rotationEnabled: boolean | null;
  readonly rotationPeriodDays: number | null;
  /** ISO 8601, like all times. */
  readonly nextRotationAt: string | null;
  readonly createdAt: string | null;
  readonly deletionDate: string | null;
  readonly materialExpiresAt: string | null;
  readonly unknown: Readonly<Record<string, Reason>>;
}

/** A resource that names the key. */
export interface KeyUser {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** Someone who can decrypt, and what that opens: resources under the key by type, given permission to read them. */
export type DecryptReach = Reach & { readonly reads: readonly Readable[] };

/** The answer of `sealscan key show`, which `--format json` prints as it is. */
export interface KeyReport {
  readonly key: KeyIdentity;
  /** Sorted by type and id. */
  readonly usedBy: readonly KeyUser[];
  /** False where something that could name the key was not read; `usedByMissing` says what. */
  readonly usedByComplete: boolean;
  readonly usedByMissing?: Reason;
  readonly access: Omit<KeyAccess, 'decrypt'> & { readonly decrypt: readonly DecryptReach[] | null };
}

const FIELDS = [
  ...(['state', 'manager', 'origin', 'spec', 'usage', 'multiRegion', 'primaryKey', 'rotationEnabled'] as const),
  ...(['rotationPeriodDays', 'nextRotationAt', 'createdAt', 'deletionDate', 'materialExpiresAt'] as const),
];

/** @param organizationId from the configuration */
export function keyReportOf(
  resource: Resource,
  observation: Observation,
  observed: Observed,
  organizationId?: string,
): KeyReport {
  const used = resource.read('usedBy') as LinkList;
  const usedBy = usersOf(used);
  const access = keyAccess(reachInputOf(observed, observation, organizationId));
  return {
    key: identityOf(resource, aliasesOf(observed, observation)),
    usedBy,
    usedByComplete: used.missing === undefined,
    ...(used.missing ? { usedByMissing: used.missing } : {}),
    access: {
      ...access,
      decrypt: access.decrypt?.map((reach) => ({ ...reach, reads: readableBy(reach.paths, usedBy) })) ?? null,
    },
  };
}

export function usersOf({ targets }: LinkList): KeyUser[] {
  const users = targets.map(({ id, name, account, region, fields }) => ({
    id,
    type: String(fields['type']),
    name,
    account,
    region,
  }));
  const unique = new Map(users.map((user) => [`${user.type} ${user.id}`, user])); // one resource may name the key twice
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, user]) => user);
}

export function identityOf(resource: Resource, aliases: readonly string[]): KeyIdentity {
  const { id: arn, scope } = resource;
  const states = FIELDS.map((name) => [name, resource.read(name)] as const);
  return {
    arn,
    id: arn.slice(arn.lastIndexOf('/') + 1),
    account: scope.account,
    region: scope.region,
    aliases,
    ...Object.fromEntries(states.map(([name, state]) => [name, plain(state)])),
    unknown: Object.fromEntries(states.flatMap(([name, state]) => (isUnknown(state) ? [[name, state.unknown]] : []))),
  } as KeyIdentity;
}

function plain(state: FieldState): unknown {
  if (state === EMPTY || isUnknown(state)) return null;
  if (typeof state === 'object' && 'link' in state) return (state as LinkValue).id || null;
  return state;
}
