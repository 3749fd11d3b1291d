import type * as EC2 from '@aws-sdk/client-ec2';
import { after, ask, type Context, type Form, instead, type Plain } from '../quirk.ts';
import { membersOf } from '../wire/form.ts';
import { ACCOUNT, shelf } from '../world.ts';
import { uuid } from './identifier.ts';

const API = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';

const mappings = shelf('image mappings', () => new Map<string, readonly EC2.BlockDeviceMapping[]>());

const registered = after<Form, EC2.RegisterImageCommandOutput>(
  {
    name: 'RegisterImage keeps the block device mappings',
    why: 'moto replaces them by one made-up snapshot',
    docs: `${API}/API_RegisterImage.html`,
    service: 'ec2',
    operations: ['RegisterImage'],
  },
  (output, input, { world }) => {
    const devices = membersOf(input, 'BlockDeviceMapping').map(mappingOf);
    mappings(world).set(output.ImageId ?? '', devices);
    return output;
  },
);

function mappingOf(fields: Form): EC2.BlockDeviceMapping {
  const { DeviceName, VirtualName } = fields;
  if (VirtualName) return { DeviceName, VirtualName };
  const Ebs = { SnapshotId: fields['Ebs.SnapshotId'], VolumeType: 'gp3', DeleteOnTermination: true } as const;
  return { DeviceName, Ebs };
}

const described = after<Form, EC2.DescribeImagesCommandOutput>(
  {
    name: 'an AMI’s devices are encrypted as their snapshots are',
    why: 'moto has no Encrypted in block device mappings, and root devices of type standard',
    docs: `${API}/API_EbsBlockDevice.html`,
    service: 'ec2',
    operations: ['DescribeImages'],
  },
  async (output, _input, context) => {
    const { Snapshots } = await ask<EC2.DescribeSnapshotsCommandOutput>(context, 'DescribeSnapshots', {});
    const byId = new Map(Snapshots?.map((snapshot) => [snapshot.SnapshotId, snapshot]));
    const Images = (output.Images ?? []).map((image) => ({
      ...image,
      RootDeviceType: 'ebs' as const,
      VirtualizationType: 'hvm' as const,
      BlockDeviceMappings: devicesOf(image, byId, context),
    }));
    return { ...output, Images };
  },
);

function devicesOf(image: EC2.Image, snapshots: ReadonlyMap<string | undefined, EC2.Snapshot>, { world }: Context) {
  const kept = mappings(world).get(image.ImageId ?? '') ?? image.BlockDeviceMappings ?? [];
  return kept.map((device) => {
    const snapshot = snapshots.get(device.Ebs?.SnapshotId);
    const Encrypted = snapshot?.Encrypted ?? false;
    return device.Ebs
      ? { ...device, Ebs: { ...device.Ebs, VolumeSize: snapshot?.VolumeSize ?? device.Ebs.VolumeSize, Encrypted } }
      : device;
  });
}

const fleets = shelf('spot fleets', () => new Map<string, EC2.SpotFleetRequestConfig & { region: string }>());

const requested = instead<Form, EC2.RequestSpotFleetCommandOutput>(
  {
    name: 'RequestSpotFleet',
    why: 'moto answers 500 to block device mappings in launch specifications',
    docs: `${API}/API_RequestSpotFleet.html`,
    service: 'ec2',
    operations: ['RequestSpotFleet'],
  },
  (input, { call, world }) => {
    const SpotFleetRequestId = `sfr-${uuid(`${call.region} fleet ${fleets(world).size}`)}`;
    const field = (name: string) => input[`SpotFleetRequestConfig.${name}`];
    fleets(world).set(SpotFleetRequestId, {
      region: call.region,
      SpotFleetRequestId,
      SpotFleetRequestState: 'active',
      CreateTime: world.now,
      SpotFleetRequestConfig: {
        IamFleetRole: field('IamFleetRole') ?? `arn:aws:iam::${ACCOUNT}:role/fleet`,
        TargetCapacity: Number(field('TargetCapacity')),
        Type: 'maintain',
        LaunchSpecifications: membersOf(input, 'SpotFleetRequestConfig.LaunchSpecifications').map(specification),
      },
    });
    return { SpotFleetRequestId } satisfies Plain<EC2.RequestSpotFleetCommandOutput>;
  },
);

function specification(fields: Form): EC2.SpotFleetLaunchSpecification {
  const { ImageId } = fields;
  const BlockDeviceMappings = membersOf(fields, 'BlockDeviceMapping').map((device) => ({
    DeviceName: device.DeviceName,
    Ebs: {
      VolumeSize: Number(device['Ebs.VolumeSize']),
      ...(device['Ebs.Encrypted'] && { Encrypted: device['Ebs.Encrypted'] === 'true' }),
    },
  }));
  return { ImageId, InstanceType: 'm6i.large', BlockDeviceMappings };
}

const listed = instead<Form, EC2.DescribeSpotFleetRequestsCommandOutput>(
  {
    name: 'DescribeSpotFleetRequests',
    why: 'moto answers 500 to requests with block device mappings',
    docs: `${API}/API_DescribeSpotFleetRequests.html`,
    service: 'ec2',
    operations: ['DescribeSpotFleetRequests'],
  },
  (_input, { call, world }) => {
    const here = [...fleets(world).values()].filter(({ region }) => region === call.region);
    const SpotFleetRequestConfigs = here.map(({ region: _, ...config }) => config);
    return { SpotFleetRequestConfigs } satisfies Plain<EC2.DescribeSpotFleetRequestsCommandOutput>;
  },
);

export const ec2Images = [registered, described, requested, listed];
