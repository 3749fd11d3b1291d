import type { Kinds } from '../collect/kinds.ts';
import { accessFacts, decrypters } from '../iam/facts.ts';
import { policyDigest } from '../iam/policy-digest.ts';
import { attestationFacts } from '../iam/reach/enclave.ts';
import {
  decryptingGrantees,
  foreignGrants,
  orphanedGrants,
  passableGrants,
  unboundGrants,
  unsourcedGrants,
} from '../iam/reach/grant-facts.ts';
import {
  accountsLetIn,
  adminUsers,
  deletedPrincipals,
  freeGrantStatements,
  selfServedStatements,
} from '../iam/reach/policy-facts.ts';
import type { KeyGrant } from '../iam/reach/types.ts';
import type { Field } from '../model/field.ts';
import { Unobserved } from '../model/reason.ts';

type Policy = { readonly Policy?: string | undefined };

interface Answers {
  readonly policy: Policy;
  readonly grants: readonly (KeyGrant & { readonly CreationDate?: string | undefined })[];
  readonly metadata: { readonly KeySpec?: string | undefined };
}

/**
 * Facts about the content of a key's grants and policy. Lists of grants hold grant ids, lists of statements their Sid or
 * `statement N`.
 * @param text the policy's text; throws where the answer lacks it
 */
export const accessFields = (t: Kinds<Answers>, text: (policy: Policy) => string): Readonly<Record<string, Field>> => ({
  foreignGrants: t.strings((answers, context) => foreignGrants(answers.grants, () => text(answers.policy), context)),
  decryptingGrantees: t.strings(({ grants }) => decryptingGrantees(grants)),
  unsourcedGrants: t.strings(({ grants }) => unsourcedGrants(grants)),
  passableGrants: t.strings(({ grants }) => passableGrants(grants)),
  unboundGrants: t.strings(({ grants, metadata }) => unboundGrants(grants, metadata.KeySpec ?? '')),
  orphanedGrants: t.strings(({ grants }) => orphanedGrants(grants)),
  oldestGrantAt: t.optional(t.time(({ grants }) => grants.map(({ CreationDate = '' }) => CreationDate).sort()[0])),
  policyDigest: t.string(({ policy }, { region }) => policyDigest(text(policy), 'kms', { region })),
  policyDecrypters: t.strings(({ policy }, context) => decrypters(text(policy), context).accounts),
  // An organization's members are not known here, so whether one of them is let in is not either.
  policyOpenToDecrypt: t.bool(({ policy }, context) => {
    const { others } = decrypters(text(policy), context);
    if (others !== 'organization') return others === 'anybody';
    throw new Unobserved({
      class: 'out-of-scope',
      operation: 'organizations:ListAccounts',
      code: 'OrganizationMembers',
    });
  }),
  // Accounts whose resources may be under the key.
  openTo: t.strings(({ policy, grants }, { account }) =>
    accountsLetIn(
      text(policy),
      grants.flatMap(({ GranteePrincipal }) => GranteePrincipal ?? []),
      account,
    ),
  ),
  policyOpenAdminStatements: t.strings(
    ({ policy }, context) => accessFacts('kms', text(policy), context).proof('wildcardAdmin').statements,
  ),
  policyOpenAdminWitness: t.optional(
    t.string(({ policy }, context) => accessFacts('kms', text(policy), context).proof('wildcardAdmin').witness),
  ),
  policyDeputyStatements: t.strings(
    ({ policy }, context) => accessFacts('kms', text(policy), context).proof('confusedDeputy').statements,
  ),
  policyDeputyWitness: t.optional(
    t.string(({ policy }, context) => accessFacts('kms', text(policy), context).proof('confusedDeputy').witness),
  ),
  policyDeletedPrincipals: t.strings(({ policy }) => deletedPrincipals(text(policy))),
  policyAdminUsers: t.strings(({ policy }) => adminUsers(text(policy))),
  policyFreeGrantStatements: t.strings(({ policy }, { account }) => freeGrantStatements(text(policy), account)),
  policySelfServedStatements: t.strings(({ policy }) => selfServedStatements(text(policy))),
  policyAttests: t.bool(({ policy }) => attestationFacts(text(policy)).used),
  policyUnattestedStatements: t.strings(({ policy }) => attestationFacts(text(policy)).unattested),
  policyAttestationBypasses: t.strings(({ policy }) => attestationFacts(text(policy)).bypasses),
  policyUnboundStatements: t.strings(({ policy }) => attestationFacts(text(policy)).unbound),
  policyMeasurements: t.strings(({ policy }) => attestationFacts(text(policy)).measurements),
});
