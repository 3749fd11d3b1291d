/** https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export const KEY_STATES = [
  'Creating',
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingImport',
  'PendingReplicaDeletion',
  'Unavailable',
  'Updating',
] as const;
export const KEY_SPECS = [
  'SYMMETRIC_DEFAULT',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_NIST_EDWARDS25519',
  'ECC_SECG_P256K1',
  'HMAC_224',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
  'SM2',
] as const;
export const ORIGINS = ['aws-kms', 'imported', 'cloudhsm', 'external-store'] as const;
export const ORIGIN_OF: Readonly<Record<string, (typeof ORIGINS)[number]>> = {
  AWS_KMS: 'aws-kms',
  EXTERNAL: 'imported',
  AWS_CLOUDHSM: 'cloudhsm',
  EXTERNAL_KEY_STORE: 'external-store',
};

const DAY = 24 * 3600 * 1000;
/** Whole days; undefined without a date. */
export const daysUntil = (date: string | undefined, takenAt: string): number | undefined =>
  date === undefined ? undefined : Math.floor((Date.parse(date) - Date.parse(takenAt)) / DAY);

/** Regions with a copy of a multi-Region key, as its primary and its replicas all know them. */
export const replicaRegions = (metadata: {
  readonly MultiRegionConfiguration?:
    | { readonly ReplicaKeys?: readonly { readonly Region?: string | undefined }[] | undefined }
    | undefined;
}): readonly string[] => (metadata.MultiRegionConfiguration?.ReplicaKeys ?? []).map(({ Region = '' }) => Region).sort();
