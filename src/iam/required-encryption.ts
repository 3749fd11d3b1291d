import { hasWildcard } from './glob.ts';
import type { Condition } from './policy.ts';

/**
 * What an upload must ask for: nothing, any server-side encryption, SSE-KMS under any key, or under the key `key` (the
 * first, when a policy accepts several).
 */
export interface RequiredEncryption {
  readonly level: 'none' | 'any' | 'kms' | 'key';
  readonly key: string;
}

const HEADER = 's3:x-amz-server-side-encryption';
const KEY_HEADER = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const UNLESS = new Set(['stringnotequals', 'stringnotequalsignorecase', 'stringnotlike', 'arnnotequals', 'arnnotlike']);

type Conditions = readonly Condition[];

/**
 * Reads the conditions of the statements that deny PutObject to everyone. A negated operator also denies where the header
 * is absent, unless a `Null: false` beside it limits the statement to uploads that carry the header.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
 */
export function requiredBy(denied: readonly Conditions[]): RequiredEncryption {
  const key = denied.map((conditions) => keyDemanded(conditions)).find((found) => found !== undefined);
  if (key !== undefined) return hasWildcard(key) ? { level: 'kms', key: '' } : { level: 'key', key };
  if (!denied.some(deniesAbsence)) return { level: 'none', key: '' };
  return { level: denied.some(demandsKms) ? 'kms' : 'any', key: '' };
}

const unless = ({ operator, key, quantifier }: Condition, wanted: string): boolean =>
  UNLESS.has(operator) && key === wanted && quantifier === '';

const isNull = ({ operator, key, values }: Condition, wanted: string, value: string): boolean =>
  operator === 'null' && key === wanted && values.every((found) => found.toLowerCase() === value);

function keyDemanded(conditions: Conditions): string | undefined {
  const [condition, ...others] = conditions;
  if (!condition || others.length > 0) return undefined;
  if (isNull(condition, KEY_HEADER, 'true')) return '*';
  return unless(condition, KEY_HEADER) ? condition.values[0] : undefined;
}

function deniesAbsence(conditions: Conditions): boolean {
  const [condition, ...others] = conditions;
  if (!condition) return true; // no upload at all
  return others.length === 0 && (isNull(condition, HEADER, 'true') || unless(condition, HEADER));
}

/** Every upload that carries the header must carry one of the KMS values. */
function demandsKms(conditions: Conditions): boolean {
  const rest = conditions.filter((condition) => !isNull(condition, HEADER, 'false'));
  const [condition, ...others] = rest;
  if (!condition || others.length > 0 || !unless(condition, HEADER)) return false;
  return condition.values.length > 0 && condition.values.every((value) => value.startsWith('aws:kms'));
}
