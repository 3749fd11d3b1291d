import { DR, EU, PARTNER, US } from './context.ts';
import { PARTNER_KEY } from './ec2.ts';

/** A notable resource and the state it was seeded in, in AWS's own member names. */
export interface Expectation {
  /** The call that shows the state. */
  readonly call: `${string}:${string}`;
  readonly region: string;
  /** Keys: the alias without `alias/`. EC2: the tag Name, for AMIs the name. Else the resource's own name. */
  readonly name: string;
  /** Members of the answer's item. */
  readonly has?: Readonly<Record<string, unknown>> | undefined;
  /** The key that seals it: an alias of its Region without `alias/`, a foreign key's ARN, or `none`. */
  readonly key?: string;
}

const key = (name: string, has: Expectation['has'], region = EU): Expectation => ({
  call: 'kms:DescribeKey',
  region,
  name,
  has,
});
const rotation = (name: string, has: Expectation['has'], region = EU): Expectation => ({
  call: 'kms:GetKeyRotationStatus',
  region,
  name,
  has,
});
const sealed = (
  call: Expectation['call'],
  name: string,
  seal: string,
  region = EU,
  has?: Expectation['has'],
): Expectation => ({ call, region, name, key: seal, has });

const KEYS = [
  key('payments-ledger', { KeyState: 'Enabled', KeyManager: 'CUSTOMER', Origin: 'AWS_KMS', MultiRegion: false }),
  rotation('payments-ledger', { KeyRotationEnabled: true, RotationPeriodInDays: 365 }),
  rotation('orders-prod', { KeyRotationEnabled: true, RotationPeriodInDays: 180 }),
  rotation('analytics-lake', { KeyRotationEnabled: false }),
  rotation('aws/ebs', { KeyRotationEnabled: true }),
  key('aws/ebs', { KeyManager: 'AWS', KeyState: 'Enabled' }),
  key('orders-archive', { KeyState: 'Disabled', Enabled: false }),
  key('customer-exports', { KeyState: 'PendingDeletion', DeletionDate: new Date('2026-11-19T08:00:00Z') }),
  rotation('customer-exports', { KeyRotationEnabled: false }),
  key('retired-crm', { KeyState: 'PendingDeletion', DeletionDate: new Date('2026-12-12T08:00:00Z') }, US),
  key('release-signing', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }),
  key('session-tokens', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC', MacAlgorithms: ['HMAC_SHA_256'] }),
  key('card-issuer-imported', {
    Origin: 'EXTERNAL',
    ExpirationModel: 'KEY_MATERIAL_EXPIRES',
    ValidTo: new Date('2026-12-05T08:00:00Z'),
  }),
  key('tax-filing-imported', {
    Origin: 'EXTERNAL',
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    KeyState: 'Enabled',
  }),
  key('pending-onboarding', { Origin: 'EXTERNAL', KeyState: 'PendingImport', Enabled: false }),
  key('vault-hsm', { Origin: 'AWS_CLOUDHSM', CloudHsmClusterId: 'cluster-1a23b4cdefg', KeyState: 'Enabled' }),
  key('sovereign-records', {
    Origin: 'EXTERNAL_KEY_STORE',
    XksKeyConfiguration: { Id: 'bb8562717f809024' },
    KeyState: 'Unavailable',
  }),
  key('global-identity', { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' } }),
  key('global-identity', { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } }, US),
  key('global-identity', { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } }, DR),
] as const;

const EBS = [
  sealed('ec2:DescribeVolumes', 'payments-api-1-root', 'aws/ebs'),
  sealed('ec2:DescribeVolumes', 'payments-api-1-data', 'payments-ledger', EU, { State: 'in-use' }),
  sealed('ec2:DescribeVolumes', 'orders-api-1-data', 'orders-prod'),
  sealed('ec2:DescribeVolumes', 'catalog-web-1-data', 'none', EU, { State: 'in-use', Encrypted: false }),
  sealed('ec2:DescribeVolumes', 'migration-leftover', 'none', EU, { State: 'available' }),
  sealed('ec2:DescribeVolumes', 'orders-archive-2021', 'orders-archive'),
  sealed('ec2:DescribeVolumes', 'partner-clearing-import', PARTNER_KEY),
  sealed('ec2:DescribeVolumes', 'records-1-data', 'sovereign-records'),
  sealed('ec2:DescribeVolumes', 'crm-2019', 'retired-crm', US),
  sealed('ec2:DescribeVolumes', 'dr-encrypted-by-default', 'dr-backups', DR),
  sealed('ec2:DescribeSnapshots', 'payments-api-1-weekly', 'payments-ledger'),
  sealed('ec2:DescribeSnapshots', 'clearing-handover-plain', 'none', EU, {
    CreateVolumePermissions: [{ UserId: PARTNER }],
  }),
  sealed('ec2:DescribeSnapshots', 'crm-dump-for-vendor', 'none', US, { CreateVolumePermissions: [{ Group: 'all' }] }),
  {
    call: 'ec2:DescribeImages',
    region: EU,
    name: 'acme-golden-2026-06',
    has: { Public: false, BlockDeviceMappings: [{ Ebs: { Encrypted: true } }] },
  },
  {
    call: 'ec2:DescribeImages',
    region: US,
    name: 'acme-appliance-trial',
    has: { Public: true, BlockDeviceMappings: [{ Ebs: { Encrypted: false } }] },
  },
] as const;

const BUCKETS = [
  sealed('s3:GetBucketEncryption', 'acme-payments-ledger', 'payments-ledger', EU, {
    BucketKeyEnabled: true,
    BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
  }),
  sealed('s3:GetBucketEncryption', 'acme-orders-invoices', 'orders-prod', EU, { BucketKeyEnabled: false }),
  sealed('s3:GetBucketEncryption', 'acme-customer-exports', 'customer-exports'),
  sealed('s3:GetBucketEncryption', 'acme-crm-dump', 'retired-crm', US),
  {
    call: 's3:GetBucketEncryption',
    region: EU,
    name: 'acme-payments-statements',
    has: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse' } },
  },
  {
    call: 's3:GetBucketEncryption',
    region: EU,
    name: 'acme-orders-exports',
    has: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
  },
  {
    call: 's3:GetBucketEncryption',
    region: EU,
    name: 'acme-hr-archive',
    has: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
  },
] as const;

const DATABASES = [
  sealed('rds:DescribeDBInstances', 'orders-prod-db', 'orders-prod', EU, { PerformanceInsightsEnabled: true }),
  sealed('rds:DescribeDBInstances', 'orders-archive-db', 'orders-archive', EU, {
    CACertificateIdentifier: 'rds-ca-2019',
    DBInstanceStatus: 'inaccessible-encryption-credentials',
  }),
  sealed('rds:DescribeDBInstances', 'catalog-db', 'none', EU, { StorageEncrypted: false }),
  sealed('rds:DescribeDBInstances', 'shipping-db', 'aws/rds', EU, {
    DBParameterGroups: [{ DBParameterGroupName: 'acme-mysql80-tls' }],
  }),
  sealed('rds:DescribeDBInstances', 'hr-db', 'aws/rds', EU, {
    DBParameterGroups: [{ DBParameterGroupName: 'default.oracle-ee-19' }],
  }),
  sealed('rds:DescribeDBInstances', 'billing-db', 'billing-reports', US),
  sealed('rds:DescribeDBClusters', 'payments-aurora', 'payments-ledger', EU, {
    DBClusterParameterGroup: 'acme-aurora-pg15-tls',
  }),
  sealed('rds:DescribeDBClusters', 'catalog-aurora', 'none', EU, {
    DBClusterParameterGroup: 'default.aurora-mysql8.0',
  }),
  sealed('rds:DescribeDBSnapshots', 'catalog-db-copy', 'none', EU, { SnapshotType: 'manual' }),
  sealed('rds:DescribeDBSnapshots', 'orders-archive-last', 'orders-archive'),
  sealed('rds:DescribeDBClusterSnapshots', 'payments-aurora-quarter', 'payments-ledger'),
  sealed('rds:DescribeDBClusterSnapshots', 'catalog-aurora-for-partner', 'none'),
] as const;

const OTHERS = [
  sealed('cloudtrail:DescribeTrails', 'acme-org-trail', 'cloudtrail', EU, {
    IsMultiRegionTrail: true,
    LogFileValidationEnabled: true,
  }),
  sealed('cloudtrail:DescribeTrails', 'acme-quiet', 'none', EU, { HasCustomEventSelectors: true }),
  sealed('cloudtrail:DescribeTrails', 'acme-legacy', 'none', US, { LogFileValidationEnabled: false }),
  { call: 'ssm:DescribeParameters', region: EU, name: '/prod/db/password', has: { Type: 'String' } },
  { call: 'ssm:DescribeParameters', region: EU, name: '/prod/erp/credentials', has: { Type: 'StringList' } },
  sealed('ssm:DescribeParameters', '/prod/orders/db/password', 'aws/ssm', EU, { Type: 'SecureString' }),
  sealed('ssm:DescribeParameters', '/prod/payments/ledger/password', 'payments-ledger', EU, {
    Type: 'SecureString',
    Tier: 'Advanced',
  }),
  sealed('secretsmanager:DescribeSecret', 'orders/prod/db', 'orders-prod', EU, {
    RotationEnabled: true,
    LastRotatedDate: new Date('2026-11-04T08:00:00Z'),
  }),
  {
    call: 'secretsmanager:DescribeSecret',
    region: EU,
    name: 'catalog/prod/db',
    has: { RotationEnabled: true, NextRotationDate: new Date('2026-05-14T08:00:00Z') },
  },
  {
    call: 'secretsmanager:DescribeSecret',
    region: EU,
    name: 'catalog/prod/search',
    has: { LastAccessedDate: new Date('2026-06-28T00:00:00Z') },
  },
  { call: 'secretsmanager:DescribeSecret', region: EU, name: 'identity/prod/saml', has: { PrimaryRegion: EU } },
  { call: 'secretsmanager:DescribeSecret', region: US, name: 'identity/prod/saml', has: { PrimaryRegion: EU } },
  {
    call: 'secretsmanager:DescribeSecret',
    region: EU,
    name: 'old/ftp',
    has: { DeletedDate: new Date('2026-11-27T08:00:00Z') },
  },
] as const;

export const EXPECTED: readonly Expectation[] = [...KEYS, ...EBS, ...BUCKETS, ...DATABASES, ...OTHERS];
