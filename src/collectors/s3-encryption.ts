import type * as S3 from '@aws-sdk/client-s3';
import type { CustodySource } from '../model/custody.ts';

/** What a bucket encrypts by where nobody says otherwise. */
interface Encryption {
  readonly Rules?:
    | readonly {
        readonly ApplyServerSideEncryptionByDefault?: DefaultEncryption | undefined;
        readonly BucketKeyEnabled?: boolean | undefined;
      }[]
    | undefined;
}
interface DefaultEncryption {
  readonly SSEAlgorithm: S3.ServerSideEncryption | undefined;
  readonly KMSMasterKeyID?: string | undefined;
}

/** A bucket has one rule. */
export const defaultOf = (encryption: Encryption | undefined): DefaultEncryption | undefined =>
  encryption?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;

const isKms = ({ SSEAlgorithm }: DefaultEncryption): boolean => SSEAlgorithm?.startsWith('aws:kms') ?? false;

/** Under SSE-KMS without a Bucket Key; dual-layer encryption knows none, so nothing could be saved there. */
export const callsEachTime = (encryption: Encryption | undefined): boolean =>
  defaultOf(encryption)?.SSEAlgorithm === 'aws:kms' && encryption?.Rules?.[0]?.BucketKeyEnabled !== true;

/** aws:kms without a key id is the AWS-managed key. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html */
export const keyOf = (encryption: DefaultEncryption | undefined): string =>
  encryption && isKms(encryption) ? encryption.KMSMasterKeyID || 'alias/aws/s3' : '';

/** SSE-S3 keys are AWS's own. What FSx or Backup hold is sealed by them, under keys that the bucket does not name: not known. */
export function custodyOf(encryption: Encryption | undefined): CustodySource | undefined {
  if (encryption === undefined) return 'none';
  const found = defaultOf(encryption);
  if (found?.SSEAlgorithm === 'AES256') return 'aws-owned';
  return found && isKms(found) ? { ofLink: 'kmsKey' } : undefined;
}
