import { listingReason, notCollected } from '../model/answers.ts';
import { arnOf, placeInArn } from '../model/arn.ts';
import type { Collector } from '../model/collector.ts';
import type { LinkList, LinkState, LinkValue } from '../model/field.ts';
import type { Reason } from '../model/reason.ts';
import type { Scope } from '../model/scope.ts';
import { partialArn, secretIdIn } from '../model/secret-reference.ts';
import type { Listings } from './listings.ts';
import type { Targets } from './target-store.ts';

/** What resolving a reference needs of the whole snapshot. */
export interface World {
  readonly collectors: ReadonlyMap<string, Collector>;
  readonly listings: Listings;
  readonly targets: ReadonlyMap<string, Targets>;
  /** Alias ARN -> the key it points to; undefined for an AWS alias that has no key yet. */
  readonly aliases: ReadonlyMap<string, string | undefined>;
  /** A secret's ARN without its last six characters -> its ARN. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly accounts: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
}

const ALIAS = /^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?(alias\/.+)$/;
/** Customers cannot create names under this prefix: https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html */
const AWS_ALIAS = /(^|:)alias\/aws\//;

export const isAwsAlias = (reference: string): boolean => AWS_ALIAS.test(reference);

interface Canonical {
  readonly id: string;
  readonly alias?: string;
}

/** A bare id or alias belongs to the referrer's account and region; an alias becomes its target; then the ARN. */
function canonical(reference: string, to: Collector, from: Scope, world: World): Canonical {
  if (to.type === SECRET) return { id: secretNamed(reference, to, from, world) };
  if (to.type !== 'aws.kms.key') return { id: arnOf(to.arn, from, reference) };
  const name = ALIAS.exec(reference)?.[1];
  if (name === undefined) return { id: arnOf(to.arn, from, reference.replace(/^key\//, '')) };
  const alias = reference.startsWith('arn:')
    ? reference
    : arnOf('arn:{partition}:kms:{region}:{account}:{id}', from, name);
  const key = world.aliases.get(alias);
  return { id: key === undefined ? alias : arnOf(to.arn, { ...from, ...placeOf(alias, from) }, key), alias };
}

const SECRET = 'aws.secretsmanager.secret';

/** A name, an ARN that ends with the name, or the whole ARN, which comes first: a name may end like one. */
function secretNamed(reference: string, to: Collector, from: Scope, world: World): string {
  const arn = arnOf(to.arn, from, secretIdIn(reference));
  return world.targets.get(SECRET)?.get(arn) ? arn : (world.secrets.get(arn) ?? arn);
}

export const secretsByName = (targets: World['targets']): World['secrets'] =>
  new Map(
    Array.from(targets.get(SECRET)?.values() ?? [], ({ id }) => id)
      .sort()
      .map((arn) => [partialArn(arn), arn]),
  );

const placeOf = (arn: string, from: Scope): { account: string; region: string } => {
  const { account, region } = placeInArn(arn);
  return { account: account || from.account, region: region || from.region };
};

/** Follows a reference as far as the snapshot goes, and says where it stops and why. An alias without a key stops at the listing of aliases. */
export function resolve(reference: string, type: string, from: Scope, world: World): LinkValue {
  if (reference === '') return { link: type, state: 'none', id: '' };
  const named = world.targets.get(type)?.get(reference);
  return named ? { link: type, state: 'resolved', id: named.id, target: named } : follow(reference, type, from, world);
}

function follow(reference: string, type: string, from: Scope, world: World): LinkValue {
  const to = world.collectors.get(type);
  if (!to)
    return {
      link: type,
      state: 'not-collected',
      id: reference,
      reason: { class: 'not-collected', operation: type, code: 'NotCollected' },
    };
  const { id, ...named } = canonical(reference, to, from, world);
  const target = world.targets.get(type)?.get(id);
  if (target) return { link: type, state: 'resolved', id, target, ...named };
  const { account, region } = placeOf(id, from);
  const aliases = ALIAS.test(id) ? world.collectors.get('aws.kms.alias') : undefined;
  const found = unresolved(aliases ?? to, account, region, placeInArn(id).account !== '', world);
  // KMS makes an AWS-managed key when a service first needs it, and nobody can delete it: without a key yet, it is not gone.
  if (found.state === 'gone' && isAwsAlias(id)) {
    return { link: type, id, state: 'not-collected', reason: notCollected(to), ...named };
  }
  return { link: type, id, ...found, ...named };
}

/** Follows each reference; one that leads out of sight leaves the list unfinished, with that one's reason. */
export function resolveAll(references: readonly string[], type: string, from: Scope, world: World): LinkList {
  const links = references.map((reference) => resolve(reference, type, from, world));
  const missing = links.find(({ reason }) => reason)?.reason;
  const targets = links.flatMap(({ target }) => target ?? []);
  return { list: type, targets, ...(links.length > 0 ? { links } : {}), ...(missing ? { missing } : {}) };
}

function unresolved(
  to: Collector,
  account: string,
  region: string,
  named: boolean,
  world: World,
): { state: LinkState; reason: Reason } {
  const operation = to.list ? `${to.list.sdk}:${to.list.operation}` : to.type;
  const outside =
    !world.accounts.has(account) || (to.scope === 'regional' && !world.regions.has(`${account}/${region}`));
  if (outside) return { state: 'foreign', reason: { class: 'out-of-scope', operation, code: 'foreign' } };
  const listing = world.listings.find(to, account, region);
  if (!listing) return { state: 'not-collected', reason: notCollected(to) };
  if (listing.error) return { state: 'unreadable', reason: listingReason(listing.error, to) };
  const state = named || !to.anybodys ? 'gone' : 'foreign';
  return { state, reason: { class: 'out-of-scope', operation, code: state } };
}
