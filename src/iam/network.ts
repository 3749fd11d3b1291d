import type { Value } from './condition.ts';
import { entryOf, type Facet, facetOf, type Subject, type Way } from './facet.ts';
import { globTokens } from './glob.ts';
import { addressOf, cellsOf, rangeOf } from './ip.ts';
import { groupsFor, idsLike, ownArns } from './own-things.ts';
import { samples } from './samples.ts';
import { classesOf, listsOf } from './values.ts';
import type { World } from './world.ts';

const VIA_KEYS = ['aws:calledvia', 'aws:calledviafirst', 'aws:calledvialast'] as const;

/** Keys that say which way a request came. */
export const NETWORK_KEYS: ReadonlySet<string> = new Set([
  ...['aws:sourceip', 'aws:sourcevpce', 'aws:sourcevpc', 'aws:sourcevpcarn', 'aws:vpcsourceip'],
  ...['aws:viaawsservice', 'kms:viaservice', 'kms:grantisforawsresource', ...VIA_KEYS],
]);

/**
 * Facets of the way: straight from an address, through an endpoint in a VPC of the caller's own, or forwarded by a service
 * that acts with the caller's identity.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
export function networkFacets(world: World, subject: Subject, { route, type }: Way): Facet[] {
  const via = facetOf(['aws:viaawsservice'], [entryOf({ 'aws:viaawsservice': String(route === 'forwarded') })]);
  if (type === 'service') return [via, noneOf(NETWORK_KEYS)];
  if (route === 'direct') return [via, addresses(world), grantFlag(world, route)];
  return [via, ...(route === 'endpoint' ? [...endpoint(world, subject), grantFlag(world, route)] : forwarded(world))];
}

const noneOf = (keys: Iterable<string>): Facet =>
  facetOf(
    [...keys].filter((key) => key !== 'aws:viaawsservice'),
    [entryOf({})],
  );

const single = (key: string, values: readonly (Value | undefined)[]): Facet =>
  facetOf(
    [key],
    values.map((value) => entryOf({ [key]: value })),
  );

/** True only where a service makes a grant for a resource of its own on behalf of the caller. */
function grantFlag({ context }: World, route: Way['route']): Facet {
  if (context.kind !== 'kms') return single('kms:grantisforawsresource', [undefined]);
  return single(
    'kms:grantisforawsresource',
    route === 'forwarded' ? ['true', 'false', undefined] : ['false', undefined],
  );
}

const SOMEWHERE = '198.51.100.7';

/** One entry for each range of addresses that the policy tells apart. */
function addresses(world: World): Facet {
  const values = (world.byKey.get('aws:sourceip') ?? []).flatMap((condition) => condition.values);
  const ranges = values.map(rangeOf).filter((range) => range !== undefined);
  if (ranges.length === 0) return single('aws:sourceip', [SOMEWHERE]);
  const cells = cellsOf(ranges);
  return facetOf(
    ['aws:sourceip'],
    cells.map((range) => entryOf({ 'aws:sourceip': addressOf(range) }, { range })),
  );
}

function endpoint(world: World, subject: Subject): Facet[] {
  const arns = subject.accounts.flatMap((account) =>
    ownArns(world, subject, account, world.byKey.get('aws:sourcevpcarn') ?? []),
  );
  return [
    single('aws:sourcevpce', idsLike(world, subject, 'vpce-', 'aws:sourcevpce')),
    single('aws:sourcevpc', idsLike(world, subject, 'vpc-', 'aws:sourcevpc', 'aws:ec2instancesourcevpc')),
    single('aws:sourcevpcarn', arns),
    single('aws:vpcsourceip', ['10.0.0.1', ...classesOf(world, world.byKey.get('aws:vpcsourceip') ?? [])]),
  ];
}

const SERVICES = ['s3.us-east-1.amazonaws.com', 'ec2.us-east-1.amazonaws.com'] as const;

function forwarded(world: World): Facet[] {
  const { meter } = world;
  const services = samples(groupsFor(world, 'kms:viaservice'), { meter, template: globTokens('*') });
  const called = samples(groupsFor(world, ...VIA_KEYS), { meter });
  const chain = [undefined, 'cloudformation.amazonaws.com', ...called];
  const chains = chain.map((name) =>
    entryOf({
      'aws:calledvia': name === undefined ? undefined : [name],
      'aws:calledviafirst': name,
      'aws:calledvialast': name,
    }),
  );
  const longer = listsOf(called).map((names) =>
    entryOf({ 'aws:calledvia': names, 'aws:calledviafirst': names[0], 'aws:calledvialast': names.at(-1) }),
  );
  return [
    addresses(world),
    single('kms:viaservice', world.context.kind === 'kms' ? [...SERVICES, ...services] : [undefined]),
    facetOf(VIA_KEYS, [...chains, ...longer]),
    grantFlag(world, 'forwarded'),
  ];
}
