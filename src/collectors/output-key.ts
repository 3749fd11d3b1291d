import type { Kinds } from '../collect/kinds.ts';
import type { Field } from '../model/field.ts';

/**
 * The KMS key that a job or a log names for what it writes into a bucket; "" = none, and the bucket's default decides.
 * It is the writer's choice, not the custody of a store: the bucket has its own.
 */
export const outputKey = <A>(
  t: Kinds<A>,
  from: (answers: A) => string | undefined,
): { readonly kmsKey: Field; readonly outputCustody: Field } => ({
  kmsKey: t.link('aws.kms.key', ['state', 'manager'], from),
  outputCustody: t.custody(() => ({ ofLink: 'kmsKey' })),
});
