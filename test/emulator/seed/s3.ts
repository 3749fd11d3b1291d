import * as S3 from '@aws-sdk/client-s3';
import { DR, EU, each, keyOf, type Seeding, US } from './context.ts';
import { bucketPolicies, role } from './policies.ts';

interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly age: number;
  /** Absent: what S3 gives every bucket. An alias stands for that key of the Region. */
  readonly encryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  readonly key?: string;
  readonly bucketKey?: boolean;
  readonly noSseC?: boolean;
  readonly policy?: keyof typeof bucketPolicies;
  /** A policy of the bucket's own, in full. */
  readonly document?: string;
  readonly versioned?: boolean;
  /** Public access block removed. */
  readonly open?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

const BUCKETS: readonly Bucket[] = [
  {
    name: 'acme-cloudtrail-logs',
    region: EU,
    age: 900,
    encryption: 'aws:kms',
    key: 'cloudtrail',
    bucketKey: true,
    policy: 'trail',
    versioned: true,
  },
  {
    name: 'acme-payments-ledger',
    region: EU,
    tags: { data: 'pci', team: 'payments' },
    age: 790,
    encryption: 'aws:kms',
    key: 'payments-ledger',
    bucketKey: true,
    noSseC: true,
    policy: 'encryptedPuts',
    versioned: true,
  },
  {
    name: 'acme-payments-statements',
    region: EU,
    tags: { data: 'pci', team: 'payments' },
    age: 500,
    encryption: 'aws:kms:dsse',
    key: 'payments-ledger',
    policy: 'tls',
    versioned: true,
  },
  {
    name: 'acme-orders-invoices',
    region: EU,
    tags: { team: 'orders' },
    age: 630,
    encryption: 'aws:kms',
    key: 'orders-prod',
    bucketKey: false,
    policy: 'tls',
    versioned: true,
  },
  { name: 'acme-orders-exports', region: EU, age: 600, encryption: 'aws:kms', policy: 'tls' },
  {
    name: 'acme-customer-exports',
    region: EU,
    age: 690,
    encryption: 'aws:kms',
    key: 'customer-exports',
    bucketKey: true,
    policy: 'tls',
  },
  {
    name: 'acme-analytics-lake',
    region: EU,
    age: 490,
    encryption: 'aws:kms',
    key: 'analytics-lake',
    bucketKey: true,
    policy: 'tlsWithReaders',
    versioned: true,
  },
  {
    name: 'acme-partner-clearing',
    region: EU,
    age: 410,
    encryption: 'aws:kms',
    key: 'partner-clearing',
    bucketKey: true,
    policy: 'partner',
  },
  {
    name: 'acme-media',
    region: EU,
    age: 310,
    encryption: 'aws:kms',
    key: 'media-store',
    bucketKey: true,
    policy: 'tlsObjectsOnly',
  },
  { name: 'acme-uploads', region: EU, age: 300, encryption: 'aws:kms', key: 'public-uploads', policy: 'tlsVersion' },
  { name: 'acme-static-site', region: EU, age: 800, policy: 'publicRead', open: true },
  { name: 'acme-build-artifacts', region: EU, age: 400, encryption: 'AES256', noSseC: true },
  {
    name: 'acme-terraform-state',
    region: EU,
    age: 950,
    encryption: 'aws:kms',
    key: 'staging',
    bucketKey: true,
    policy: 'tls',
    versioned: true,
  },
  {
    name: 'acme-shipping-labels',
    region: EU,
    age: 255,
    encryption: 'aws:kms',
    key: 'shipping-labels',
    bucketKey: true,
  },
  { name: 'acme-hr-archive', region: EU, age: 1000 },
  {
    name: 'acme-records-vault',
    region: EU,
    age: 380,
    encryption: 'aws:kms',
    key: 'vault-hsm',
    bucketKey: true,
    policy: 'tls',
    versioned: true,
  },
  { name: 'acme-legacy-web-assets', region: US, age: 1490, open: true },
  {
    name: 'acme-marketing-campaigns',
    region: US,
    age: 520,
    encryption: 'aws:kms',
    key: 'marketing-us',
    bucketKey: true,
    policy: 'tls',
  },
  {
    name: 'acme-billing-reports',
    region: US,
    age: 600,
    encryption: 'aws:kms',
    key: 'billing-reports',
    policy: 'tls',
    versioned: true,
  },
  { name: 'acme-crm-dump', region: US, age: 1280, encryption: 'aws:kms', key: 'retired-crm' },
  { name: 'acme-access-logs-us', region: US, age: 1400 },
  {
    name: 'acme-dr-orders',
    region: DR,
    age: 375,
    encryption: 'aws:kms',
    key: 'dr-orders',
    bucketKey: true,
    policy: 'tls',
    versioned: true,
  },
  { name: 'acme-dr-ledger', region: DR, age: 375, encryption: 'aws:kms', policy: 'tls', versioned: true },
  { name: 'acme-dr-scratch', region: DR, age: 100 },
];

const TEAMS = ['payments', 'orders', 'catalog', 'identity', 'shipping', 'analytics'] as const;
const BULK: readonly Bucket[] = TEAMS.map((team, index) => ({
  name: `acme-${team}-dev`,
  region: EU,
  age: 200 + index * 30,
  ...(index % 2 === 0 && { encryption: 'aws:kms' as const, key: 'dev', bucketKey: true }),
  ...(index % 3 === 0 && { policy: 'tls' as const }),
}));

/** Buckets under each kind of encryption and with each kind of policy. */
export async function seedBuckets(seeding: Seeding): Promise<void> {
  await each([...BUCKETS, ...BULK], (bucket) => makeBucket(seeding, bucket));
  await replicate(seeding, 'acme-orders-invoices', 'acme-dr-orders', 'dr-orders');
  await replicate(seeding, 'acme-payments-ledger', 'acme-dr-ledger', undefined);
}

export async function makeBucket(seeding: Seeding, bucket: Bucket): Promise<void> {
  const { name: Bucket, region, age, policy, versioned, open, tags } = bucket;
  const Policy = bucket.document ?? (policy && bucketPolicies[policy](Bucket));
  const s3 = seeding.s3(region);
  await seeding.daysAgo(age);
  const place =
    region === US ? {} : { CreateBucketConfiguration: { LocationConstraint: region } as S3.CreateBucketConfiguration };
  await s3.send(new S3.CreateBucketCommand({ Bucket, ...place }));
  if (bucket.encryption)
    await s3.send(
      new S3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: encryption(seeding, bucket) }),
    );
  if (open) await s3.send(new S3.DeletePublicAccessBlockCommand({ Bucket }));
  if (versioned)
    await s3.send(new S3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  if (Policy) await s3.send(new S3.PutBucketPolicyCommand({ Bucket, Policy }));
  const TagSet = Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  if (tags) await s3.send(new S3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
}

function encryption(
  seeding: Seeding,
  { region, encryption: SSEAlgorithm, key, bucketKey, noSseC }: Bucket,
): S3.ServerSideEncryptionConfiguration {
  const KMSMasterKeyID = key && (seeding.keys.get(`${region}/${key}`) ?? `alias/${key}`);
  const BlockedEncryptionTypes = noSseC ? { EncryptionType: ['SSE-C' as const] } : undefined;
  return {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID },
        BucketKeyEnabled: bucketKey,
        BlockedEncryptionTypes,
      },
    ],
  };
}

/** Without a key of the destination, objects under a key are not replicated at all (no SseKmsEncryptedObjects). */
async function replicate(seeding: Seeding, Bucket: string, to: string, key: string | undefined): Promise<void> {
  await seeding.daysAgo(370);
  const sealed = key && {
    SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' as const } },
    EncryptionConfiguration: { ReplicaKmsKeyID: keyOf(seeding, DR, key) },
  };
  const Rule: S3.ReplicationRule = {
    ID: `to-${to}`,
    Status: 'Enabled',
    Priority: 1,
    Filter: { Prefix: '' },
    DeleteMarkerReplication: { Status: 'Disabled' },
    ...(sealed && { SourceSelectionCriteria: sealed.SourceSelectionCriteria }),
    Destination: {
      Bucket: `arn:aws:s3:::${to}`,
      ...(sealed && { EncryptionConfiguration: sealed.EncryptionConfiguration }),
    },
  };
  const ReplicationConfiguration = { Role: role('s3-replication'), Rules: [Rule] };
  await seeding.s3(EU).send(new S3.PutBucketReplicationCommand({ Bucket, ReplicationConfiguration }));
}
