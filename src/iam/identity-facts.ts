import { Unobserved } from '../model/reason.ts';
import { covers, glob } from './glob.ts';
import { readPolicy } from './parse.ts';
import type { Patterns, Statement } from './policy.ts';

/** What an identity policy allows over the keys and secrets of its account, conditions apart. */
export interface IdentityFacts {
  /** kms:Decrypt or kms:ReEncryptFrom on every key. */
  readonly decryptsAll: boolean;
  /** kms:* on every key. */
  readonly administersAll: boolean;
  /** Decrypts, or reads secrets or parameters, whichever they are. */
  readonly readsSecrets: boolean;
}

const DECRYPTING = ['kms:decrypt', 'kms:reencryptfrom'] as const;
const READING = [
  ...DECRYPTING,
  ...['secretsmanager:getsecretvalue', 'secretsmanager:batchgetsecretvalue'],
  ...['ssm:getparameter', 'ssm:getparameters', 'ssm:getparametersbypath'],
] as const;

/**
 * Reads a policy document as IAM returns it, percent-encoded. A Deny without conditions that covers the same takes it
 * away. One that is no policy throws `Unobserved`: nobody knows what it allows.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html
 */
export function identityFacts(document: string): IdentityFacts {
  const { policy, problems } = readPolicy(decodeURIComponent(document));
  if (problems.length > 0)
    throw new Unobserved({ class: 'failed', operation: 'iam:GetAccountAuthorizationDetails', code: 'MalformedPolicy' });
  const can = (action: string, on: (resources: Patterns | undefined) => boolean): boolean =>
    policy.statements.some((one) => one.effect === 'Allow' && names(one, action) && on(one.resources)) &&
    !policy.statements.some((one) => isPlainDeny(one) && names(one, action) && isEverything(one.resources));
  return {
    decryptsAll: DECRYPTING.some((action) => can(action, isEveryKey)),
    administersAll: can('kms:*', isEveryKey),
    readsSecrets: READING.some((action) => can(action, () => true)),
  };
}

/** `kms:*` is named only by what covers it whole. */
const names = ({ actions: { patterns, negated } }: Statement, action: string): boolean =>
  negated
    ? !patterns.some((pattern) => glob(pattern, action) || (action.endsWith('*') && glob(action, pattern)))
    : patterns.some((pattern) => covers(pattern, action));

const isPlainDeny = ({ effect, conditions }: Statement): boolean => effect === 'Deny' && conditions.length === 0;

const isEverything = (resources: Patterns | undefined): boolean =>
  resources !== undefined && !resources.negated && resources.patterns.some((pattern) => /^\*+$/.test(pattern));

/** `*`, `arn:aws:kms:*:*:key/*`, `arn:aws:kms:*:*:alias/*`, or all but some: https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1 */
function isEveryKey(resources: Patterns | undefined): boolean {
  if (resources === undefined) return false;
  if (resources.negated) return !resources.patterns.some((pattern) => covers(pattern, 'arn:aws:kms:*:*:key/*'));
  return resources.patterns.some(
    (pattern) => isEverything({ patterns: [pattern], negated: false }) || EVERY_KEY.test(pattern),
  );
}

/** All keys of at least one account and region. */
const EVERY_KEY = /^arn:[^:]*:kms:[^:]*:[^:]*:(\*|key\/\*+|alias\/\*+|key\*+|alias\*+)$/i;
