import { ACCESS_POINT_KEYS, ACTION_TABLE, ALWAYS } from './action-table.ts';
import { covers, glob } from './glob.ts';
import type { Patterns, TableKind } from './policy.ts';

/** An action on the resource of a policy. `name` is lower-case with its prefix, `written` as AWS writes it. */
export interface Action {
  readonly name: string;
  readonly written: string;
  /** key, bucket, object, queue, topic or secret; `resource` for kinds without a table. */
  readonly on: string;
  /** Condition keys of the service that a request may carry, beside those of all its actions. */
  readonly keys: readonly string[];
  /** KMS: it takes effect for other accounts. Always so for other services. */
  readonly abroad: boolean;
  /** It administers the resource: who may do it can take the resource over, or destroy it. */
  readonly administers: boolean;
}

/**
 * What other accounts may be given; KMS ignores a key policy that gives them anything else.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
const KMS_ABROAD = new Set([
  ...['CreateGrant', 'Decapsulate', 'Decrypt', 'DeriveSharedSecret', 'DescribeKey', 'Encapsulate', 'Encrypt'],
  ...['GenerateDataKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'],
  ...['GenerateDataKeyWithoutPlaintext', 'GenerateMac', 'GetKeyRotationStatus', 'GetPublicKey', 'ListGrants'],
  ...['ReEncryptFrom', 'ReEncryptTo', 'RetireGrant', 'RevokeGrant', 'Sign', 'Verify', 'VerifyMac'],
]);

const ADMINISTRATION: Readonly<Record<TableKind, readonly string[]>> = {
  kms: ['PutKeyPolicy', 'ScheduleKeyDeletion', 'DisableKey', 'DisableKeyRotation', 'DeleteImportedKeyMaterial'],
  s3: [
    ...['PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPublicAccessBlock'],
    ...['PutEncryptionConfiguration', 'DeleteBucket'],
  ],
  sqs: ['AddPermission', 'RemovePermission', 'SetQueueAttributes', 'DeleteQueue'],
  sns: ['AddPermission', 'RemovePermission', 'SetTopicAttributes', 'DeleteTopic'],
  secretsmanager: ['PutResourcePolicy', 'DeleteResourcePolicy', 'DeleteSecret'],
};

/** What witnesses show, where the policy does not tell actions apart. */
const USUAL: ReadonlySet<string> = new Set([
  ...['kms:Decrypt', 'kms:PutKeyPolicy', 's3:GetObject', 's3:ListBucket', 's3:PutBucketPolicy', 'sqs:SendMessage'],
  ...['sqs:SetQueueAttributes', 'sns:Publish', 'sns:SetTopicAttributes', 'secretsmanager:GetSecretValue'],
  'secretsmanager:PutResourcePolicy',
]);

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
const known = new Map<TableKind, readonly Action[]>();

/** All actions on the resource of a kind. */
export function actionsOf(kind: TableKind): readonly Action[] {
  const found = known.get(kind);
  if (found) return found;
  const withPrefix = (key: string): string => (key.startsWith('aws:') ? key : `${kind}:${key}`);
  const actions = ACTION_TABLE[kind].flatMap(([on, names, keys]) => {
    const carried = words(`${keys.replace('@ap', ACCESS_POINT_KEYS)} ${ALWAYS[kind]}`).map(withPrefix);
    return words(names).flatMap((name) =>
      on.split('+').map((type) => ({
        name: `${kind}:${name.toLowerCase()}`,
        written: `${kind}:${name}`,
        on: type,
        keys: carried,
        abroad: kind !== 'kms' || KMS_ABROAD.has(name),
        administers: ADMINISTRATION[kind].includes(name),
      })),
    );
  });
  const isUsual = ({ written }: Action): number => (USUAL.has(written) ? 0 : 1);
  const sorted = actions.sort((a, b) => isUsual(a) - isUsual(b));
  known.set(kind, sorted);
  return sorted;
}

/** Whether requests for an action may carry a condition key; a table entry that ends in / or : begins a key's name. */
export const carries = ({ keys }: Action, key: string): boolean =>
  keys.some((entry) => (/[/:]$/.test(entry) ? key.startsWith(entry) && key.length > entry.length : key === entry));

/** Whether an element names one action or resource. */
export const includes = ({ patterns, negated }: Patterns, one: string): boolean =>
  patterns.some((pattern) => glob(pattern, one)) !== negated;

/** Whether an element names all that a pattern stands for. For a negated element only where that is plain. */
export function includesAll({ patterns, negated }: Patterns, wanted: string): boolean {
  if (!negated) return patterns.some((pattern) => covers(pattern, wanted));
  return !/[*?]/.test(wanted) && !patterns.some((pattern) => glob(pattern, wanted));
}
