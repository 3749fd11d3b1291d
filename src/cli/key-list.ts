import type { Lineage } from '../graph/lineage.ts';
import type { Resource } from '../graph/resource.ts';
import { isUnknown } from '../model/field.ts';
import { byText, shown, visible } from '../report/text.ts';
import { type Cost, monthlyCost } from './key-cost.ts';
import type { FoundKey } from './key-find.ts';
import { identityOf, type KeyIdentity } from './key-identity.ts';
import { affectedOf } from './key-users.ts';

/** How far the key policy opens a key: `unknown` where it was not read, or is AWS's. */
export const EXPOSURES = ['public', 'other-accounts', 'unknown', 'own-account'] as const;
export type Exposure = (typeof EXPOSURES)[number];

export interface KeyRow {
  readonly key: Pick<KeyIdentity, 'arn' | 'account' | 'region' | 'sight' | 'aliases' | 'state' | 'manager' | 'origin'>;
  /** Resources that name the key. */
  readonly users: number;
  readonly usersComplete: boolean;
  /** Resources that depend on its users and name it nowhere. */
  readonly affected: number;
  readonly exposure: Exposure;
  readonly monthlyCost: Cost | null;
  readonly lastUsedAt: string | null;
  /** Null = whether the key was used is not known. */
  readonly usageTrackedSince: string | null;
}

/** The most first, the unknown before the known, and the longest unused first. */
const ORDERS = {
  'blast-radius': (a, b) => reachOf(b) - reachOf(a) || byExposure(a, b),
  exposure: (a, b) => byExposure(a, b) || reachOf(b) - reachOf(a),
  cost: (a, b) => (b.monthlyCost?.max ?? Infinity) - (a.monthlyCost?.max ?? Infinity) || reachOf(b) - reachOf(a),
  'last-use': (a, b) => byText(useOf(a), useOf(b)) || reachOf(b) - reachOf(a),
} as const satisfies Record<string, (a: KeyRow, b: KeyRow) => number>;
export type KeyOrder = keyof typeof ORDERS;
export const KEY_ORDERS = Object.keys(ORDERS) as readonly KeyOrder[];

const reachOf = ({ users, affected }: KeyRow): number => users + affected;
const byExposure = (a: KeyRow, b: KeyRow): number => EXPOSURES.indexOf(a.exposure) - EXPOSURES.indexOf(b.exposure);
/** Never used, used at some time, not known. */
const useOf = ({ lastUsedAt, usageTrackedSince }: KeyRow): string =>
  lastUsedAt ?? (usageTrackedSince === null ? '~' : '');

/** Every key, those that the snapshot only names among them; ARNs decide between equals. */
export const keyRows = (keys: readonly FoundKey[], lineage: Lineage, order: KeyOrder): KeyRow[] =>
  keys.map((key) => rowOf(key, lineage)).sort((a, b) => ORDERS[order](a, b) || byText(a.key.arn, b.key.arn));

function rowOf(found: FoundKey, lineage: Lineage): KeyRow {
  const ids = (things: readonly { readonly id: string }[]): number => new Set(things.map(({ id }) => id)).size;
  const row = {
    users: ids(lineage.into(found.arn).map(({ from }) => from)),
    usersComplete: lineage.unseen(found.arn) === undefined,
    affected: ids(affectedOf(found.arn, lineage)),
  };
  const resource = lineage.hubs.get(found.arn);
  if (!resource) return { ...row, key: nameOnly(found), exposure: 'unknown', ...UNKNOWN_USE };
  const { arn, account, region, sight, aliases, state, manager, origin, lastUsedAt, usageTrackedSince } = identityOf(
    resource,
    found.aliases,
  );
  const key = { arn, account, region, sight, aliases, state, manager, origin };
  const exposure = exposureOf(resource);
  return { ...row, key, exposure, monthlyCost: monthlyCost(resource), lastUsedAt, usageTrackedSince };
}

const UNKNOWN_USE = { monthlyCost: null, lastUsedAt: null, usageTrackedSince: null } as const;

const nameOnly = ({ arn, sight, aliases, observation: { scope } }: FoundKey): KeyRow['key'] => ({
  arn,
  account: scope.account,
  region: scope.region,
  sight,
  aliases,
  state: null,
  manager: null,
  origin: null,
});

function exposureOf(resource: Resource): Exposure {
  const open = resource.read('policyPublic');
  const others = resource.read('policyUntrustedAccounts');
  if (open === true) return 'public';
  if (isUnknown(open) || isUnknown(others)) return 'unknown';
  return (others as readonly string[]).length > 0 ? 'other-accounts' : 'own-account';
}

const HEAD = '  users  affected  exposure        $/month  last use    state             key';

export function keyListText(rows: readonly KeyRow[]): string {
  const lines = rows.map((row) =>
    [
      `${row.users}${row.usersComplete ? '' : '+'}`.padStart(7),
      `${row.affected}`.padStart(8),
      row.exposure.padEnd(14),
      costText(row.monthlyCost).padStart(7),
      useText(row).padEnd(10),
      (row.key.sight === 'seen' ? (row.key.state ?? 'not known') : row.key.sight).padEnd(16),
      shown(row.key.arn, 200),
      shown(row.key.aliases.join(' '), 200),
    ]
      .map(visible)
      .join('  ')
      .trimEnd(),
  );
  return `${[HEAD, ...lines].join('\n')}\n`;
}

const costText = (cost: Cost | null): string => {
  if (cost === null) return '?';
  return cost.min === cost.max ? `${cost.min}` : `${cost.min}-${cost.max}`;
};

const useText = ({ lastUsedAt, usageTrackedSince }: KeyRow): string =>
  lastUsedAt?.slice(0, 10) ?? (usageTrackedSince === null ? '?' : 'never');
