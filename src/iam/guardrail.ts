import { Unobserved } from '../model/reason.ts';
import { includes, includesAll } from './actions.ts';
import { readPolicy } from './parse.ts';
import type { Condition, Statement } from './policy.ts';

const EVERY_KEY = 'arn:aws:kms:*:*:key/*';

/**
 * Whether a service or resource control policy keeps everybody from scheduling the deletion of any key, but for principals
 * that it names as exempt. Throws `Unobserved` for a text that is no policy.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html
 */
export function deniesKeyDeletion(text: string): boolean {
  const { policy, problems } = readPolicy(text);
  if (problems.length > 0)
    throw new Unobserved({ class: 'failed', operation: 'organizations:DescribePolicy', code: 'MalformedPolicy' });
  return policy.statements.some(
    (statement) =>
      statement.effect === 'Deny' &&
      includes(statement.actions, 'kms:schedulekeydeletion') &&
      isAboutEveryKey(statement) &&
      statement.conditions.every(exempts),
  );
}

const isAboutEveryKey = ({ resources }: Statement): boolean =>
  resources === undefined || includesAll(resources, EVERY_KEY);

const UNLESS = /^(arn|string)not(like|equals|equalsignorecase)$/;
const BY_NAME = /^aws:(principalarn|principaltag\/.+|userid)$/;

/** Any other condition leaves the deletion open to whoever meets it. */
const exempts = ({ operator, key, values }: Condition): boolean =>
  UNLESS.test(operator) && BY_NAME.test(key) && !values.includes('*');
