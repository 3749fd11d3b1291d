import type { Graph } from '../graph/graph.ts';
import type { Resource } from '../graph/resource.ts';
import type { Observed } from '../iam/reach/observed.ts';
import { aliasesOf } from '../iam/reach/observed-key.ts';
import { isUnknown, type LinkList } from '../model/field.ts';
import type { Observation } from '../model/snapshot.ts';
import { shown, visible } from '../report/text.ts';
import { identityOf, type KeyIdentity, usersOf } from './key-report.ts';

/** How far the key policy opens a key: `unknown` where it was not read, or is AWS's. */
export const EXPOSURES = ['public', 'other-accounts', 'unknown', 'own-account'] as const;
export type Exposure = (typeof EXPOSURES)[number];

export interface KeyRow {
  readonly key: Pick<KeyIdentity, 'arn' | 'account' | 'region' | 'aliases' | 'state' | 'manager' | 'origin'>;
  readonly users: number;
  readonly usersComplete: boolean;
  readonly exposure: Exposure;
}

/** Sorted by users, then exposure, then ARN. */
export async function keyRows(graph: Graph, keys: readonly Observation[], observed: Observed): Promise<KeyRow[]> {
  const wanted = new Map(keys.map((key) => [key.id, key]));
  const rows: KeyRow[] = [];
  for await (const resource of graph.resources()) {
    const key = resource.type === 'aws.kms.key' ? wanted.get(resource.id) : undefined;
    if (key) rows.push(rowOf(resource, aliasesOf(observed, key)));
  }
  return rows.sort(
    (a, b) =>
      b.users - a.users ||
      EXPOSURES.indexOf(a.exposure) - EXPOSURES.indexOf(b.exposure) ||
      (a.key.arn < b.key.arn ? -1 : 1),
  );
}

function rowOf(resource: Resource, aliases: readonly string[]): KeyRow {
  const { arn, account, region, state, manager, origin } = identityOf(resource, aliases);
  const used = resource.read('usedBy') as LinkList;
  return {
    key: { arn, account, region, aliases, state, manager, origin },
    users: usersOf(used).length,
    usersComplete: used.missing === undefined,
    exposure: exposureOf(resource),
  };
}

function exposureOf(resource: Resource): Exposure {
  const open = resource.read('policyPublic');
  const others = resource.read('policyUntrustedAccounts');
  if (open === true) return 'public';
  if (isUnknown(open) || isUnknown(others)) return 'unknown';
  return (others as readonly string[]).length > 0 ? 'other-accounts' : 'own-account';
}

export function keyListText(rows: readonly KeyRow[]): string {
  const lines = rows.map(({ key, users, usersComplete, exposure }) =>
    [
      `${users}${usersComplete ? '' : '+'}`.padStart(7),
      exposure.padEnd(15),
      (key.state ?? 'not known').padEnd(16),
      shown(key.arn, 200),
      shown(key.aliases.join(' '), 200),
    ]
      .map(visible)
      .join('  ')
      .trimEnd(),
  );
  return `${['  users  exposure         state             key', ...lines].join('\n')}\n`;
}
