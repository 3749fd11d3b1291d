import { arnOf } from '../model/arn.ts';
import { ec2, lastPart } from './ec2.ts';
import { tagMap } from './tags.ts';

/**
 * Instances as far as their volumes; user data is read under --secrets, looked at and not kept.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
 */
export const instance = ec2
  .listNested(
    'aws.ec2.instance',
    'DescribeInstances',
    {
      items: 'Reservations',
      flatten: 'Instances',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: {
        InstanceId: true,
        State: { Name: true },
        KeyName: true,
        LaunchTime: true,
        EnclaveOptions: { Enabled: true },
        MetadataOptions: { HttpEndpoint: true, HttpTokens: true },
        PublicIpAddress: true,
        NetworkInterfaces: {
          Association: { PublicIp: true },
          Groups: { GroupId: true },
        },
        BlockDeviceMappings: { DeviceName: true, Ebs: { VolumeId: true, VolumeOwnerId: true } },
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({ input: { InstanceIds: [lastPart(id)] } }),
    },
    { service: 'ec2', arn: 'arn:{partition}:ec2:{region}:{account}:instance/{id}', id: ({ item }) => item.InstanceId },
  )
  .call(
    'userData',
    'DescribeInstanceAttribute',
    ({ item }) => ({ InstanceId: item.InstanceId, Attribute: 'userData' as const }),
    {
      secrets: true,
      required: ['InstanceId'],
      members: {},
      judged: { UserData: { Value: true } },
      when: ({ item }) => item.State?.Name !== 'terminated',
    },
  )
  .depends({
    volumes: {
      stops: 'next-start',
      disabled: 'It goes on while it runs; after a stop it cannot start with this volume.',
      deleted: 'After a stop it cannot start with this volume, whose data is lost.',
      page: 'https://docs.aws.amazon.com/ebs/latest/userguide/how-ebs-encryption-works.html',
    },
  })
  .fields((t) => ({
    secrets: t.secrets(({ userData }) => userData),
    state: t.enum(
      ['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped'],
      ({ item }) => item.State?.Name,
    ),
    keyName: t.optional(t.string(({ item }) => item.KeyName)),
    volumes: t.links('aws.ec2.volume', ['encrypted', 'state'], ({ item }, context) =>
      (item.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => {
        if (!Ebs?.VolumeId) return [];
        const owner = Ebs.VolumeOwnerId ?? context.account; // said where a service attached a volume of its own
        return arnOf(
          'arn:{partition}:ec2:{region}:{account}:volume/{id}',
          { ...context, account: owner },
          Ebs.VolumeId,
        );
      }),
    ),
    /** The host may run Nitro enclaves. */
    enclaves: t.bool(({ item }) => item.EnclaveOptions?.Enabled ?? false),
    /** Nobody gets credentials of the instance without a session token. */
    imdsV2: t.bool(({ item: { MetadataOptions: options } }) =>
      options?.HttpEndpoint === 'disabled' ? true : options && options.HttpTokens === 'required',
    ),
    publicAddresses: t.strings(({ item }) => [
      ...new Set([
        ...(item.PublicIpAddress ? [item.PublicIpAddress] : []),
        ...(item.NetworkInterfaces ?? []).flatMap(({ Association }) => Association?.PublicIp ?? []),
      ]),
    ]),
    securityGroups: t.links('aws.ec2.security-group', ['openToWorld'], ({ item }) => [
      ...new Set(
        (item.NetworkInterfaces ?? []).flatMap(({ Groups }) => (Groups ?? []).flatMap(({ GroupId }) => GroupId ?? [])),
      ),
    ]),
    launchedAt: t.time(({ item }) => item.LaunchTime),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));
