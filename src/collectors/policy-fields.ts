import type { Kinds } from '../collect/kinds.ts';
import { type AccessFacts, accessFacts, tlsEnforced } from '../iam/facts.ts';
import type { PolicyKind } from '../iam/policy.ts';
import type { FieldContext } from '../model/field.ts';

/**
 * Who a resource policy lets in, as fields of the resource.
 * @param text the policy as AWS returned it; undefined where AWS says that there is none
 */
export function strangerFields<A>(t: Kinds<A>, kind: PolicyKind, text: (answers: A) => string | undefined) {
  const facts = (answers: A, context: FieldContext): AccessFacts => accessFacts(kind, text(answers), context);
  return {
    hasPolicy: t.bool((answers) => text(answers) !== undefined),
    public: t.bool((answers, context) => facts(answers, context).public),
    publicStatements: t.strings((answers, context) => facts(answers, context).publicStatements),
    publicWitness: t.optional(t.string((answers, context) => facts(answers, context).publicWitness)),
    untrustedAccounts: t.strings((answers, context) => facts(answers, context).untrustedAccounts),
    untrustedProofs: t.strings((answers, context) => facts(answers, context).untrustedProofs),
  };
}

/** The same, and whether the policy demands TLS. */
export const policyFields = <A>(t: Kinds<A>, kind: PolicyKind, text: (answers: A) => string | undefined) => ({
  ...strangerFields(t, kind, text),
  tlsEnforced: t.bool((answers, context) => tlsEnforced(kind, text(answers), context)),
});
