import { ec2, lastPart } from './ec2.ts';
import { tagMap } from './tags.ts';

const LAST_PORT = 65_535;

/**
 * Security groups as far as they let in the whole internet.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export const securityGroup = ec2
  .list(
    'aws.ec2.security-group',
    'DescribeSecurityGroups',
    {
      items: 'SecurityGroups',
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: {
        GroupId: true,
        GroupName: true,
        IpPermissions: {
          IpProtocol: true,
          FromPort: true,
          ToPort: true,
          IpRanges: { CidrIp: true },
          Ipv6Ranges: { CidrIpv6: true },
        },
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({ input: { GroupIds: [lastPart(id)] } }),
    },
    {
      service: 'ec2',
      arn: 'arn:{partition}:ec2:{region}:{account}:security-group/{id}',
      id: ({ item }) => item.GroupId,
    },
  )
  .fields((t) => ({
    groupName: t.string(({ item }) => item.GroupName),
    /** TCP ports, 0 to 65535 where the protocol is any; `port` is what people call them. */
    openToWorld: t.structs({ from: 'int', to: 'int', port: 'string' }, ({ item }) =>
      (item.IpPermissions ?? []).filter(isOpen).flatMap(({ IpProtocol: protocol, FromPort, ToPort }) => {
        if (protocol === '-1') return ports(0, LAST_PORT);
        return protocol === 'tcp' || protocol === '6' ? ports(FromPort ?? 0, ToPort ?? LAST_PORT) : [];
      }),
    ),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));

const ports = (from: number, to: number) => ({ from, to, port: from === to ? String(from) : `${from}-${to}` });

type Permission = NonNullable<NonNullable<typeof securityGroup.answers>['item']['IpPermissions']>[number];

const isOpen = ({ IpRanges, Ipv6Ranges }: Permission): boolean =>
  (IpRanges ?? []).some(({ CidrIp }) => CidrIp === '0.0.0.0/0') ||
  (Ipv6Ranges ?? []).some(({ CidrIpv6 }) => CidrIpv6 === '::/0');
