import type { Ties } from '../graph/lineage.ts';
import type { Observed } from '../iam/reach/observed.ts';
import { aliasesOf } from '../iam/reach/observed-key.ts';
import { placeInArn } from '../model/arn.ts';
import type { LinkState } from '../model/field.ts';
import { InputError } from '../model/input-error.ts';
import { byText } from '../model/order.ts';
import type { ScopeReport } from '../model/scope.ts';
import type { Observation } from '../model/snapshot.ts';

export interface KeyPlace {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** A key of the snapshot, or one that is only named in it. */
export interface FoundKey {
  /** Of an alias, where nobody knows the key behind it. */
  readonly arn: string;
  readonly sight: 'seen' | LinkState;
  /** Without any answer where the key is out of sight. */
  readonly observation: Observation;
  readonly aliases: readonly string[];
}

const MAX_CANDIDATES = 10;

/** Every key that the snapshot holds or names, in the order of its ARN. */
export function keysIn(observed: Observed, ties: Ties, scopes: readonly ScopeReport[]): FoundKey[] {
  const accounts = [...new Set(scopes.map(({ account }) => account))];
  const seen = accounts
    .flatMap((account) => observed.of('aws.kms.key', account))
    .map((key): FoundKey => ({ arn: key.id, sight: 'seen', observation: key, aliases: aliasesOf(observed, key) }));
  const known = new Set(seen.map(({ arn }) => arn));
  const named = [...ties.tied].filter((arn) => !known.has(arn)).map((arn) => outOfSight(arn, ties));
  return [...seen, ...named].sort((a, b) => byText(a.arn, b.arn));
}

function outOfSight(arn: string, ties: Ties): FoundKey {
  const { account, region } = placeInArn(arn);
  const scope = { partition: arn.split(':')[1] ?? '', account, region };
  const sight = ties.into(arn)[0]?.state ?? 'not-collected';
  const alias = /:(alias\/.+)$/.exec(arn)?.[1];
  return {
    arn,
    sight,
    observation: { type: 'aws.kms.key', id: arn, scope, answers: {} },
    aliases: alias ? [alias] : [],
  };
}

export const inPlace = (keys: readonly FoundKey[], { account, region }: KeyPlace): FoundKey[] =>
  keys.filter(
    ({ observation: { scope } }) =>
      (account ?? scope.account) === scope.account && (region ?? scope.region) === scope.region,
  );

/**
 * The key that a person means by an ARN, an id, an alias or its ARN. Ids and aliases are unique only in one account and
 * region, so several that fit are refused with their ARNs, and so is none, with those that come near.
 */
export function findKey(name: string, all: readonly FoundKey[], place: KeyPlace): FoundKey {
  const keys = inPlace(all, place);
  const found = keys.filter((key) => isNamed(key, name));
  if (found.length === 1) return found[0] as FoundKey;
  if (found.length > 1)
    throw new InputError(
      `'${name}' names ${found.length} keys; narrow it with --account and --region: ${listed(found.map(({ arn }) => arn))}`,
    );
  const elsewhere = all.filter((key) => isNamed(key, name));
  if (elsewhere.length > 0)
    throw new InputError(`no key '${name}' is there, but elsewhere: ${listed(elsewhere.map(({ arn }) => arn))}`);
  if (keys.length === 0) throw new InputError('the snapshot holds no KMS key there');
  const part = name.replace(/^alias\//, '');
  const near = keys.filter(({ aliases }) => aliases.some((alias) => alias.includes(part)));
  throw new InputError(
    near.length > 0
      ? `no key '${name}' is in the snapshot; similar: ${listed(near.map(({ aliases }) => aliases.join(' ')))}`
      : `no key '${name}' is in the snapshot, which has ${keys.length}: ${listed(keys.map(({ arn }) => arn))}`,
  );
}

function isNamed({ arn, aliases, observation: { scope } }: FoundKey, name: string): boolean {
  if (name === arn || arn.endsWith(`:key/${name}`)) return true;
  const alias = name.replace(`arn:${scope.partition}:kms:${scope.region}:${scope.account}:`, '');
  return !alias.startsWith('arn:') && aliases.includes(alias.startsWith('alias/') ? alias : `alias/${alias}`);
}

const listed = (items: readonly string[]): string =>
  items.slice(0, MAX_CANDIDATES).join(', ') + (items.length > MAX_CANDIDATES ? ', …' : '');
