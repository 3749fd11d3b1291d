import * as CloudTrail from '@aws-sdk/client-cloudtrail';
import * as EC2 from '@aws-sdk/client-ec2';
import * as KMS from '@aws-sdk/client-kms';
import * as RDS from '@aws-sdk/client-rds';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import * as Secrets from '@aws-sdk/client-secrets-manager';
import * as SSM from '@aws-sdk/client-ssm';
import { all } from '../cases/case.ts';
import type { Seeding } from '../seed/context.ts';

type Names = readonly (string | undefined)[];
type Lister = (seeding: Seeding, region: string) => Promise<Names | undefined>;

/** By resource type: the ends of the ARNs of what is there, asked with the SDK alone. */
export const LISTED: Readonly<Record<string, Lister>> = {
  'aws.kms.key': async ({ kms }, region) =>
    (await kms(region).send(new KMS.ListKeysCommand({}))).Keys?.map((one) => one.KeyArn),
  'aws.kms.alias': async ({ kms }, region) =>
    (await kms(region).send(new KMS.ListAliasesCommand({}))).Aliases?.map((one) => one.AliasArn),
  'aws.kms.custom-key-store': async ({ kms }, region) =>
    (await kms(region).send(new KMS.DescribeCustomKeyStoresCommand({}))).CustomKeyStores?.map(
      (one) => one.CustomKeyStoreId,
    ),
  'aws.ec2.volume': async ({ ec2 }, region) =>
    (await ec2(region).send(new EC2.DescribeVolumesCommand({}))).Volumes?.map((one) => one.VolumeId),
  'aws.ec2.snapshot': async ({ ec2 }, region) =>
    (await ec2(region).send(new EC2.DescribeSnapshotsCommand({ OwnerIds: ['self'] }))).Snapshots?.map(
      (one) => one.SnapshotId,
    ),
  'aws.ec2.image': async ({ ec2 }, region) =>
    (await ec2(region).send(new EC2.DescribeImagesCommand({ Owners: ['self'] }))).Images?.map((one) => one.ImageId),
  'aws.ec2.instance': async ({ ec2 }, region) =>
    (await ec2(region).send(new EC2.DescribeInstancesCommand({}))).Reservations?.flatMap((one) =>
      (one.Instances ?? []).map(({ InstanceId }) => InstanceId),
    ),
  'aws.ec2.launch-template': async ({ ec2 }, region) =>
    (await ec2(region).send(new EC2.DescribeLaunchTemplatesCommand({}))).LaunchTemplates?.map(
      (one) => one.LaunchTemplateId,
    ),
  'aws.ec2.spot-fleet-request': async ({ ec2 }, region) =>
    (await ec2(region).send(new EC2.DescribeSpotFleetRequestsCommand({}))).SpotFleetRequestConfigs?.map(
      (one) => one.SpotFleetRequestId,
    ),
  'aws.rds.instance': async ({ rds }, region) =>
    (await rds(region).send(new RDS.DescribeDBInstancesCommand({}))).DBInstances?.map((one) => one.DBInstanceArn),
  'aws.rds.cluster': async ({ rds }, region) =>
    (await rds(region).send(new RDS.DescribeDBClustersCommand({}))).DBClusters?.map((one) => one.DBClusterArn),
  'aws.rds.snapshot': async ({ rds }, region) =>
    (await rds(region).send(new RDS.DescribeDBSnapshotsCommand({}))).DBSnapshots?.map((one) => one.DBSnapshotArn),
  'aws.rds.cluster-snapshot': async ({ rds }, region) =>
    (await rds(region).send(new RDS.DescribeDBClusterSnapshotsCommand({}))).DBClusterSnapshots?.map(
      (one) => one.DBClusterSnapshotArn,
    ),
  'aws.s3.bucket': async ({ s3 }, region) =>
    (await s3(region).send(new ListBucketsCommand({ MaxBuckets: 1000 }))).Buckets?.flatMap((one) =>
      one.BucketRegion === region ? [one.Name] : [],
    ),
  'aws.cloudtrail.trail': async ({ cloudtrail }, region) =>
    (
      await cloudtrail(region).send(new CloudTrail.DescribeTrailsCommand({ includeShadowTrails: false }))
    ).trailList?.map((one) => one.TrailARN),
  'aws.cloudtrail.event-data-store': async ({ cloudtrail }, region) =>
    (await cloudtrail(region).send(new CloudTrail.ListEventDataStoresCommand({}))).EventDataStores?.map(
      (one) => one.EventDataStoreArn,
    ),
  'aws.ssm.parameter': async ({ ssm }, region) =>
    (await all(SSM.paginateDescribeParameters({ client: ssm(region) }, {}))).flatMap((page) =>
      (page.Parameters ?? []).map(({ Name }) => Name),
    ),
  'aws.ssm.resource-data-sync': async ({ ssm }, region) =>
    (await ssm(region).send(new SSM.ListResourceDataSyncCommand({}))).ResourceDataSyncItems?.map((one) => one.SyncName),
  'aws.secretsmanager.secret': async ({ secrets }, region) =>
    (await secrets(region).send(new Secrets.ListSecretsCommand({ IncludePlannedDeletion: true }))).SecretList?.map(
      (one) => one.ARN,
    ),
};
