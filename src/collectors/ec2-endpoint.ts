import { opensEndpoint } from '../iam/facts.ts';
import { ec2, lastPart } from './ec2.ts';
import { tagMap } from './tags.ts';

/**
 * Endpoints for KMS, by which a VPC reaches its keys without the internet.
 * https://docs.aws.amazon.com/kms/latest/developerguide/kms-vpc-endpoint.html
 */
export const kmsEndpoint = ec2
  .list(
    'aws.ec2.vpc-endpoint',
    'DescribeVpcEndpoints',
    {
      items: 'VpcEndpoints',
      input: { Filters: [{ Name: 'service-name', Values: ['*.kms', '*.kms-fips'] }] },
      paging: { token: ['NextToken', 'NextToken'], size: ['MaxResults', 1000] },
      members: {
        VpcEndpointId: true,
        VpcId: true,
        ServiceName: true,
        State: true,
        PrivateDnsEnabled: true,
        PolicyDocument: true,
        Tags: { Key: true, Value: true },
      },
      one: (id) => ({ input: { VpcEndpointIds: [lastPart(id)] } }),
    },
    {
      service: 'ec2',
      arn: 'arn:{partition}:ec2:{region}:{account}:vpc-endpoint/{id}',
      id: ({ item }) => item.VpcEndpointId,
    },
  )
  .fields((t) => ({
    vpc: t.string(({ item }) => item.VpcId),
    // AWS spells the states in small letters here and with a capital there.
    available: t.bool(({ item }) => (item.State === undefined ? undefined : item.State.toLowerCase() === 'available')),
    privateDns: t.bool(({ item }) => item.PrivateDnsEnabled),
    openToAnyKey: t.bool(({ item }, context) =>
      item.PolicyDocument === undefined ? undefined : opensEndpoint(item.PolicyDocument, context),
    ),
    tags: t.map(({ item }) => tagMap(item.Tags)),
  }));
