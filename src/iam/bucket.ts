import { includesAll } from './actions.ts';
import type { Condition, Policy } from './policy.ts';
import { type RequiredEncryption, requiredBy } from './required-encryption.ts';
import { isEveryone, namesAll } from './tls.ts';

/** What a bucket policy enforces for everyone and for the whole bucket. */
export interface BucketFacts {
  /** An upload that names no server-side encryption is denied. */
  readonly deniesUnencryptedPut: boolean;
  /** An upload under a key that the caller provides (SSE-C) is denied. */
  readonly deniesSseC: boolean;
  readonly required: RequiredEncryption;
}

/** A bucket without a policy enforces nothing. */
export const NOTHING_ENFORCED: BucketFacts = {
  deniesUnencryptedPut: false,
  deniesSseC: false,
  required: { level: 'none', key: '' },
};

const SSE_C = 's3:x-amz-server-side-encryption-customer-algorithm';

/**
 * Decides from one parsed bucket policy. Only a Deny for everyone counts: an Allow that asks for TLS stops nobody whom
 * another policy allows.
 */
export function bucketFactsOf(policy: Policy, bucketArn: string): BucketFacts {
  const denies = policy.statements.filter(({ effect, principals }) => effect === 'Deny' && isEveryone(principals));
  const onObjects = denies.filter((deny) => namesAll(deny, `${bucketArn}/*`));
  const puts = onObjects.filter(({ actions }) => includesAll(actions, 's3:putobject'));
  const required = requiredBy(puts.map(({ conditions }) => conditions));
  const deniesUnencryptedPut = required.level !== 'none';
  return {
    deniesUnencryptedPut,
    // an SSE-C upload carries no header of the other kinds, so whoever must send one cannot use SSE-C
    deniesSseC: deniesUnencryptedPut || puts.some(({ conditions }) => isNullOf(conditions, SSE_C, 'false')),
    required,
  };
}

function isNullOf(conditions: readonly Condition[], key: string, value: string): boolean {
  const [condition, ...others] = conditions;
  return (
    others.length === 0 &&
    condition?.operator === 'null' &&
    condition.key === key &&
    condition.values.every((found) => found.toLowerCase() === value)
  );
}
