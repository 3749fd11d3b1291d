import type { Parse } from './policies.ts';
import type { Missing, ReachInput } from './types.ts';

/** What was not read, and what that does to the answer. */
export function missingOf({ policy, grants, iam, limits, key }: ReachInput, parse: Parse): Missing[] {
  const missing: Missing[] = [];
  if ('unknown' in policy)
    missing.push({
      what: 'key-policy',
      effect: 'may-lack',
      sentence:
        key.manager === 'aws'
          ? 'AWS manages the key and its policy, which no scan reads: principals of this account may use it through its service'
          : 'the key policy was not read, so nobody knows whom it lets in',
      reason: policy.unknown,
    });
  else if (parse(policy.ok).broken)
    missing.push({
      what: 'key-policy',
      effect: 'may-lack',
      sentence: 'statements of the key policy cannot be read',
      reason: { class: 'failed', operation: 'kms:GetKeyPolicy', code: 'MalformedPolicy' },
    });
  if ('unknown' in grants)
    missing.push({ what: 'grants', effect: 'may-lack', sentence: 'the grants were not read', reason: grants.unknown });
  if (iam.unknown)
    missing.push({
      what: 'iam',
      effect: 'may-exceed',
      sentence:
        'IAM not collected: principals of this account with kms:Decrypt cannot be told apart, and what their policies deny is out of sight',
      reason: iam.unknown,
    });
  if ('unknown' in limits)
    missing.push({
      what: 'organizations',
      effect: 'may-exceed',
      sentence: 'what Organizations denies by SCPs and RCPs was not read',
      reason: limits.unknown,
    });
  return missing;
}
