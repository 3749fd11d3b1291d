import { apart, apartFor, once } from './apart.ts';
import type { Value } from './condition.ts';
import { type Entry, entryOf, type Facet, facetOf, idOf, type Subject, type Way, type Who } from './facet.ts';
import { globTokens } from './glob.ts';
import { ENDPOINT_KEYS, endpointsOf, type Home, homesOf, type Keys } from './homes.ts';
import { IDENTITY_KEYS } from './keys.ts';
import { groupsFor, ownArns } from './own-things.ts';
import { samples, spend } from './samples.ts';
import { accountOf, type World } from './world.ts';

/** Who may make a request of one type, with all the keys that come with the credentials. */
export function identityFacet(world: World, subject: Subject, way: Way): Facet {
  const endpoint = way.route === 'endpoint' && ENDPOINT_KEYS.some((key) => world.mentioned.has(key));
  return once(world, `identity ${idOf(subject)} ${way.type} ${endpoint}`, () => makeFacet(world, subject, way));
}

function makeFacet(world: World, subject: Subject, way: Way): Facet {
  const homes = subject.accounts.flatMap((account) => homesOf(world, subject, account));
  const entries = homes.flatMap((home) => {
    const endpoints = way.route === 'endpoint' ? endpointsOf(world, subject, home) : [{}];
    return identitiesOf(world, subject, way, home).flatMap(({ who, keys }) =>
      endpoints.map((endpoint) =>
        entryOf(needed(world, { ...endpoint, ...keys }), { who: { ...who, delegated: subject.delegated } }),
      ),
    );
  });
  spend(world.meter, entries.length * 300);
  return facetOf(IDENTITY_KEYS, distinct(entries));
}

/** Keys that a witness shows whether or not the policy mentions them. */
const SHOWN: ReadonlySet<string> = new Set([
  ...['aws:principalarn', 'aws:principalaccount', 'aws:sourceaccount', 'aws:principalservicename'],
]);

const needed = ({ mentioned }: World, keys: Keys): Keys =>
  Object.fromEntries(Object.entries(keys).filter(([key]) => SHOWN.has(key) || mentioned.has(key)));

/** Entries that differ. */
function distinct(entries: readonly Entry[]): Entry[] {
  const signatureOf = ({ values, who }: Entry): string => JSON.stringify([[...values], who]);
  return [...new Map(entries.map((entry) => [signatureOf(entry), entry])).values()];
}

interface Identity {
  readonly who: Omit<Who, 'delegated'>;
  readonly keys: Readonly<Record<string, Value | undefined>>;
}

function identitiesOf(world: World, subject: Subject, { type }: Way, home: Home): Identity[] {
  if (type === 'unsigned') return [{ who: {}, keys: UNSIGNED }];
  if (type === 'service') return servicesOf(world, subject, home);
  const signed = signedKeys(home, world.context.kind === 'kms');
  if (type === 'canonical')
    return [
      {
        who: { account: home.account, canonical: subject.canonical ?? '' },
        keys: { ...signed, 'aws:principaltype': 'Account' },
      },
    ];
  const principals = world.partitions.flatMap((partition) =>
    principalsOf(world, subject, type, partition, home.account),
  );
  const ids = userIdsOf(world, subject, type, home.account);
  return principals.flatMap(({ who, keys }) =>
    ids.map((id) => ({
      who: { ...who, account: home.account },
      keys: { ...signed, ...keys, 'aws:principaltype': TYPE_NAMES[type], 'aws:userid': id },
    })),
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
const UNSIGNED = {
  'aws:principalaccount': 'anonymous',
  'aws:userid': 'anonymous',
  'aws:principaltype': 'Anonymous',
} as const;

const TYPE_NAMES = { role: 'AssumedRole', user: 'User', root: 'Account', federated: 'FederatedUser' } as const;

const signedKeys = ({ account, organization, path, master }: Home, isKey: boolean): Keys => ({
  'aws:principalaccount': account,
  'kms:calleraccount': isKey ? account : undefined,
  'aws:principalisawsservice': 'false',
  'aws:principalorgid': organization,
  'aws:principalorgpaths': path === undefined ? undefined : [path],
  'aws:principalorgmasteraccountid': master,
});

type Signed = keyof typeof TYPE_NAMES;

function principalsOf(world: World, subject: Subject, type: Signed, partition: string, account: string): Identity[] {
  const root = `arn:${partition}:iam::${account}:root`;
  if (type === 'root') return [{ who: { arn: root }, keys: { 'aws:principalarn': root } }];
  const arns = arnsOf(world, subject, type, partition, account).map((arn) => identityFor(arn, type));
  const named = subject.named ? namedFor(world, type, partition, account) : [];
  return [...arns, ...named].flatMap((identity) => federatedOf(world, type, account, identity));
}

const PREFIXES = { role: ['iam', 'role/'], user: ['iam', 'user/'], federated: ['sts', 'federated-user/'] } as const;

/** Names and paths are the caller's choice, within an ARN whose account is not. */
function arnsOf(
  world: World,
  subject: Subject,
  type: Exclude<Signed, 'root'>,
  partition: string,
  account: string,
): string[] {
  const [service, start] = PREFIXES[type];
  const prefix = `arn:${partition}:${service}::${account}:${start}`;
  const { meter } = world;
  const unnamed = !subject.delegated;
  const groups = groupsFor(world, 'aws:principalarn');
  const arns = samples(groups, { meter, template: globTokens(`${prefix}*`), givenByAws: unnamed });
  const names = type === 'user' ? samples(groupsFor(world, 'aws:username'), { meter, givenByAws: unnamed }) : [];
  const found = [`${prefix}zq-stranger`, ...arns, ...names.flatMap((name) => arnsWith(world, prefix, name))];
  const real = [...new Set(found)].filter((arn) => NAME.test(arn.slice(prefix.length)));
  const userConditions = type === 'user' ? (world.byKey.get('aws:username') ?? []) : [];
  const listed = new Set(world.statements.flatMap(({ principals }) => principals?.aws ?? []));
  const isVariable = world.variables.has('aws:username') || world.variables.has('aws:principalarn');
  return apartFor(
    world,
    world.byKey.get('aws:principalarn') ?? [],
    real,
    (arn) => [listed.has(arn), ...userConditions.map(({ accepts }) => accepts(arn.slice(arn.lastIndexOf('/') + 1)))],
    isVariable,
  );
}

/** ARNs of a user of some name, with paths that conditions ask for. */
function arnsWith(world: World, prefix: string, name: string): string[] {
  const { meter } = world;
  const groups = groupsFor(world, 'aws:principalarn');
  return [
    `${prefix}${name}`,
    ...samples(groups, { meter, template: globTokens(`${prefix}*/${name.replace(/[*?]/g, '')}`) }),
  ];
}

/** A path, and a name without wildcards. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const NAME = /^([!-~]*\/)?[\w+=,.@-]+$/;

function identityFor(arn: string, type: Signed): Identity {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return { who: { arn }, keys: { 'aws:principalarn': arn, 'aws:username': type === 'user' ? name : undefined } };
}

/** The principals of an account that Principal elements name. Those that IAM cannot have (groups, deleted ids) are nobody. */
function namedFor(world: World, type: Signed, partition: string, account: string): Identity[] {
  const named = new Set(world.statements.flatMap(({ principals }) => principals?.aws ?? []));
  return [...named]
    .filter((arn) => accountOf(arn) === account && arn.startsWith(`arn:${partition}:`))
    .flatMap((arn) => {
      const [, , service, , , ...rest] = arn.split(':');
      const resource = rest.join(':');
      if (type === 'role' && service === 'sts' && resource.startsWith('assumed-role/')) {
        const role = `arn:${partition}:iam::${account}:role/${resource.split('/')[1] ?? ''}`;
        return [{ who: { arn: role, session: arn }, keys: { 'aws:principalarn': role } }];
      }
      const [wanted, start] = type === 'root' ? ['', ' '] : PREFIXES[type];
      return service === wanted && resource.startsWith(start) ? [identityFor(arn, type)] : [];
    });
}

/** A role may have been assumed through an identity provider: a public one, or one of its own account. */
function federatedOf(world: World, type: Signed, account: string, identity: Identity): Identity[] {
  if (type !== 'role') return [identity];
  const inPrincipals = world.statements.flatMap(({ principals }) => principals?.federated ?? []);
  const providers = providersOf(world);
  const possible = [...new Set([...inPrincipals, ...providers])].filter(
    (provider) => provider !== '*' && (!provider.startsWith('arn:') || accountOf(provider) === account),
  );
  return [
    identity,
    ...possible.map((provider) => ({
      who: { ...identity.who, federated: provider },
      keys: { ...identity.keys, 'aws:federatedprovider': provider },
    })),
  ];
}

const providersOf = (world: World): string[] =>
  world.mentioned.has('aws:federatedprovider')
    ? samples(groupsFor(world, 'aws:federatedprovider'), { meter: world.meter }).filter((text) => text !== '')
    : [];

const ID_STARTS = { role: 'AROA', user: 'AIDA' } as const;

/** aws:userid: what comes before the colon is AWS's, the session's name after it the caller's. */
function userIdsOf(world: World, subject: Subject, type: Signed, account: string): string[] {
  if (type === 'root') return [account];
  const start = type === 'federated' ? account : `${ID_STARTS[type]}ZQSTRANGERZQSTRAN`;
  const usual = type === 'user' ? start : `${start}:zq-session`;
  if (!world.mentioned.has('aws:userid')) return [usual];
  const { meter } = world;
  const groups = groupsFor(world, 'aws:userid');
  const prefix = type === 'federated' ? `${account}:` : `${ID_STARTS[type]}`;
  const colon = type === 'user' ? '' : ':*';
  const template = globTokens(type === 'federated' ? `${prefix}*` : `${prefix}*${colon}`);
  const own = globTokens(type === 'user' ? start : `${start}:*`);
  const wider = samples(groups, { meter, template, givenByAws: subject.stranger || !subject.delegated });
  const ids = [usual, ...samples(groups, { meter, template: own }), ...wider];
  const free = [...new Set(ids)].filter((id) => (!subject.stranger && subject.delegated) || !isTaken(world, id));
  return apart(world, ['aws:userid'], free);
}

/** A user or role whose id is written out in the policy is somebody's already. */
const isTaken = (world: World, id: string): boolean => {
  const before = `${id.split(':', 1)[0]}`;
  return (world.byKey.get('aws:userid') ?? []).some(({ values }) =>
    values.some((value) => value.split(':', 1)[0] === before),
  );
};

/** A service that acts for an account: it has no keys of a principal, and says for whom and for what it asks. */
function servicesOf(world: World, subject: Subject, { account, organization, path }: Home): Identity[] {
  const names = serviceNames(world);
  const arns = world.mentioned.has('aws:sourcearn')
    ? ownArns(world, subject, account, world.byKey.get('aws:sourcearn') ?? [])
    : [`arn:${world.partitions[0] ?? 'aws'}:sns:us-east-1:${account}:zq-own`];
  const owners = world.mentioned.has('aws:sourceowner') ? [account, undefined] : [account];
  return names.flatMap((service) =>
    arns.flatMap((arn) =>
      owners.map((owner) => ({
        who: { service },
        keys: {
          'aws:principalisawsservice': 'true',
          'aws:principalservicename': service,
          'aws:principalservicenameslist': [service],
          'aws:sourceaccount': account,
          'aws:sourceowner': owner,
          'aws:sourcearn': arn,
          'aws:sourceorgid': organization,
          'aws:sourceorgpaths': path === undefined ? undefined : [path],
        },
      })),
    ),
  );
}

const SERVICE_KEYS = ['aws:principalservicename', 'aws:principalservicenameslist'] as const;

function serviceNames(world: World): string[] {
  const named = world.statements.flatMap(({ principals }) => principals?.services ?? []);
  const template = globTokens('*.amazonaws.com*');
  const inConditions = samples(groupsFor(world, ...SERVICE_KEYS), { meter: world.meter, template });
  return [...new Set([...named.filter((name) => !/[*?]/.test(name)), ...inConditions, 'zq.amazonaws.com'])];
}
