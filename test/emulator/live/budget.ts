import type { Observation } from '../../../src/model/snapshot.ts';
import { REGIONS } from '../world.ts';

const each = REGIONS.length;
const once = (...operations: string[]) => Object.fromEntries(operations.map((name) => [name, 1]));
const perRegion = (...operations: string[]) => Object.fromEntries(operations.map((name) => [name, each]));

/** The fewest calls that tell everything about these resources: one listing a Region, and per item only what no list has. */
export function budget(seen: readonly Observation[]): Record<string, number> {
  const of = (type: string, where: (item: Members, one: Observation) => boolean = () => true) =>
    seen.filter((one) => one.type === type && where(membersOf(one, 'item'), one)).length;
  const own = (where: (key: Members) => boolean = () => true) =>
    of('aws.kms.key', (_, one) => 'metadata' in one.answers && where(membersOf(one, 'metadata')));
  const manual = (item: Members) => item.SnapshotType === 'manual';
  const pages = (type: string, size: number) =>
    REGIONS.reduce((sum, region) => {
      const count = of(type, (_, one) => one.scope.region === region);
      return sum + Math.max(1, Math.ceil(count / size));
    }, 0);
  const bucket = of('aws.s3.bucket');
  const trails = of('aws.cloudtrail.trail');
  return {
    ...once('sts:GetCallerIdentity', 'account:ListRegions', 's3:ListBuckets', 'rds:DescribeGlobalClusters'),
    ...perRegion('kms:ListKeys', 'kms:ListAliases', 'kms:DescribeCustomKeyStores'),
    'kms:DescribeKey': own(),
    'kms:GetKeyPolicy': own(),
    'kms:ListGrants': own(),
    'kms:GetKeyRotationStatus': own(rotates),
    'kms:GetKeyLastUsage': own(({ KeyState }) => KeyState !== 'Enabled'),
    ...perRegion('ec2:DescribeVolumes', 'ec2:DescribeSnapshots', 'ec2:DescribeImages', 'ec2:DescribeInstances'),
    ...perRegion('ec2:DescribeVpcEndpoints', 'ec2:DescribeSecurityGroups'),
    // what trails, key stores and the rotation of secrets lead to
    ...perRegion(
      'logs:DescribeLogGroups',
      'cloudhsm:DescribeClusters',
      'lambda:ListFunctions',
      'lambda:ListCodeSigningConfigs',
    ),
    ...perRegion('ec2:DescribeLaunchTemplateVersions', 'ec2:DescribeSpotFleetRequests'),
    ...perRegion('ec2:GetEbsEncryptionByDefault', 'ec2:GetEbsDefaultKmsKeyId'),
    ...perRegion('ec2:GetSnapshotBlockPublicAccessState', 'ec2:GetImageBlockPublicAccessState'),
    'ec2:DescribeSnapshotAttribute': of('aws.ec2.snapshot'),
    'ec2:DescribeImageAttribute': of('aws.ec2.image', (_, one) => 'permissions' in one.answers),
    's3:GetBucketEncryption': bucket,
    's3:GetBucketPolicy': bucket,
    's3:GetPublicAccessBlock': bucket,
    's3:GetBucketReplication': bucket,
    's3:GetBucketVersioning': bucket,
    's3:GetBucketTagging': bucket,
    ...once('s3-control:GetPublicAccessBlock'),
    ...perRegion('rds:DescribeOptionGroups'),
    ...perRegion('rds:DescribeDBInstances', 'rds:DescribeDBClusters', 'rds:DescribeCertificates'),
    ...perRegion('rds:DescribeDBSnapshots', 'rds:DescribeDBClusterSnapshots', 'rds:DescribeDBProxies'),
    ...perRegion('rds:DescribeDBParameterGroups', 'rds:DescribeDBClusterParameterGroups'),
    'rds:DescribeDBSnapshotAttributes': of('aws.rds.snapshot', manual),
    'rds:DescribeDBClusterSnapshotAttributes': of('aws.rds.cluster-snapshot', manual),
    'rds:DescribeDBParameters': of('aws.rds.parameter-group', (_, one) => 'parameters' in one.answers),
    'rds:DescribeDBClusterParameters': of('aws.rds.cluster-parameter-group', (_, one) => 'parameters' in one.answers),
    ...perRegion('cloudtrail:ListEventDataStores', 'ssm:ListResourceDataSync', 'secretsmanager:ListSecrets'),
    'cloudtrail:DescribeTrails': 2 * each + 1, // for the trails of each Region, for what each Region hears of others, for the account
    'cloudtrail:GetEventSelectors': trails + 1,
    'cloudtrail:GetTrailStatus': trails + 1,
    'cloudtrail:GetEventDataStore': of('aws.cloudtrail.event-data-store'),
    'ssm:DescribeParameters': pages('aws.ssm.parameter', 50),
    'secretsmanager:GetResourcePolicy': of('aws.secretsmanager.secret', (item) => item.DeletedDate === undefined),
    'secretsmanager:DescribeSecret': of('aws.secretsmanager.secret', replicated),
  };
}

type Members = Readonly<Record<string, unknown>>;

function membersOf({ answers }: Observation, name: string): Members {
  const answer = answers[name];
  return answer && 'ok' in answer && typeof answer.ok === 'object' ? { ...answer.ok } : {};
}

const rotates = ({ KeySpec, Origin, KeyState, MultiRegionConfiguration }: Members) =>
  KeySpec === 'SYMMETRIC_DEFAULT' &&
  Origin === 'AWS_KMS' &&
  KeyState !== 'PendingDeletion' &&
  !JSON.stringify(MultiRegionConfiguration ?? {}).includes('"REPLICA"');

const replicated = ({ PrimaryRegion, ARN }: Members) =>
  typeof PrimaryRegion === 'string' && String(ARN).split(':')[3] === PrimaryRegion;
