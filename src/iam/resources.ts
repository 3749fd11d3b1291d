import { arnParts } from './condition.ts';
import { type Entry, entryOf, type Facet, facetOf } from './facet.ts';
import { globTokens, isWild, type Tokens } from './glob.ts';
import { arnTemplates } from './own-things.ts';
import { isTableKind, type PolicyKind, type TableKind } from './policy.ts';
import { type Group, samples } from './samples.ts';
import { SOME_RESOURCE } from './service-actions.ts';
import { textOf } from './template.ts';
import type { World } from './world.ts';

const FORMS: Readonly<Record<TableKind, readonly [string, string]>> = {
  kms: ['kms', 'key/*'],
  s3: ['s3', '*'],
  sqs: ['sqs', '*'],
  sns: ['sns', '*'],
  secretsmanager: ['secretsmanager', 'secret:*'],
};

const TYPES: Readonly<Record<Exclude<TableKind, 's3'>, string>> = {
  kms: 'key',
  sqs: 'queue',
  sns: 'topic',
  secretsmanager: 'secret',
};

/** How the ARNs of a kind go on after the account; those of kinds without a table are under the prefix of its actions. */
const formOf = (kind: PolicyKind): readonly [string, string] => (isTableKind(kind) ? FORMS[kind] : [kind, '*']);

const nameOf = (kind: Exclude<PolicyKind, 's3'>): string => (isTableKind(kind) ? TYPES[kind] : SOME_RESOURCE);

/** What type of resource an ARN names; undefined where it is none of the kind. */
function typeOf(kind: PolicyKind, arn: string): string | undefined {
  const [head, partition, service, , account, ...rest] = arn.split(':');
  const name = rest.join(':');
  const [prefix, form] = formOf(kind);
  if (head !== 'arn' || !partition || service !== prefix || name === '') return undefined;
  if (kind === 's3') return s3Type(account ?? '', name);
  return form === '*' || name.startsWith(form.slice(0, -1)) ? nameOf(kind) : undefined;
}

function s3Type(account: string, name: string): string | undefined {
  const slash = name.indexOf('/');
  const bucket = slash < 0 ? name : name.slice(0, slash);
  if (account !== '' || bucket === '' || bucket.includes(':')) return undefined;
  if (slash < 0) return 'bucket';
  return slash + 1 < name.length ? 'object' : undefined;
}

/** The resources that may be asked for: the one that is given, or what the statements name. */
export function resourceFacet(world: World): Facet {
  const { kind, resource } = world.context;
  const arns = resource === undefined ? namedArns(world) : arnsOf(world, resource);
  const entries = arns.flatMap((arn): Entry[] => {
    const on = typeOf(kind, arn);
    return on === undefined ? [] : [entryOf({}, { arn, on })];
  });
  if (resource !== undefined && entries.length === 0 && kind !== 's3')
    return facetOf([], [entryOf({}, { arn: resource, on: nameOf(kind) })]);
  return facetOf([], entries);
}

const groupsOf = (world: World): Group[] =>
  world.statements.flatMap(({ resources, index, effect }) =>
    resources ? [{ patterns: resources.patterns, statement: index, denies: effect === 'Deny' }] : [],
  );

function namedArns(world: World): string[] {
  const { kind, account } = world.context;
  if (kind === 's3')
    return world.partitions.flatMap((partition) => samplesIn(world, globTokens(`arn:${partition}:s3:::*`)));
  const [service] = formOf(kind);
  const patterns = groupsOf(world).flatMap((group) => group.patterns);
  const literal = patterns.flatMap((tokens) => accountIn(tokens) ?? []);
  const accounts = [...new Set([account, ...literal])].slice(0, 6);
  const templates = world.partitions.flatMap((partition) =>
    accounts.flatMap((owner) => arnTemplates(patterns, partition, owner, service)),
  );
  return [...new Set(templates.flatMap((template) => samplesIn(world, template)))];
}

/** The account that a pattern for an ARN names. */
function accountIn(tokens: Tokens): string | undefined {
  const part = arnParts(tokens)?.[4];
  return part === undefined || part.length === 0 || isWild(part) ? undefined : textOf(part);
}

const samplesIn = (world: World, template: Tokens): string[] =>
  samples(groupsOf(world), {
    meter: world.meter,
    template,
    fills: ['zq', 'x7', '', 'zq/zq', '/zq', 'key/zq', 'secret:zq'],
  });

/** A bucket stands for its objects as well. */
function arnsOf(world: World, resource: string): string[] {
  if (world.context.kind !== 's3') return [resource];
  const arn = resource.startsWith('arn:') ? resource : `arn:${world.partitions[0] ?? 'aws'}:s3:::${resource}`;
  if (arn.includes('*')) return samplesIn(world, globTokens(arn));
  const objects = (): string[] => samplesIn(world, globTokens(`${arn}/*`));
  return arn.includes('/') ? [arn] : [arn, `${arn}/zq`, ...objects()];
}
