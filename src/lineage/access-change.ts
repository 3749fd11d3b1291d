import type { Observed } from '../iam/reach/observed.ts';
import { reachInputOf } from '../iam/reach/observed-key.ts';
import { keyAccess } from '../iam/reach/reach.ts';
import type { KeyAccess, Reach } from '../iam/reach/types.ts';
import { byText } from '../model/order.ts';
import type { Observation } from '../model/snapshot.ts';

const POWERS = ['decrypt', 'administer', 'share'] as const;

/** Who has gained or lost a power over a key. `null` where the key policy was not read in one of the snapshots. */
export interface AccessChange {
  readonly key: string;
  readonly power: (typeof POWERS)[number];
  readonly gained: readonly string[] | null;
  readonly lost: readonly string[] | null;
}

/** Of keys that are in both snapshots. Only keys whose policy, grants, or account's IAM differ are looked into. */
export function accessChanges(before: Observed, after: Observed, organizationId?: string): AccessChange[] {
  const accounts = [...new Set([...before.accounts, ...after.accounts])].sort(byText);
  return accounts.flatMap((account) => {
    const sameIam = PRINCIPALS.every((type) => isSame(before.of(type, account), after.of(type, account)));
    const now = new Map(after.of('aws.kms.key', account).map((key) => [key.id, key]));
    return before.of('aws.kms.key', account).flatMap((key) => {
      const other = now.get(key.id);
      if (!other || (sameIam && isSame(deciding(key), deciding(other)))) return [];
      const was = keyAccess(reachInputOf(before, key, organizationId));
      return changesOf(key.id, was, keyAccess(reachInputOf(after, other, organizationId)));
    });
  });
}

const PRINCIPALS = [
  ...['aws.iam.role', 'aws.iam.user', 'aws.iam.group', 'aws.iam.policy'],
  ...['aws.organizations.service-control-policy', 'aws.organizations.resource-control-policy'],
  'aws.organizations.membership',
];

const deciding = ({ answers: { policy, grants, tags } }: Observation): unknown => ({ policy, grants, tags });
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const changesOf = (key: string, was: KeyAccess, is: KeyAccess): AccessChange[] =>
  POWERS.flatMap((power): AccessChange[] => {
    const [before, after] = [was[power], is[power]];
    if (before === null || after === null) return before === after ? [] : [{ key, power, gained: null, lost: null }];
    const change = { key, power, gained: beyond(after, before), lost: beyond(before, after) };
    return change.gained.length + change.lost.length === 0 ? [] : [change];
  });

/** Principals of one list that the other lacks, sorted. */
function beyond(some: readonly Reach[], others: readonly Reach[]): string[] {
  const known = new Set(others.map(({ principal }) => principal));
  return [...new Set(some.map(({ principal }) => principal))].filter((principal) => !known.has(principal)).sort(byText);
}
