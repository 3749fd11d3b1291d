import type { Observation } from '../../model/snapshot.ts';
import { answerOf, gapIn, type Observed } from './observed.ts';
import { iamOf } from './observed-iam.ts';
import { limitsOf, organizationOf } from './observed-organization.ts';
import type { KeyGrant, Known, ReachInput } from './types.ts';

const use = (operation: string) => ({ operation: `kms:${operation}`, permission: `kms:${operation}` });

interface Alias {
  readonly AliasName?: string;
  readonly TargetKeyId?: string;
}

const indexes = new WeakMap<Observed, Map<string, ReadonlyMap<string, readonly string[]>>>();

/** Aliases of an account by region and key id. */
function aliasIndex(observed: Observed, account: string): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(observed) ?? new Map<string, ReadonlyMap<string, readonly string[]>>();
  indexes.set(observed, known);
  const found = known.get(account);
  if (found) return found;
  const index = new Map<string, string[]>();
  for (const alias of observed.of('aws.kms.alias', account)) {
    const item = answerOf<Alias>(alias, 'item', use('ListAliases'));
    if (!('ok' in item) || item.ok?.TargetKeyId === undefined) continue;
    const place = `${alias.scope.region}/${item.ok.TargetKeyId}`;
    const names = index.get(place);
    if (names) names.push(item.ok.AliasName ?? '');
    else index.set(place, [item.ok.AliasName ?? '']);
  }
  known.set(account, index);
  return index;
}

/** Names of the aliases that point to a key, sorted. */
export function aliasesOf(observed: Observed, { id, scope }: Observation): string[] {
  const keyId = id.slice(id.lastIndexOf('/') + 1);
  return [...(aliasIndex(observed, scope.account).get(`${scope.region}/${keyId}`) ?? [])].sort();
}

/**
 * Gathers what decides who can open a key.
 * @param organizationId from the configuration; what AWS says of the account wins
 */
export function reachInputOf(observed: Observed, key: Observation, organizationId?: string): ReachInput {
  const { partition, account, region } = key.scope;
  const aliases = aliasesOf(observed, key);
  const allAliases = gapIn(observed, 'aws.kms.alias', account, region, use('ListAliases')) === undefined;
  const tags = answerOf<readonly { TagKey?: string; TagValue?: string }[]>(key, 'tags', use('ListResourceTags'));
  const isAws = aliases.some((name) => name.startsWith('alias/aws/'));
  return {
    key: {
      arn: key.id,
      account,
      region,
      partition,
      ...(isAws ? { manager: 'aws' } : {}),
      ...(allAliases ? { aliases } : {}),
      ...('ok' in tags && tags.ok
        ? { tags: Object.fromEntries(tags.ok.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue])) }
        : {}),
    },
    takenAt: observed.takenAt,
    policy: policyOf(key),
    grants: grantsOf(key),
    iam: iamOf(observed, account),
    limits: limitsOf(observed, account),
    organizationId: organizationOf(observed, account) ?? organizationId,
  };
}

function policyOf(key: Observation): Known<string> {
  const answer = answerOf<{ readonly Policy?: string }>(key, 'policy', use('GetKeyPolicy'));
  if ('unknown' in answer) return answer;
  const text = answer.ok?.Policy;
  return text === undefined
    ? { unknown: { class: 'failed', operation: 'kms:GetKeyPolicy', code: 'MissingMember' } }
    : { ok: text };
}

function grantsOf(key: Observation): Known<readonly KeyGrant[]> {
  const answer = answerOf<readonly KeyGrant[]>(key, 'grants', use('ListGrants'));
  return 'unknown' in answer ? answer : { ok: answer.ok ?? [] };
}
