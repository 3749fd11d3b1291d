import type { FieldContext } from '../../model/field.ts';
import { parsePolicy } from '../parse.ts';
import { accountOf } from '../world.ts';
import { candidatesOf, granteeId, isDeletedId, isService } from './candidates.ts';
import { waysOf } from './paths.ts';
import { parser } from './policies.ts';
import type { KeyGrant, ReachInput } from './types.ts';

const idsOf = (grants: readonly KeyGrant[]): string[] => grants.map(({ GrantId = '' }) => GrantId).sort();

/**
 * Grants that another, untrusted account can use or retire. A grant that the key policy's Deny statements leave without
 * effect does not count.
 * @param policy the key policy's text, read only where a grant is in question
 */
export function foreignGrants(grants: readonly KeyGrant[], policy: () => string, context: FieldContext): string[] {
  const { account, trustedAccounts } = context;
  const isForeign = (principal = ''): boolean => {
    const owner = accountOf(principal);
    return owner !== undefined && owner !== account && !trustedAccounts.includes(owner);
  };
  const isGranted = ({ GranteePrincipal }: KeyGrant): boolean => isForeign(GranteePrincipal);
  const text = grants.some(isGranted) ? policy() : '';
  return idsOf(
    grants.filter(
      (grant) => isForeign(grant.RetiringPrincipal) || (isGranted(grant) && hasEffect(grant, text, context)),
    ),
  );
}

/** "A key policy Deny beats a grant": https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#grant-authorization */
function hasEffect(grant: KeyGrant, text: string, context: FieldContext): boolean {
  const input: ReachInput = {
    key: { arn: context.id, account: context.account, region: context.region, partition: context.partition },
    takenAt: context.takenAt,
    policy: { ok: text },
    grants: { ok: [grant] },
    iam: { principals: [] },
    limits: { ok: { isManagement: false, serviceControl: [], resourceControl: [] } },
    organizationId: context.organizationId,
  };
  const keyPolicy = parsePolicy(text, 'kms');
  const asking = { input, keyPolicy, grants: [grant], parse: parser() };
  const candidate = candidatesOf(input, keyPolicy, [grant]).find(({ id }) => id === granteeId(grant));
  if (!candidate) return true;
  const waysTo = waysOf(candidate, asking);
  return (grant.Operations ?? []).some((operation) =>
    waysTo(`kms:${operation}`).paths.some((path) => path.grant !== undefined),
  );
}

/** Accounts whose principals may decrypt by a grant. */
export const decryptingGrantees = (grants: readonly KeyGrant[]): string[] => [
  ...new Set(
    grants.flatMap(({ GranteePrincipal = '', Operations = [] }) =>
      Operations.includes('Decrypt') ? (accountOf(GranteePrincipal) ?? []) : [],
    ),
  ),
];

/** Grants to a service that may use them for anybody's resource. https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html */
export const unsourcedGrants = (grants: readonly KeyGrant[]): string[] =>
  idsOf(grants.filter((grant) => isService(granteeId(grant)) && grant.Constraints?.SourceArn === undefined));

/** Sessions that AWS opens in the account for itself, such as EBS for an instance: `assumed-role/aws:ec2-infrastructure/i-…`. */
const isInfrastructure = (grantee: string): boolean => grantee.includes(':assumed-role/aws:');

/** Grants with which a principal of somebody's choice can make further grants. */
export const passableGrants = (grants: readonly KeyGrant[]): string[] =>
  idsOf(
    grants.filter((grant) => {
      const grantee = granteeId(grant);
      return grant.Operations?.includes('CreateGrant') && !isService(grantee) && !isInfrastructure(grantee);
    }),
  );

const DECRYPTS: ReadonlySet<string> = new Set(['Decrypt', 'ReEncryptFrom']);

/** Grants that decrypt whatever was sealed, with no word on the encryption context; only symmetric keys have one. */
export const unboundGrants = (grants: readonly KeyGrant[], spec: string): string[] =>
  spec !== 'SYMMETRIC_DEFAULT'
    ? []
    : idsOf(
        grants.filter(
          ({ Operations = [], Constraints = {} }) =>
            Operations.some((operation) => DECRYPTS.has(operation)) &&
            Constraints.EncryptionContextEquals === undefined &&
            Constraints.EncryptionContextSubset === undefined,
        ),
      );

/** Grants whose grantee was deleted: its id is all that is left. */
export const orphanedGrants = (grants: readonly KeyGrant[]): string[] =>
  idsOf(grants.filter((grant) => isDeletedId(granteeId(grant))));
