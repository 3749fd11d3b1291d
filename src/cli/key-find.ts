import type { Observed } from '../iam/reach/observed.ts';
import { aliasesOf } from '../iam/reach/observed-key.ts';
import { InputError } from '../model/input-error.ts';
import type { ScopeReport } from '../model/scope.ts';
import type { Observation } from '../model/snapshot.ts';

export interface KeyPlace {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

const MAX_CANDIDATES = 10;

/** Every key of the snapshot, in the order of its ARN. */
export function keysIn(observed: Observed, scopes: readonly ScopeReport[], place: KeyPlace): Observation[] {
  const accounts = [...new Set(scopes.map(({ account }) => account))].sort();
  return accounts
    .flatMap((account) => observed.of('aws.kms.key', account))
    .filter(({ scope }) => (place.account ?? scope.account) === scope.account)
    .filter(({ scope }) => (place.region ?? scope.region) === scope.region)
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/**
 * The key that a person means by an ARN, an id, an alias or its ARN. Ids and aliases are unique only in one account and
 * region, so several that fit are refused with their ARNs.
 */
export function findKey(name: string, keys: readonly Observation[], observed: Observed): Observation {
  const found = keys.filter((key) => isNamed(key, name, observed));
  if (found.length === 1) return found[0] as Observation;
  if (found.length > 1)
    throw new InputError(
      `'${name}' names ${found.length} keys; narrow it with --account and --region: ${listed(found.map(({ id }) => id))}`,
    );
  const near = keys.filter((key) =>
    aliasesOf(observed, key).some((alias) => alias.includes(name.replace(/^alias\//, ''))),
  );
  throw new InputError(
    keys.length === 0
      ? 'the snapshot holds no KMS key there'
      : `no key '${name}' is in the snapshot${near.length > 0 ? `; similar: ${listed(near.map((key) => aliasesOf(observed, key).join(' ')))}` : `; sealscan key list shows its ${keys.length} keys`}`,
  );
}

function isNamed(key: Observation, name: string, observed: Observed): boolean {
  if (name === key.id || key.id.endsWith(`:key/${name}`)) return true;
  const { partition, account, region } = key.scope;
  const alias = name.startsWith('arn:') ? name.replace(`arn:${partition}:kms:${region}:${account}:`, '') : name;
  const wanted = alias.startsWith('alias/') ? alias : `alias/${alias}`;
  return !alias.startsWith('arn:') && aliasesOf(observed, key).includes(wanted);
}

const listed = (items: readonly string[]): string =>
  items.slice(0, MAX_CANDIDATES).join(', ') + (items.length > MAX_CANDIDATES ? ', …' : '');
