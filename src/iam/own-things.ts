import { apart, apartFor } from './apart.ts';
import { arnParts, type Filled } from './condition.ts';
import type { Subject } from './facet.ts';
import { globTokens, type Tokens } from './glob.ts';
import { type Group, instantiate, samples } from './samples.ts';
import type { World } from './world.ts';

/** Patterns of conditions, told apart by the statement they stand in. */
export const groupsOf = (conditions: readonly Filled[]): Group[] =>
  conditions.map(({ patterns, statement = 0, denies = false }) => ({ patterns, statement, denies }));

export const groupsFor = (world: World, ...keys: readonly string[]): Group[] =>
  groupsOf(keys.flatMap((key) => world.byKey.get(key) ?? []));

const PART = /^[a-z0-9-]+$/;

/** Services and regions that patterns for ARNs name together. */
function placesIn(patterns: readonly Tokens[], service: string | undefined): (readonly [string, string])[] {
  const places = patterns.flatMap((tokens) => {
    const [, , name, region] = arnParts(tokens) ?? [];
    const names = service === undefined ? instantiate(name ?? [], PLACE_FILLS) : [service];
    const regions = instantiate(region ?? [], PLACE_FILLS);
    return names.filter((text) => PART.test(text)).flatMap((text) => regions.map((one) => [text, one] as const));
  });
  const usual = service ?? 'sns';
  const all = [[usual, 'us-east-1'] as const, ...places.filter(([, region]) => region === '' || PART.test(region))];
  return [...new Map(all.map((place) => [place.join(), place])).values()];
}

const PLACE_FILLS = ['zq', 'us-east-1', ''] as const;

/** Templates for ARNs of an account, one for each service and region that patterns name. */
export const arnTemplates = (
  patterns: readonly Tokens[],
  partition: string,
  account: string,
  service?: string,
): Tokens[] =>
  placesIn(patterns, service).map(([name, region]) => globTokens(`arn:${partition}:${name}:${region}:${account}:*`));

const BUCKET = /^arn:[^:]*:s3:::[^:]+$/;

/** ARNs of S3 name no account but for access points and the like; no name that anybody can give holds an account between colons. */
function isReal(arn: string): boolean {
  const [, , service, , account, ...rest] = arn.split(':');
  const name = rest.join(':');
  if (name === '' || rest.some((part) => /^\d{12}$/.test(part))) return false;
  return service !== 's3' || account === '' || name.includes('/');
}

/**
 * ARNs of things that an account can have: of any service under its own account id, and buckets by any name that is not
 * written out in the policy, since bucket names are unique in the world and that one is taken.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function ownArns(world: World, subject: Subject, account: string, conditions: readonly Filled[]): string[] {
  const { meter, partitions } = world;
  const groups = groupsOf(conditions);
  const patterns = conditions.flatMap((condition) => condition.patterns);
  const first = partitions[0] ?? 'aws';
  const found = partitions.flatMap((partition) => [
    ...arnTemplates(patterns, partition, account).flatMap((template) => samples(groups, { meter, template })),
    ...samples(groups, { meter, template: globTokens(`arn:${partition}:s3:::*`), givenByAws: subject.stranger }).filter(
      (text) => BUCKET.test(text),
    ),
  ]);
  const real = [...new Set([`arn:${first}:sns:us-east-1:${account}:zq-own`, ...found])].filter(isReal);
  return apartFor(world, conditions, real);
}

/** Ids that AWS gives out: a stranger never has one that is written out in the policy. */
export function idsLike(world: World, subject: Subject, prefix: string, ...keys: readonly string[]): string[] {
  const { meter } = world;
  const template = globTokens(`${prefix}*`);
  const fills = ['0zqstranger', '0x7stranger', ''];
  const texts = samples(groupsFor(world, ...keys), { meter, template, givenByAws: subject.stranger, fills });
  return apart(
    world,
    keys,
    texts.filter((text) => text !== prefix),
  );
}
