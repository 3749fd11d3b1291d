import type {
  DescribeImagesCommandOutput,
  DescribeInstancesCommandOutput,
  DescribeSecurityGroupsCommandOutput,
  Instance,
  IpPermission,
} from '@aws-sdk/client-ec2';
import { ACCOUNT, onlyHere, REGION } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const reached = (PublicIp: string | undefined, ...groups: string[]): Partial<Instance> => ({
  NetworkInterfaces: [
    {
      ...(PublicIp ? { Association: { PublicIp } } : {}),
      Groups: groups.map((GroupId) => ({ GroupId })),
    },
  ],
});

const host = (InstanceId: string, more: Partial<Instance>): Instance => ({
  InstanceId,
  State: { Name: 'running' },
  EnclaveOptions: { Enabled: true },
  MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required' },
  ...more,
});

const instances = {
  Reservations: [
    {
      OwnerId: ACCOUNT,
      Instances: [
        host('i-good', reached(undefined, 'sg-web')),
        host('i-open', {
          ...reached('203.0.113.7', 'sg-web', 'sg-all'),
          PublicIpAddress: '203.0.113.7',
          MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'optional' },
        }),
        host('i-relay', { ...reached('203.0.113.8', 'sg-relay'), MetadataOptions: { HttpEndpoint: 'disabled' } }),
        host('i-stopped', { ...reached(undefined, 'sg-lost'), State: { Name: 'stopped' }, MetadataOptions: undefined }),
        host('i-gone', { State: { Name: 'terminated' } }),
        host('i-plain', { ...reached('203.0.113.9', 'sg-all'), EnclaveOptions: { Enabled: false } }),
      ],
    },
  ],
} satisfies Body<DescribeInstancesCommandOutput>;

const tcp = (FromPort: number, ToPort: number): IpPermission => ({ IpProtocol: 'tcp', FromPort, ToPort });
const V4 = { IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const V6 = { Ipv6Ranges: [{ CidrIpv6: '::/0' }] };
const group = (GroupId: string, ...IpPermissions: IpPermission[]) => ({
  GroupId,
  GroupName: `name-${GroupId}`,
  OwnerId: ACCOUNT,
  Tags: [{ Key: 'team', Value: 'a' }],
  IpPermissions,
});

const groups = {
  SecurityGroups: [
    group(
      'sg-web',
      { ...tcp(443, 443), ...V4, ...V6 },
      { ...tcp(22, 22), IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
      { IpProtocol: 'udp', FromPort: 8000, ToPort: 8000, ...V4 },
    ),
    group('sg-all', { IpProtocol: '-1', ...V6 }),
    group('sg-relay', { ...tcp(8000, 8000), ...V4 }),
  ],
} satisfies Body<DescribeSecurityGroupsCommandOutput>;

/** An image that was copied from another region, and one that was made here. */
const images = {
  Images: [
    { ImageId: 'ami-made', Name: 'made', Public: false, State: 'available', BlockDeviceMappings: [] },
    {
      ...{ ImageId: 'ami-copied', Name: 'copied', Public: false, State: 'available', BlockDeviceMappings: [] },
      ...{ SourceImageId: 'ami-first', SourceImageRegion: 'us-east-1' },
    },
  ],
} satisfies Body<DescribeImagesCommandOutput>;

export const world: World = {
  services: ['ec2'],
  regions: [REGION, 'us-east-1'],
  answers: {
    'ec2:DescribeImages': onlyHere(images),
    'ec2:DescribeInstances': onlyHere(instances),
    'ec2:DescribeSecurityGroups': onlyHere(groups),
  },
};
