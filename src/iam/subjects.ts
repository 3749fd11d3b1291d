import type { Subject, Way } from './facet.ts';
import { isTableKind, type PolicyKind } from './policy.ts';
import { takesUnsigned } from './service-kinds.ts';
import type { World } from './world.ts';

const ROUTES = ['direct', 'endpoint', 'forwarded'] as const;
const TYPES = ['role', 'user', 'root', 'federated'] as const;

/** A signed request, in every way it can come. */
export const SIGNED: readonly Way[] = TYPES.flatMap((type) => ROUTES.map((route) => ({ route, type })));

/** A request without a signature, which S3, SQS, SNS and a few others take. */
export const unsigned = (kind: PolicyKind): readonly Way[] =>
  (isTableKind(kind) ? kind === 'kms' || kind === 'secretsmanager' : !takesUnsigned(kind))
    ? []
    : [
        { route: 'direct', type: 'unsigned' },
        { route: 'endpoint', type: 'unsigned' },
      ];

/** A service under its own name. */
export const BY_SERVICE: readonly Way[] = [{ route: 'direct', type: 'service' }];

export const CANONICAL: readonly Way[] = ROUTES.map((route) => ({ route, type: 'canonical' }));

/** Keys that say what type of principal asks, so that one type cannot stand for the others. */
const OF_TYPES = [
  'aws:principalarn',
  'aws:principaltype',
  'aws:userid',
  'aws:username',
  'aws:federatedprovider',
] as const;

/** Roles stand for all principals where nothing tells them apart. */
export function waysFor(world: World, ways: readonly Way[]): readonly Way[] {
  const apart =
    OF_TYPES.some((key) => world.mentioned.has(key)) ||
    [...world.mentioned].some((key) => key.startsWith('aws:principaltag/')) ||
    world.statements.some(({ principals }) => principals?.aws.some((arn) => arn.startsWith('arn:')));
  return apart ? ways : ways.filter(({ type }) => !['user', 'root', 'federated'].includes(type));
}

/** Somebody of an account that the policy does not name, in no organization or in one that it does not name either. */
export const stranger = (world: World): Subject => ({
  accounts: world.strangers,
  organizations: [undefined, ...world.strangeOrganizations],
  stranger: true,
  delegated: true,
  named: false,
});

/** The same, who may stand wherever the policy's networks and ids are. */
export const strangerAnywhere = (world: World): Subject => ({ ...stranger(world), stranger: false });

/** Somebody of a named account, in any organization; in ours only where that counts. */
export const member = (world: World, account: string, ours: boolean): Subject => ({
  accounts: [account],
  organizations: [
    undefined,
    ...world.strangeOrganizations,
    ...(ours ? allOrganizations(world) : foreignOrganizations(world)),
  ],
  stranger: false,
  delegated: true,
  named: true,
});

/** Somebody of an unnamed account of a named organization. */
export const memberOf = (world: World, organization: string): Subject => ({
  ...strangerAnywhere(world),
  accounts: world.strangers.slice(0, 1),
  organizations: [organization],
});

export const canonicalUser = (world: World, canonical: string): Subject => ({
  ...strangerAnywhere(world),
  accounts: world.strangers.slice(0, 1),
  organizations: [undefined, ...world.strangeOrganizations, ...foreignOrganizations(world)],
  canonical,
});

/** Any service, for whomever it acts. */
export const anyService = (world: World): Subject => ({
  ...member(world, '', true),
  accounts: [
    ...new Set([world.context.account, ...world.strangers, ...world.accounts, ...world.context.trustedAccounts]),
  ],
});

/** Principals of our account that the policy does not name, and to whom IAM gives nothing. */
export const unnamedOwn = (world: World): Subject => ({ ...own(world), delegated: false, named: false });

/** All principals of our account, with every permission that IAM can give. */
export const own = (world: World): Subject => ({
  accounts: [world.context.account],
  organizations: ownOrganizations(world),
  stranger: false,
  delegated: true,
  named: true,
});

/** Ours if it is known; else it may be any, or none. */
const ownOrganizations = (world: World): (string | undefined)[] =>
  world.context.organizationId
    ? [world.context.organizationId]
    : [undefined, ...world.strangeOrganizations, ...world.organizations];

const foreignOrganizations = ({ organizations, context }: World): string[] =>
  organizations.filter((id) => id !== context.organizationId);

const allOrganizations = ({ organizations, context }: World): string[] => [
  ...new Set([...organizations, ...(context.organizationId ? [context.organizationId] : [])]),
];
