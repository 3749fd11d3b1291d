import type * as RDS from '@aws-sdk/client-rds';
import { sdk } from '../collect/descriptor.ts';
import type { CustodySource } from '../model/custody.ts';
import type { Dependence } from '../model/dependence.ts';
import type { FieldContext } from '../model/field.ts';
import { type Owner, ownerOf } from '../model/owner.ts';

export const rds = sdk<typeof RDS>('rds', 'RDSClient');

/** Describe operations take pages of 20 to 100. */
export const PAGES = { token: ['Marker', 'Marker'], size: ['MaxRecords', 100] } as const;

/** The name in an RDS ARN: automated snapshots have a colon in theirs. */
export const nameIn = (arn: string): string => arn.split(':').slice(6).join(':');

/** What rules read of a key behind a database. */
export const KEY_FIELDS = ['state', 'manager', 'origin', 'deletionDate'] as const;

/** And where another account must be able to use the key. */
export const RECEIVED_KEY_FIELDS = [
  ...KEY_FIELDS,
  'policyDecrypters',
  'policyOpenToDecrypt',
  'decryptingGrantees',
] as const;

/** How RDS seals what it stores. */
export const KEYS_PAGE = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html';

export const TAGS = { Key: true, Value: true } as const;

interface Typed {
  readonly Engine?: string | undefined;
}

/**
 * Neptune and DocumentDB share RDS's store, and each of the three APIs answers for all: an item belongs to one of them
 * by its engine, and to RDS where no other claims it.
 */
export const isOf =
  (engine: 'docdb' | 'neptune') =>
  ({ Engine }: Typed): boolean =>
    Engine === engine;
export const isRds = ({ Engine }: Typed): boolean => Engine !== 'docdb' && Engine !== 'neptune';

interface Stored {
  readonly StorageEncrypted?: boolean | undefined;
  readonly Encrypted?: boolean | undefined;
  readonly StorageEncryptionType?: string | undefined;
  readonly KmsKeyId?: string | undefined;
}

/**
 * How data at rest is sealed. `StorageEncrypted` is false for clusters under a key that AWS owns, the default of new
 * Aurora clusters since February 2026, so the type decides wherever AWS gives it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
 */
function encryption({ StorageEncryptionType, StorageEncrypted, Encrypted }: Stored): string | undefined {
  const flag = StorageEncrypted ?? Encrypted;
  return StorageEncryptionType ?? (flag === undefined ? undefined : flag ? 'sse-kms' : 'none');
}

export function encrypted(item: Stored): boolean | undefined {
  const kind = encryption(item);
  return kind === undefined ? undefined : kind !== 'none';
}

/** "" where no key of KMS that an account can see seals the data. */
export function keyOf(item: Stored): string | undefined {
  const kind = encryption(item);
  return kind === undefined || kind === 'sse-kms' ? item.KmsKeyId : '';
}

export function keyOwner(item: Stored, context: FieldContext): Owner | undefined {
  const key = keyOf(item);
  return key === undefined ? undefined : ownerOf(key, context);
}

export function custodyOf(item: Stored): CustodySource | undefined {
  const kind = encryption(item);
  if (kind === undefined || kind === 'none') return kind;
  return kind === 'sse-rds' ? 'aws-owned' : { ofLink: 'kmsKey' };
}

/** For `t.sealed`: the key, or the custody where there is none to name. */
export function sealOf(item: Stored): string | undefined {
  const kind = encryption(item);
  if (kind === undefined || kind === 'none') return kind;
  return kind === 'sse-rds' ? 'aws-owned' : item.KmsKeyId;
}

/** What a running database does without its key. */
export const database = (what: 'cluster' | 'instance', page: string): Dependence => ({
  stops: 'soon',
  disabled: `When the service notices, the ${what} stops as inaccessible-encryption-credentials-recoverable; after seven days without the key only a backup can be restored, and that needs the key too.`,
  deleted: `The ${what} and every backup under the key are lost for ever.`,
  page,
});

/** DocumentDB and Neptune have no state from which a cluster comes back. */
export const terminal = (what: 'cluster' | 'instance', page: string): Dependence => ({
  stops: 'soon',
  disabled: `When the service notices, the ${what} ends as inaccessible-encryption-credentials: only a backup can be restored, and that needs the key too.`,
  deleted: `The ${what} and every backup under the key are lost for ever.`,
  page,
});
