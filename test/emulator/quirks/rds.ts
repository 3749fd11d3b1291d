import type * as RDS from '@aws-sdk/client-rds';
import { after, before, type Context, type Form, instead, type Plain } from '../quirk.ts';
import { daysAfter, shelf } from '../world.ts';
import { identifier } from './identifier.ts';
import { canonicalKey, serviceKey } from './kms-book.ts';
import { familyOf, groupName } from './rds-families.ts';

const API = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference';
const base = { service: 'rds' } as const;

/** The key by ARN; AWS's own when none was named; none at all for what is not encrypted. */
async function key(
  encrypted: boolean | undefined,
  named: string | undefined,
  context: Context,
): Promise<string | undefined> {
  if (!encrypted) return undefined;
  return !named || named === 'default_kms_key_id' ? serviceKey('rds', context) : canonicalKey(named, context);
}

const insights = shelf('performance insights', () => new Map<string, { key?: string | undefined }>());

const created = before<Form>(
  {
    ...base,
    name: 'CreateDBInstance turns Performance Insights on',
    why: 'moto forgets it',
    docs: `${API}/API_CreateDBInstance.html`,
    operations: ['CreateDBInstance'],
  },
  ({ EnablePerformanceInsights, PerformanceInsightsKMSKeyId, DBInstanceIdentifier }, { call, world }) => {
    if (EnablePerformanceInsights === 'true') {
      insights(world).set(`${call.region}/${DBInstanceIdentifier}`, { key: PerformanceInsightsKMSKeyId });
    }
    return undefined;
  },
);

const instances = after<Form, RDS.DescribeDBInstancesCommandOutput>(
  {
    ...base,
    name: 'an instance names its key by ARN, its default group and its CA as RDS does',
    why: 'moto says default_kms_key_id, gives every instance one DbiResourceId, misspells default groups, and has no certificate dates',
    docs: `${API}/API_DBInstance.html`,
    operations: ['DescribeDBInstances'],
  },
  async (output, _input, context) => ({
    ...output,
    DBInstances: await Promise.all((output.DBInstances ?? []).map((one) => instance(one, context))),
  }),
);

async function instance(one: RDS.DBInstance, context: Context): Promise<RDS.DBInstance> {
  const CACertificateIdentifier = one.CACertificateIdentifier?.replace('rds-ca-default', 'rds-ca-rsa2048-g1');
  return {
    ...one,
    ...(await insightsOf(one, context)),
    KmsKeyId: await key(one.StorageEncrypted, one.KmsKeyId, context),
    DbiResourceId: resourceId(context.call.region, one.DBInstanceIdentifier),
    DBParameterGroups: one.DBParameterGroups?.map((group) => ({
      ...group,
      DBParameterGroupName: groupName(group.DBParameterGroupName),
    })),
    CACertificateIdentifier,
    CertificateDetails: { CAIdentifier: CACertificateIdentifier, ValidTill: validTill(one, context) },
  };
}

function resourceId(region: string, name = ''): string {
  return `db-${identifier(`${region}/${name}`, 26).toUpperCase()}`;
}

/** A server certificate is good for a year and renewed at half of it: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
function validTill({ CACertificateIdentifier, InstanceCreateTime }: RDS.DBInstance, { world }: Context): Date {
  if (CACertificateIdentifier === 'rds-ca-2019') return new Date('2024-08-22T17:08:50Z');
  const born = InstanceCreateTime ?? world.now;
  const halfYears = Math.floor((Number(world.now) - Number(born)) / (Number(daysAfter(born, 182)) - Number(born)));
  return daysAfter(born, 182 * halfYears + 365);
}

async function insightsOf(one: RDS.DBInstance, context: Context): Promise<Partial<RDS.DBInstance>> {
  const on = insights(context.world).get(`${context.call.region}/${one.DBInstanceIdentifier}`);
  if (!on) return { PerformanceInsightsEnabled: false };
  return { PerformanceInsightsEnabled: true, PerformanceInsightsKMSKeyId: await key(true, on.key, context) };
}

const clusters = after<Form, RDS.DescribeDBClustersCommandOutput>(
  {
    ...base,
    name: 'an unencrypted cluster has no key, and a default group of its engine',
    why: 'moto gives every cluster default_kms_key_id and default.aurora8.0',
    docs: `${API}/API_DBCluster.html`,
    operations: ['DescribeDBClusters'],
  },
  async (output, _input, context) => ({
    ...output,
    DBClusters: await Promise.all((output.DBClusters ?? []).map((one) => cluster(one, context))),
  }),
);

async function cluster(one: RDS.DBCluster, context: Context): Promise<RDS.DBCluster> {
  const isDefault = one.DBClusterParameterGroup?.startsWith('default.');
  return {
    ...one,
    KmsKeyId: await key(one.StorageEncrypted, one.KmsKeyId, context),
    DBClusterParameterGroup: isDefault
      ? `default.${familyOf(one.Engine, one.EngineVersion)}`
      : one.DBClusterParameterGroup,
  };
}

const snapshots = after<Form, RDS.DescribeDBSnapshotsCommandOutput>(
  {
    ...base,
    name: 'a snapshot names its key by ARN',
    why: 'moto says default_kms_key_id; it also snapshots members of clusters, which only clusters can',
    docs: `${API}/API_DBSnapshot.html`,
    operations: ['DescribeDBSnapshots'],
  },
  async (output, _input, context) => {
    const corrected = (output.DBSnapshots ?? [])
      .filter((one) => !one.Engine?.startsWith('aurora'))
      .map(async (one) => ({
        ...one,
        KmsKeyId: await key(one.Encrypted, one.KmsKeyId, context),
        DbiResourceId: resourceId(context.call.region, one.DBInstanceIdentifier),
      }));
    return { ...output, DBSnapshots: await Promise.all(corrected) };
  },
);

const clusterSnapshots = after<Form, RDS.DescribeDBClusterSnapshotsCommandOutput>(
  {
    ...base,
    name: 'a cluster snapshot names its key by ARN',
    why: 'moto says default_kms_key_id, for unencrypted ones too',
    docs: `${API}/API_DBClusterSnapshot.html`,
    operations: ['DescribeDBClusterSnapshots'],
  },
  async (output, _input, context) => {
    const corrected = (output.DBClusterSnapshots ?? []).map(async (one) => ({
      ...one,
      KmsKeyId: await key(one.StorageEncrypted, one.KmsKeyId, context),
    }));
    return { ...output, DBClusterSnapshots: await Promise.all(corrected) };
  },
);

/** The authorities of AWS's table, with the ends it gives by algorithm: 40 and 100 years. */
const AUTHORITIES = [
  { CertificateIdentifier: 'rds-ca-rsa2048-g1', ValidTill: new Date('2061-05-25T23:54:16Z') },
  { CertificateIdentifier: 'rds-ca-rsa4096-g1', ValidTill: new Date('2121-05-25T23:59:09Z') },
  { CertificateIdentifier: 'rds-ca-ecc384-g1', ValidTill: new Date('2121-05-26T00:04:19Z') },
] as const;

const certificates = instead<Form, RDS.DescribeCertificatesCommandOutput>(
  {
    ...base,
    name: 'DescribeCertificates',
    why: 'moto lacks it',
    docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
    operations: ['DescribeCertificates'],
  },
  ({ CertificateIdentifier: wanted }, { call }) => {
    const Certificates = AUTHORITIES.filter(
      ({ CertificateIdentifier }) => !wanted || wanted === CertificateIdentifier,
    ).map((one) => ({
      ...one,
      CertificateType: 'CA',
      Thumbprint: identifier(one.CertificateIdentifier, 40),
      ValidFrom: new Date('2021-05-25T22:54:16Z'),
      CertificateArn: `arn:aws:rds:${call.region}::cert:${one.CertificateIdentifier}`,
      CustomerOverride: false,
    }));
    return {
      Certificates,
      DefaultCertificateForNewLaunches: 'rds-ca-rsa2048-g1',
    } satisfies Plain<RDS.DescribeCertificatesCommandOutput>;
  },
);

const optionGroups = instead<Form, RDS.DescribeOptionGroupsCommandOutput>(
  {
    ...base,
    name: 'DescribeOptionGroups lists all when it is given no name',
    why: 'moto breaks without one; no seed makes an option group',
    docs: `${API}/API_DescribeOptionGroups.html`,
    operations: ['DescribeOptionGroups'],
  },
  () => ({ OptionGroupsList: [] }) satisfies Plain<RDS.DescribeOptionGroupsCommandOutput>,
);

export const rds = [created, instances, clusters, snapshots, clusterSnapshots, certificates, optionGroups];
