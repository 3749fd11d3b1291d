import { checkPolicy } from './check.ts';
import { parsePolicy } from './parse.ts';
import type { PolicyContext } from './pins.ts';
import { contextOf } from './settings.ts';

const FOREIGN = '000000000000';

/**
 * Whether a VPC endpoint for KMS lets anybody use keys of any account: what AWS puts there by default. A policy that names
 * our principals, our organization, our keys or the accounts of keys is not open. Undefined where it cannot be decided.
 * https://docs.aws.amazon.com/kms/latest/developerguide/vpce-policy-condition.html
 */
export function isOpenEndpoint(
  text: string,
  context: PolicyContext & { readonly region: string },
): boolean | undefined {
  const { partition, region } = context;
  const key = `arn:${partition}:kms:${region}:${FOREIGN}:key/00000000-0000-0000-0000-000000000000`;
  const asked = contextOf('kms', { ...context, account: FOREIGN, organizationId: 'o-0foreign00', trustedAccounts: [] });
  const answer = checkPolicy({ policy: parsePolicy(text, 'kms'), problems: [] }, { ...asked, resource: key });
  return answer.public ?? undefined;
}
