import { elbv2, PAGES } from './elbv2.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html */
export const targetGroup = elbv2
  .list(
    'aws.elbv2.target-group',
    'DescribeTargetGroups',
    {
      items: 'TargetGroups',
      paging: PAGES,
      members: {
        TargetGroupArn: true,
        TargetGroupName: true,
        TargetType: true,
        Protocol: true,
        HealthCheckEnabled: true,
        HealthCheckProtocol: true,
        LoadBalancerArns: true,
      },
      one: (id) => ({ input: { TargetGroupArns: [id] } }),
    },
    {
      service: 'elbv2',
      arn: 'arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/{id}',
      id: ({ item }) => item.TargetGroupArn,
    },
  )
  .named(({ item }) => item.TargetGroupName)
  .fields((t) => ({
    targetType: t.enum(['instance', 'ip', 'lambda', 'alb'], ({ item }) => item.TargetType),
    protocol: t.optional(t.string(({ item }) => item.Protocol)), // Lambda functions have none
    healthCheck: t.bool(({ item }) => item.HealthCheckEnabled),
    healthCheckProtocol: t.optional(t.string(({ item }) => item.HealthCheckProtocol)),
    attached: t.bool(({ item }) => (item.LoadBalancerArns ?? []).length > 0),
  }));

/**
 * The certificate authorities that clients of a listener with mutual TLS are checked against.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TrustStore.html
 */
export const trustStore = elbv2
  .list(
    'aws.elbv2.trust-store',
    'DescribeTrustStores',
    {
      items: 'TrustStores',
      paging: PAGES,
      members: {
        TrustStoreArn: true,
        Name: true,
        Status: true,
        NumberOfCaCertificates: true,
        TotalRevokedEntries: true,
      },
      one: (id) => ({ input: { TrustStoreArns: [id] } }),
    },
    {
      service: 'elbv2',
      arn: 'arn:{partition}:elasticloadbalancing:{region}:{account}:truststore/{id}',
      id: ({ item }) => item.TrustStoreArn,
    },
  )
  .named(({ item }) => item.Name)
  .fields((t) => ({
    status: t.enum(['ACTIVE', 'CREATING'], ({ item }) => item.Status),
    authorities: t.int(({ item }) => item.NumberOfCaCertificates),
    revokedEntries: t.int(({ item }) => item.TotalRevokedEntries),
  }));
