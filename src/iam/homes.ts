import { apart } from './apart.ts';
import type { Value } from './condition.ts';
import type { Subject } from './facet.ts';
import { globTokens } from './glob.ts';
import { groupsFor } from './own-things.ts';
import { samples } from './samples.ts';
import type { World } from './world.ts';

/** What AWS says about the account and the organization behind a request. */
export interface Home {
  readonly account: string;
  readonly organization: string | undefined;
  readonly path: string | undefined;
  readonly master: string | undefined;
}

export const ENDPOINT_KEYS = ['aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths'] as const;

export type Keys = Readonly<Record<string, Value | undefined>>;

/** An endpoint of the caller's own; whoever is no stranger may also come through one of ours. */
export function endpointsOf({ context, mentioned }: World, { stranger }: Subject, home: Home): Keys[] {
  if (stranger || !ENDPOINT_KEYS.some((key) => mentioned.has(key))) return [endpointOf(home)];
  const organization = context.organizationId;
  const path = organization === undefined ? undefined : `${organization}/r-zqzq/ou-zqzq-zqowner/`;
  return [endpointOf(home), endpointOf({ account: context.account, organization, path })];
}

const endpointOf = ({ account, organization, path }: Omit<Home, 'master'>): Keys => ({
  'aws:vpceaccount': account,
  'aws:vpceorgid': organization,
  'aws:vpceorgpaths': path === undefined ? undefined : [path],
});

const PATH_KEYS = ['aws:principalorgpaths', 'aws:sourceorgpaths', 'aws:vpceorgpaths'] as const;
const ORGANIZATION_KEYS = [
  ...PATH_KEYS,
  ...(['aws:principalorgid', 'aws:sourceorgid', 'aws:vpceorgid', 'aws:principalorgmasteraccountid'] as const),
];

export function homesOf(world: World, subject: Subject, account: string): Home[] {
  const asked = ORGANIZATION_KEYS.some((key) => world.mentioned.has(key));
  const organizations = asked ? subject.organizations : subject.organizations.slice(0, 1);
  return organizations.flatMap((organization): Home[] => {
    if (organization === undefined) return [{ account, organization, path: undefined, master: undefined }];
    return pathsOf(world, organization).flatMap((path) =>
      mastersOf(world, subject, account).map((master) => ({ account, organization, path, master })),
    );
  });
}

function pathsOf(world: World, organization: string): string[] {
  const usual = `${organization}/r-zqzq/ou-zqzq-zqstranger/`;
  if (!PATH_KEYS.some((key) => world.mentioned.has(key))) return [usual];
  const template = globTokens(`${organization}/*`);
  const texts = samples(groupsFor(world, ...PATH_KEYS), { meter: world.meter, template });
  return apart(world, PATH_KEYS, [usual, ...texts.filter((text) => text.startsWith(`${organization}/`))]);
}

const MASTER = 'aws:principalorgmasteraccountid';

/** The management account: a stranger's organization is not that of a named one. */
function mastersOf(world: World, subject: Subject, account: string): string[] {
  const stranger = world.strangers[0] ?? account;
  if (!world.mentioned.has(MASTER)) return [stranger];
  if (subject.stranger) return [stranger, ...world.strangers];
  return [stranger, account, ...(world.byKey.get(MASTER) ?? []).flatMap(({ values }) => values)];
}
