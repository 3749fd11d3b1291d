import { once } from './apart.ts';
import { type Entry, entryOf, type Facet, facetOf, idOf, type Subject, type Way } from './facet.ts';
import { freeFacets } from './free-keys.ts';
import { identityFacet } from './identity.ts';
import { IDENTITY_KEYS } from './keys.ts';
import { NETWORK_KEYS, networkFacets } from './network.ts';
import { resourceFacet } from './resources.ts';
import type { World } from './world.ts';

const OWNER_KEYS = ['aws:resourceaccount', 's3:resourceaccount', 'aws:resourceorgid', 'aws:resourceorgpaths'] as const;
const TAKEN: ReadonlySet<string> = new Set([...IDENTITY_KEYS, ...NETWORK_KEYS, ...OWNER_KEYS]);

/** All requests that a subject can make in one way: one entry of each facet, whatever the others. */
export function facetsOf(world: World, subject: Subject, way: Way): Facet[] {
  const facets = [
    identityFacet(world, subject, way),
    once(world, 'resource', () => resourceFacet(world)),
    once(world, `owner ${idOf(subject)}`, () => ownerFacet(world, subject)),
    ...once(world, `network ${idOf(subject)} ${way.route} ${way.type === 'service'}`, () =>
      networkFacets(world, subject, way),
    ),
    ...freeFacets(world, subject, way, TAKEN),
  ];
  const { fixed } = world;
  return fixed ? facets.map((facet) => once(world, `fixed ${idOf(facet)}`, () => fixedIn(facet, fixed))) : facets;
}

/** Only what agrees with the values that keys have in this world. */
function fixedIn({ keys, entries }: Facet, fixed: NonNullable<World['fixed']>): Facet {
  const asked = [...fixed].filter(([key]) => keys.has(key));
  const agrees = (entry: Entry): boolean =>
    asked.every(([key, value]) => String(entry.values.get(key)) === String(value));
  return facetOf(keys, entries.filter(agrees));
}

/** Whose the resource is. An organization that was not given may be any but those of the subject. */
function ownerFacet(world: World, subject: Subject): Facet {
  const { account, organizationId, kind } = world.context;
  const mine = subject.accounts.includes(account);
  const possible = organizationId
    ? [organizationId]
    : ['o-zqowner', ...world.organizations, undefined].filter(
        (id) => mine || id === undefined || !subject.organizations.includes(id),
      );
  return facetOf(
    OWNER_KEYS,
    possible.map((id) =>
      entryOf({
        'aws:resourceaccount': account,
        's3:resourceaccount': kind === 's3' ? account : undefined,
        'aws:resourceorgid': id,
        'aws:resourceorgpaths': id === undefined ? undefined : [`${id}/r-zqzq/ou-zqzq-zqowner/`],
      }),
    ),
  );
}
