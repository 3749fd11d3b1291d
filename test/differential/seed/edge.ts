import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { CloudFrontClient, CreateDistributionCommand, type DistributionConfig } from '@aws-sdk/client-cloudfront';
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateLoadBalancerCommand, ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand as CreateLoadBalancerV2Command,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { many, type Place, pick } from './place.ts';

/** What faces the network: certificates, load balancers, distributions, interfaces. */
export async function seedNetworkEdge(place: Place): Promise<void> {
  const certificate = await seedCertificates(new ACMClient(place.config));
  await seedBalancers(place, certificate);
  await seedDistributions(new CloudFrontClient(place.config), certificate);
  await seedInterfaces(new APIGatewayClient(place.config));
}

async function seedCertificates(acm: ACMClient): Promise<string> {
  let last = '';
  await many(12, async (at) => {
    const { CertificateArn = '' } = await acm.send(
      new RequestCertificateCommand({
        DomainName: `host${at}.example.com`,
        ValidationMethod: 'DNS',
        KeyAlgorithm: pick(at, 'RSA_2048' as const, 'EC_prime256v1' as const, 'RSA_1024' as const),
        Options: { CertificateTransparencyLoggingPreference: pick(at, 'ENABLED' as const, 'DISABLED' as const) },
      }),
    );
    last = CertificateArn;
  });
  return last;
}

async function seedBalancers({ config }: Place, certificate: string): Promise<void> {
  const classic = new ElasticLoadBalancingClient(config);
  await many(8, (at) =>
    classic.send(
      new CreateLoadBalancerCommand({
        LoadBalancerName: `classic-${at}`,
        AvailabilityZones: [`${config.region}a`],
        Listeners: [
          pick(
            at,
            { Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 80 },
            { Protocol: 'HTTPS', LoadBalancerPort: 443, InstancePort: 80, SSLCertificateId: certificate },
            { Protocol: 'TCP', LoadBalancerPort: 25, InstancePort: 25 },
            { Protocol: 'SSL', LoadBalancerPort: 465, InstancePort: 25, SSLCertificateId: certificate },
          ),
        ],
      }),
    ),
  );
  const ec2 = new EC2Client(config);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const VpcId = Vpc?.VpcId;
  const subnets: string[] = [];
  await many(2, async (at) => {
    const CidrBlock = `10.9.${at}.0/24`;
    const AvailabilityZone = `${config.region}${pick(at, 'a', 'b')}`;
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
    subnets.push(Subnet?.SubnetId ?? '');
  });
  const modern = new ElasticLoadBalancingV2Client(config);
  const { TargetGroups } = await modern.send(
    new CreateTargetGroupCommand({ Name: 'targets', Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip' }),
  );
  const forward = { Type: 'forward' as const, TargetGroupArn: TargetGroups?.[0]?.TargetGroupArn };
  const redirect = {
    Type: 'redirect' as const,
    RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' as const },
  };
  await many(10, async (at) => {
    const isNetwork = at >= 6;
    const { LoadBalancers } = await modern.send(
      new CreateLoadBalancerV2Command({
        Name: `balancer-${at}`,
        Subnets: subnets,
        Type: isNetwork ? 'network' : 'application',
      }),
    );
    const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn;
    const SslPolicy = pick(
      at,
      'ELBSecurityPolicy-2016-08',
      'ELBSecurityPolicy-TLS13-1-2-2021-06',
      'ELBSecurityPolicy-TLS-1-0-2015-04',
    );
    const secure = { SslPolicy, Certificates: [{ CertificateArn: certificate }], Port: 443 };
    const open = isNetwork ? { Protocol: 'TCP' as const, Port: 80 } : { Protocol: 'HTTP' as const, Port: 80 };
    const sealed = isNetwork ? { Protocol: 'TLS' as const, ...secure } : { Protocol: 'HTTPS' as const, ...secure };
    if (at % 3 !== 1)
      await modern.send(
        new CreateListenerCommand({
          LoadBalancerArn,
          ...open,
          DefaultActions: [!isNetwork && at % 2 === 0 ? redirect : forward],
        }),
      );
    if (at % 3 !== 2)
      await modern.send(new CreateListenerCommand({ LoadBalancerArn, ...sealed, DefaultActions: [forward] }));
  });
}

async function seedDistributions(cloudfront: CloudFrontClient, certificate: string): Promise<void> {
  await many(8, (at) => {
    const DistributionConfig: DistributionConfig = {
      CallerReference: `distribution-${at}`,
      Comment: '',
      Enabled: true,
      Origins: {
        Quantity: 1,
        Items: [
          {
            Id: 'origin',
            DomainName: 'origin.example.com',
            CustomOriginConfig: {
              HTTPPort: 80,
              HTTPSPort: 443,
              OriginProtocolPolicy: pick(at, 'https-only' as const, 'http-only' as const, 'match-viewer' as const),
              OriginSslProtocols: {
                Quantity: 1,
                Items: [pick(at, 'TLSv1.2' as const, 'SSLv3' as const)],
              },
            },
          },
        ],
      },
      DefaultCacheBehavior: {
        TargetOriginId: 'origin',
        ViewerProtocolPolicy: pick(at, 'redirect-to-https' as const, 'allow-all' as const, 'https-only' as const),
        ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
        MinTTL: 0,
      },
      ViewerCertificate:
        at % 2 === 0
          ? { CloudFrontDefaultCertificate: true }
          : { ACMCertificateArn: certificate, SSLSupportMethod: 'sni-only', MinimumProtocolVersion: 'TLSv1.2_2021' },
    };
    return cloudfront.send(new CreateDistributionCommand({ DistributionConfig }));
  });
}

async function seedInterfaces(gateway: APIGatewayClient): Promise<void> {
  await many(6, async (at) => {
    const { id: restApiId = '' } = await gateway.send(new CreateRestApiCommand({ name: `interface-${at}` }));
    const { items = [] } = await gateway.send(new GetResourcesCommand({ restApiId }));
    const resourceId = items[0]?.id ?? '';
    const method = { restApiId, resourceId, httpMethod: 'GET' };
    await gateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
    await gateway.send(
      new PutIntegrationCommand({ ...method, type: 'HTTP', integrationHttpMethod: 'GET', uri: 'https://example.com' }),
    );
    const { id: deploymentId = '' } = await gateway.send(new CreateDeploymentCommand({ restApiId }));
    const stageName = 'live';
    await gateway.send(
      new CreateStageCommand({
        restApiId,
        stageName,
        deploymentId,
        cacheClusterEnabled: at % 3 !== 0,
        cacheClusterSize: at % 3 !== 0 ? '0.5' : undefined,
      }),
    );
    const patches = [
      ...(at % 3 === 1
        ? [
            { op: 'replace' as const, path: '/*/*/caching/enabled', value: 'true' },
            { op: 'replace' as const, path: '/*/*/caching/dataEncrypted', value: 'true' },
          ]
        : []),
      ...(at % 3 === 2 ? [{ op: 'replace' as const, path: '/*/*/caching/enabled', value: 'true' }] : []),
    ];
    if (patches.length > 0)
      await gateway.send(new UpdateStageCommand({ restApiId, stageName, patchOperations: patches }));
  });
}
