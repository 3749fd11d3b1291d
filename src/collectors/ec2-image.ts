import type { Dependence } from '../model/dependence.ts';
import { ec2, lastPart } from './ec2.ts';
import { accountsOf, snapshot } from './ec2-snapshot.ts';
import { tagMap } from './tags.ts';

const LAUNCHING: Dependence = {
  stops: 'next-start',
  disabled: 'No instance can be launched from it, and it cannot be copied.',
  deleted: 'No instance can ever be launched from it again.',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html',
};

/**
 * Own AMIs, disabled ones too: they can be enabled again.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
 */
export const image = ec2
  .list(
    'aws.ec2.image',
    'DescribeImages',
    {
      items: 'Images',
      input: { Owners: ['self'], IncludeDisabled: true },
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: {
        ImageId: true,
        Name: true,
        Public: true,
        State: true,
        CreationDate: true,
        SourceImageId: true,
        SourceImageRegion: true,
        BlockDeviceMappings: { DeviceName: true, Ebs: { Encrypted: true, SnapshotId: true } },
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({ input: { ImageIds: [lastPart(id)], Owners: ['self'], IncludeDisabled: true } }),
    },
    { service: 'ec2', arn: 'arn:{partition}:ec2:{region}::image/{id}', anybodys: true, id: ({ item }) => item.ImageId },
  )
  .joinAll('sealed', snapshot, ({ item }, { SnapshotId, KmsKeyId }) => {
    const devices = ebsOf(item.BlockDeviceMappings);
    return KmsKeyId !== undefined && devices.some(({ Ebs }) => Ebs?.SnapshotId === SnapshotId);
  })
  .call(
    'permissions',
    'DescribeImageAttribute',
    ({ item }) => ({ ImageId: item.ImageId, Attribute: 'launchPermission' as const }),
    {
      when: ({ item }) => isSealed(item.BlockDeviceMappings),
      required: ['ImageId', 'LaunchPermissions'],
      members: { LaunchPermissions: { UserId: true, Group: true, OrganizationArn: true } },
    },
  )
  .depends({ snapshots: LAUNCHING, kmsKeys: LAUNCHING })
  .copies({ from: ['snapshots', 'sourceImage'] })
  .fields((t) => ({
    public: t.bool(({ item }) => item.Public),
    imageName: t.string(({ item }) => item.Name),
    state: t.enum(
      ['pending', 'available', 'invalid', 'deregistered', 'transient', 'failed', 'error', 'disabled'],
      ({ item }) => item.State,
    ),
    ebsDevices: t.strings(({ item }) => namesOf(ebsOf(item.BlockDeviceMappings))),
    unencryptedDevices: t.strings(({ item }) => {
      const devices = ebsOf(item.BlockDeviceMappings);
      if (devices.some(({ Ebs }) => Ebs?.Encrypted === undefined)) return undefined; // not said, so not known
      return namesOf(devices.filter(({ Ebs }) => !Ebs?.Encrypted));
    }),
    snapshots: t.links('aws.ec2.snapshot', ['encrypted'], ({ item }) =>
      ebsOf(item.BlockDeviceMappings).flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []),
    ),
    kmsKeys: t.links(
      'aws.kms.key',
      ['manager', 'policyDecrypters', 'policyOpenToDecrypt', 'decryptingGrantees'],
      ({ item, sealed = [] }) => {
        // an image may be made of snapshots that the account does not see
        if (sealed.length < sealedDevices(item.BlockDeviceMappings).length) return undefined;
        return [...new Set(sealed.flatMap(({ KmsKeyId }) => KmsKeyId ?? []))];
      },
    ),
    // only encrypted images are asked about: of the others nobody needs the key
    sharedWith: t.strings((answers) =>
      isSealed(answers.item.BlockDeviceMappings) ? accountsOf(answers.permissions.LaunchPermissions) : [],
    ),
    // Told of images that were copied since the end of 2024.
    sourceImage: t.link('aws.ec2.image', [], ({ item: { SourceImageId: id, SourceImageRegion: region } }, context) =>
      id ? `arn:${context.partition}:ec2:${region ?? context.region}::image/${id}` : '',
    ),
    createdAt: t.time(({ item }) => item.CreationDate),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

interface Device {
  readonly DeviceName?: string | undefined;
  readonly Ebs?: { readonly Encrypted?: boolean | undefined; readonly SnapshotId?: string | undefined } | undefined;
}

/** Mappings without an Ebs block are instance-store disks, or suppress a device: nothing of EBS to seal. */
export const ebsOf = (mappings: readonly Device[] | undefined): readonly Device[] =>
  (mappings ?? []).filter(({ Ebs }) => Ebs !== undefined);

const sealedDevices = (mappings: readonly Device[] | undefined): readonly Device[] =>
  ebsOf(mappings).filter(({ Ebs }) => Ebs?.Encrypted === true);

const isSealed = (mappings: readonly Device[] | undefined): boolean => sealedDevices(mappings).length > 0;

export const namesOf = (devices: readonly Device[]): readonly string[] =>
  devices.map(({ DeviceName }) => DeviceName ?? '');
