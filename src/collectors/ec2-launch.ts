import { ec2, lastPart } from './ec2.ts';
import { ebsOf, namesOf } from './ec2-image.ts';
import { tagMap } from './tags.ts';

/**
 * The default version of every launch template, in one list; user data, of every version, is read under
 * --secrets, looked at and not stored.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html
 */
export const launchTemplate = ec2
  .list(
    'aws.ec2.launch-template',
    'DescribeLaunchTemplateVersions',
    {
      items: 'LaunchTemplateVersions',
      input: { Versions: ['$Default'] },
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 200] },
      members: {
        LaunchTemplateId: true,
        LaunchTemplateName: true,
        VersionNumber: true,
        LaunchTemplateData: {
          BlockDeviceMappings: { DeviceName: true, Ebs: { Encrypted: true, KmsKeyId: true } },
        },
      },
      one: (id) => ({ input: { LaunchTemplateId: lastPart(id), Versions: ['$Default'] } }),
    },
    {
      service: 'ec2',
      arn: 'arn:{partition}:ec2:{region}:{account}:launch-template/{id}',
      id: ({ item }) => item.LaunchTemplateId,
    },
  )
  .pages('versions', 'DescribeLaunchTemplateVersions', ({ item }) => ({ LaunchTemplateId: item.LaunchTemplateId }), {
    secrets: true,
    items: 'LaunchTemplateVersions',
    paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 200] },
    members: { VersionNumber: true },
    judged: { LaunchTemplateData: { UserData: true } },
  })
  .named(({ item }) => item.LaunchTemplateName)
  .depends({
    kmsKeys: {
      stops: 'next-start',
      disabled:
        'Instances with volumes under the key cannot be launched, neither by hand nor by a group that scales or heals.',
      deleted: 'Instances cannot be launched until the template names another key.',
      page: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
    },
  })
  .fields((t) => ({
    version: t.int(({ item }) => item.VersionNumber),
    secrets: t.secrets(({ versions }) => versions, { of: 'VersionNumber' }),
    ebsDevices: t.strings(({ item }) => namesOf(ebsOf(item.LaunchTemplateData?.BlockDeviceMappings))),
    unencryptedDevices: t.strings(({ item }) =>
      namesOf(ebsOf(item.LaunchTemplateData?.BlockDeviceMappings).filter(({ Ebs }) => Ebs?.Encrypted !== true)),
    ),
    kmsKeys: t.links('aws.kms.key', ['state', 'manager'], ({ item }) =>
      (item.LaunchTemplateData?.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => Ebs?.KmsKeyId ?? []),
    ),
    region: t.link('aws.region', ['ebsEncryptionByDefault'], (_answers, context) => context.region),
  }));

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotFleetRequests.html */
export const spotFleet = ec2
  .list(
    'aws.ec2.spot-fleet-request',
    'DescribeSpotFleetRequests',
    {
      items: 'SpotFleetRequestConfigs',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: {
        SpotFleetRequestId: true,
        SpotFleetRequestState: true,
        SpotFleetRequestConfig: {
          LaunchSpecifications: { BlockDeviceMappings: { DeviceName: true, Ebs: { Encrypted: true } } },
        },
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({ input: { SpotFleetRequestIds: [lastPart(id)] } }),
    },
    {
      service: 'ec2',
      arn: 'arn:{partition}:ec2:{region}:{account}:spot-fleet-request/{id}',
      id: ({ item }) => item.SpotFleetRequestId,
    },
  )
  .fields((t) => ({
    state: t.enum(
      ['submitted', 'active', 'cancelled', 'failed', 'cancelled_running', 'cancelled_terminating', 'modifying'],
      ({ item }) => item.SpotFleetRequestState,
    ),
    ebsDevices: t.strings(({ item }) => namesOf(devicesOf(item))),
    unencryptedDevices: t.strings(({ item }) => namesOf(devicesOf(item).filter(({ Ebs }) => Ebs?.Encrypted !== true))),
    region: t.link('aws.region', ['ebsEncryptionByDefault'], (_answers, context) => context.region),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

type Device = Parameters<typeof namesOf>[0][number];

interface Fleet {
  readonly SpotFleetRequestConfig?:
    | {
        readonly LaunchSpecifications?:
          | readonly { readonly BlockDeviceMappings?: readonly Device[] | undefined }[]
          | undefined;
      }
    | undefined;
}

/** Fleets made from launch templates have no specifications of their own; their template is judged. */
const devicesOf = (fleet: Fleet): readonly Device[] =>
  (fleet.SpotFleetRequestConfig?.LaunchSpecifications ?? []).flatMap(({ BlockDeviceMappings }) =>
    ebsOf(BlockDeviceMappings),
  );
