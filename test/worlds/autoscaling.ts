import type { DescribeLaunchConfigurationsCommandOutput, Ebs, LaunchConfiguration } from '@aws-sdk/client-auto-scaling';
import type { DescribeSnapshotsCommandOutput, GetEbsEncryptionByDefaultCommandOutput } from '@aws-sdk/client-ec2';
import { ACCOUNT, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const DEFAULT_REGION = 'eu-central-1';

const SCRIPT = '#!/bin/sh\nexport DB_PASSWORD="not-to-be-stored"\n';

const configuration = (LaunchConfigurationName: string, ...volumes: Ebs[]): LaunchConfiguration => ({
  LaunchConfigurationName,
  LaunchConfigurationARN: `arn:aws:autoscaling:${REGION}:${ACCOUNT}:launchConfiguration:0:launchConfigurationName/${LaunchConfigurationName}`,
  ImageId: 'ami-1',
  InstanceType: 't3.micro',
  UserData: Buffer.from(LaunchConfigurationName === 'open' ? SCRIPT : '#!/bin/sh\nyum update -y\n').toString('base64'),
  CreatedTime: new Date('2026-01-01T00:00:00Z'),
  BlockDeviceMappings: volumes.map((ebs, index) => ({ DeviceName: `/dev/sd${'fgh'[index]}`, Ebs: ebs })),
});

const configurations = {
  LaunchConfigurations: [
    configuration('sealed', { Encrypted: true }),
    configuration('open', { Encrypted: true }, { VolumeSize: 8 }),
    configuration('sealed-snapshot', { SnapshotId: 'snap-sealed' }),
    configuration('open-snapshot', { SnapshotId: 'snap-open' }),
    configuration('lost-snapshot', { SnapshotId: 'snap-lost' }),
    configuration('bare'),
  ],
} satisfies Body<DescribeLaunchConfigurationsCommandOutput>;

const snapshots = {
  Snapshots: [
    { SnapshotId: 'snap-sealed', OwnerId: ACCOUNT, Encrypted: true, State: 'completed' },
    { SnapshotId: 'snap-open', OwnerId: ACCOUNT, Encrypted: false, State: 'completed' },
  ],
} satisfies Body<DescribeSnapshotsCommandOutput>;

const byDefault = (region: string) =>
  ({ EbsEncryptionByDefault: region === DEFAULT_REGION }) satisfies Body<GetEbsEncryptionByDefaultCommandOutput>;

export const world: World = {
  services: ['autoscaling'],
  regions: [REGION, DEFAULT_REGION, 'us-east-1'],
  answers: {
    'auto-scaling:DescribeLaunchConfigurations': (_input, region) =>
      region === 'us-east-1' ? refuses('AccessDenied') : configurations,
    'ec2:DescribeSnapshots': snapshots,
    'ec2:DescribeSnapshotAttribute': { CreateVolumePermissions: [] },
    'ec2:GetEbsEncryptionByDefault': (_input, region) => byDefault(region),
  },
};
