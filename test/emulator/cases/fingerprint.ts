import { createHash } from 'node:crypto';
import { DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import * as EC2 from '@aws-sdk/client-ec2';
import * as KMS from '@aws-sdk/client-kms';
import * as RDS from '@aws-sdk/client-rds';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import * as Secrets from '@aws-sdk/client-secrets-manager';
import * as SSM from '@aws-sdk/client-ssm';
import type { Seeding } from '../seed/context.ts';
import { REGIONS } from '../world.ts';

/** A digest of what the listings say, ids and dates and all: the same for two seeded emulators. */
export async function fingerprint(acme: Seeding): Promise<string> {
  const digest = createHash('sha256');
  for (const region of REGIONS) {
    for (const answer of await answersIn(acme, region)) {
      digest.update(JSON.stringify({ ...answer, $metadata: undefined }));
    }
  }
  return digest.digest('hex');
}

function answersIn(acme: Seeding, region: string): Promise<object[]> {
  return Promise.all([
    acme.kms(region).send(new KMS.ListKeysCommand({})),
    acme.kms(region).send(new KMS.ListAliasesCommand({})),
    acme.kms(region).send(new KMS.DescribeCustomKeyStoresCommand({})),
    acme.ec2(region).send(new EC2.DescribeVolumesCommand({})),
    acme.ec2(region).send(new EC2.DescribeSnapshotsCommand({ OwnerIds: ['self'] })),
    acme.ec2(region).send(new EC2.DescribeImagesCommand({ Owners: ['self'] })),
    acme.ec2(region).send(new EC2.DescribeInstancesCommand({})),
    acme.rds(region).send(new RDS.DescribeDBInstancesCommand({})),
    acme.rds(region).send(new RDS.DescribeDBClustersCommand({})),
    acme.rds(region).send(new RDS.DescribeDBSnapshotsCommand({})),
    acme.rds(region).send(new RDS.DescribeDBProxiesCommand({})),
    acme.ec2(region).send(new EC2.DescribeLaunchTemplateVersionsCommand({ Versions: ['$Default'] })),
    acme.s3(region).send(new ListBucketsCommand({ BucketRegion: region })),
    acme.cloudtrail(region).send(new DescribeTrailsCommand({})),
    acme.ssm(region).send(new SSM.DescribeParametersCommand({})),
    acme.secrets(region).send(new Secrets.ListSecretsCommand({})),
  ]);
}
