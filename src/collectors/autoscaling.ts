import type * as AUTOSCALING from '@aws-sdk/client-auto-scaling';
import { sdk } from '../collect/descriptor.ts';

const autoscaling = sdk<typeof AUTOSCALING>('auto-scaling', 'AutoScalingClient', { prefix: 'autoscaling' });

/**
 * Launch configurations, without their user data, which is looked at in memory. A volume made of a snapshot is encrypted if the snapshot is.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Ebs.html
 */
export const launchConfiguration = autoscaling
  .list(
    'aws.autoscaling.launch-configuration',
    'DescribeLaunchConfigurations',
    {
      items: 'LaunchConfigurations',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxRecords', 100] },
      members: {
        LaunchConfigurationName: true,
        LaunchConfigurationARN: true,
        BlockDeviceMappings: { DeviceName: true, Ebs: { Encrypted: true, SnapshotId: true } },
      },
      judged: { UserData: true },
      one: (id) => ({ input: { LaunchConfigurationNames: [id.slice(id.lastIndexOf('/') + 1)] } }),
    },
    {
      service: 'autoscaling',
      arn: 'arn:{partition}:autoscaling:{region}:{account}:launchConfiguration:*:launchConfigurationName/{id}',
      id: ({ item }) => item.LaunchConfigurationARN ?? item.LaunchConfigurationName,
    },
  )
  .named(({ item }) => item.LaunchConfigurationName)
  .depends({
    snapshots: {
      stops: 'next-start',
      disabled: 'The group cannot launch instances, so it neither scales nor heals.',
      deleted: 'The group can never launch instances from it again.',
      page: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
    },
  })
  .fields((t) => ({
    secrets: t.secrets(({ item }) => item),
    ebsDevices: t.strings(({ item }) => ebsOf(item).map(({ DeviceName = '' }) => DeviceName)),
    /** Blank volumes that do not ask for encryption. */
    plainDevices: t.strings(({ item }) =>
      ebsOf(item)
        .filter(({ Ebs }) => Ebs?.Encrypted !== true && !Ebs?.SnapshotId)
        .map(({ DeviceName = '' }) => DeviceName),
    ),
    /** Snapshots that decide whether the volumes made of them are encrypted. */
    snapshots: t.links('aws.ec2.snapshot', ['encrypted'], ({ item }) =>
      ebsOf(item).flatMap(({ Ebs }) => (Ebs?.Encrypted === true ? [] : Ebs?.SnapshotId || [])),
    ),
    region: t.link('aws.region', ['ebsEncryptionByDefault'], (_answers, { region }) => region),
  }));

const ebsOf = ({ BlockDeviceMappings }: NonNullable<typeof launchConfiguration.answers>['item']) =>
  (BlockDeviceMappings ?? []).filter(({ Ebs }) => Ebs);
