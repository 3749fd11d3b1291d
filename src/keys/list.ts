import { countAffectedBy, type Ties } from '../graph/lineage.ts';
import type { Resource } from '../graph/resource.ts';
import { type FieldState, isUnknown } from '../model/field.ts';
import { byText } from '../model/order.ts';
import { shown, visible } from '../report/text.ts';
import { type Cost, monthlyCost } from './cost.ts';
import type { FoundKey } from './find.ts';
import type { KeyIdentity } from './identity.ts';

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

const reachOf = ({ users, affected }: KeyRow): number => users + affected;
const byExposure = (a: KeyRow, b: KeyRow): number => EXPOSURES.indexOf(a.exposure) - EXPOSURES.indexOf(b.exposure);
/** Never used, used at some time, not known. */
const useOf = ({ lastUsedAt, usageTrackedSince }: KeyRow): string =>
  lastUsedAt ?? (usageTrackedSince === null ? '~' : '');

/** Every key, those that the snapshot only names among them; ARNs decide between equals. */
export function keyRows(keys: readonly FoundKey[], ties: Ties, order: KeyOrder): KeyRow[] {
  const exposure = exposures();
  const rows = keys.map((key) => rowOf(key, ties, exposure));
  return rows.sort((a, b) => ORDERS[order](a, b) || byText(a.key.arn, b.key.arn));
}

function rowOf(found: FoundKey, ties: Ties, exposure: ReturnType<typeof exposures>): KeyRow {
  const users = ties.idsInto(found.arn);
  const usersComplete = ties.unseen(found.arn) === undefined;
  const row = { users: users.size, usersComplete, affected: countAffectedBy(users, ties) };
  const resource = ties.hubs.get(found.arn);
  if (!resource) return { ...row, key: nameOnly(found), exposure: 'unknown', ...UNKNOWN_USE };
  const [state, manager, origin, lastUsedAt, usageTrackedSince] = FIELDS.map((field) => textOf(resource.read(field)));
  const key = { ...nameOnly(found), state, manager, origin } as KeyRow['key'];
  const use = { lastUsedAt, usageTrackedSince } as Pick<KeyRow, 'lastUsedAt' | 'usageTrackedSince'>;
  return { ...row, key, exposure: exposure(found, resource), monthlyCost: monthlyCost(resource), ...use };
}

const FIELDS = ['state', 'manager', 'origin', 'lastUsedAt', 'usageTrackedSince'] as const;
const textOf = (state: FieldState): string | null => (typeof state === 'string' ? state : null);

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

/** Keys whose policies differ in nothing but the name of their own account are open alike: each text is proved once. */
function exposures(): (found: FoundKey, resource: Resource) => Exposure {
  const known = new Map<string, Exposure>();
  return ({ observation: { scope, answers } }, resource) => {
    const text = JSON.stringify(answers['policy'] ?? null).replaceAll(scope.account, 'own');
    const exposure = known.get(text) ?? exposureOf(resource);
    known.set(text, exposure);
    return exposure;
  };
}

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
