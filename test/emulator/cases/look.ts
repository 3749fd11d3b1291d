import * as CloudTrail from '@aws-sdk/client-cloudtrail';
import * as EC2 from '@aws-sdk/client-ec2';
import * as KMS from '@aws-sdk/client-kms';
import * as RDS from '@aws-sdk/client-rds';
import * as S3 from '@aws-sdk/client-s3';
import * as Secrets from '@aws-sdk/client-secrets-manager';
import * as SSM from '@aws-sdk/client-ssm';
import type { Seeding } from '../seed/context.ts';
import type { Expectation } from '../seed/expected.ts';
import { all } from './case.ts';

type Look = (acme: Seeding, region: string, name: string) => Promise<object | undefined>;

const tagged = (name: string) => (one: { Tags?: EC2.Tag[] | undefined }) =>
  one.Tags?.some((tag) => tag.Key === 'Name' && tag.Value === name);

const LOOKS: Readonly<Record<string, Look>> = {
  'kms:DescribeKey': async (acme, region, name) =>
    (await acme.kms(region).send(new KMS.DescribeKeyCommand({ KeyId: `alias/${name}` }))).KeyMetadata,
  'kms:GetKeyRotationStatus': async (acme, region, name) => {
    const { KeyMetadata } = await acme.kms(region).send(new KMS.DescribeKeyCommand({ KeyId: `alias/${name}` }));
    return acme.kms(region).send(new KMS.GetKeyRotationStatusCommand({ KeyId: KeyMetadata?.KeyId }));
  },
  'ec2:DescribeVolumes': async (acme, region, name) =>
    (await acme.ec2(region).send(new EC2.DescribeVolumesCommand({}))).Volumes?.find(tagged(name)),
  'ec2:DescribeSnapshots': async (acme, region, name) => {
    const found = (
      await acme.ec2(region).send(new EC2.DescribeSnapshotsCommand({ OwnerIds: ['self'] }))
    ).Snapshots?.find(tagged(name));
    const question = { SnapshotId: found?.SnapshotId, Attribute: 'createVolumePermission' } as const;
    return { ...found, ...(await acme.ec2(region).send(new EC2.DescribeSnapshotAttributeCommand(question))) };
  },
  'ec2:DescribeImages': async (acme, region, name) =>
    (await acme.ec2(region).send(new EC2.DescribeImagesCommand({ Owners: ['self'] }))).Images?.find(
      (one) => one.Name === name,
    ),
  's3:GetBucketEncryption': async (acme, region, Bucket) => {
    const { ServerSideEncryptionConfiguration } = await acme
      .s3(region)
      .send(new S3.GetBucketEncryptionCommand({ Bucket }));
    const rule = ServerSideEncryptionConfiguration?.Rules?.[0];
    return { ...rule, KmsKeyId: rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID };
  },
  'rds:DescribeDBInstances': async (acme, region, DBInstanceIdentifier) =>
    (await acme.rds(region).send(new RDS.DescribeDBInstancesCommand({ DBInstanceIdentifier }))).DBInstances?.[0],
  'rds:DescribeDBClusters': async (acme, region, DBClusterIdentifier) =>
    (await acme.rds(region).send(new RDS.DescribeDBClustersCommand({ DBClusterIdentifier }))).DBClusters?.[0],
  'rds:DescribeDBSnapshots': async (acme, region, DBSnapshotIdentifier) =>
    (await acme.rds(region).send(new RDS.DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }))).DBSnapshots?.[0],
  'rds:DescribeDBClusterSnapshots': async (acme, region, DBClusterSnapshotIdentifier) =>
    (await acme.rds(region).send(new RDS.DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier })))
      .DBClusterSnapshots?.[0],
  'cloudtrail:DescribeTrails': async (acme, region, name) =>
    (await acme.cloudtrail(region).send(new CloudTrail.DescribeTrailsCommand({}))).trailList?.find(
      (trail) => trail.Name === name,
    ),
  'ssm:DescribeParameters': async (acme, region, name) => {
    const pages = await all(SSM.paginateDescribeParameters({ client: acme.ssm(region) }, {}));
    return pages.flatMap((page) => page.Parameters ?? []).find((one) => one.Name === name);
  },
  'secretsmanager:DescribeSecret': (acme, region, SecretId) =>
    acme.secrets(region).send(new Secrets.DescribeSecretCommand({ SecretId })),
};

/** What AWS says of the resource that an expectation names. */
export async function look(acme: Seeding, { call, region, name }: Expectation): Promise<Record<string, unknown>> {
  const found = await LOOKS[call]?.(acme, region, name);
  if (!found) throw new Error(`${call} in ${region} shows no ${name}`);
  return { ...found };
}

/** The ARN that an expectation's `key` stands for. */
export async function arnOf(acme: Seeding, region: string, key: string): Promise<string | undefined> {
  if (key === 'none' || key.startsWith('arn:')) return key === 'none' ? undefined : key;
  return (await acme.kms(region).send(new KMS.DescribeKeyCommand({ KeyId: `alias/${key}` }))).KeyMetadata?.Arn;
}
