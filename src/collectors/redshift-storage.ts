import type * as REDSHIFT from '@aws-sdk/client-redshift';
import { sdk } from '../collect/descriptor.ts';

export const redshift = sdk<typeof REDSHIFT>('redshift', 'RedshiftClient');

export const PAGES = { token: ['Marker', 'Marker'], size: ['MaxRecords', 100] } as const;
export const TAGS = { Key: true, Value: true } as const;
export const nameIn = (arn: string): string => arn.split(':').slice(6).join(':');

/** What Redshift answers for a key where data is under one that AWS owns: https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-kms.html */
export const OWNED_BY_AWS = 'AWS_OWNED_KMS_KEY';

interface Sealing {
  readonly Encrypted?: boolean | undefined;
  readonly KmsKeyId?: string | undefined;
}

/**
 * Under a hardware security module the root key is the customer's, and KMS has none.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/security-key-management.html
 */
export function seal({ Encrypted, KmsKeyId }: Sealing, byHsm: boolean): string | undefined {
  if (Encrypted === undefined || !Encrypted) return Encrypted === undefined ? undefined : 'none';
  if (KmsKeyId === OWNED_BY_AWS) return 'aws-owned';
  return KmsKeyId || (byHsm ? 'customer-managed' : undefined);
}
