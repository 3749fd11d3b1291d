import type {
  DescribeClusterCommandOutput,
  DescribeSecurityConfigurationCommandOutput,
  ListClustersCommandOutput,
  ListSecurityConfigurationsCommandOutput,
} from '@aws-sdk/client-emr';
import { ACCOUNT, keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const sealing = (s3: object, localDisk: object, inTransit = true) =>
  JSON.stringify({
    EncryptionConfiguration: {
      EnableInTransitEncryption: inTransit,
      EnableAtRestEncryption: true,
      AtRestEncryptionConfiguration: { S3EncryptionConfiguration: s3, LocalDiskEncryptionConfiguration: localDisk },
    },
  });

const aws = (AwsKmsKey: string, EnableEbsEncryption = true) => ({
  EncryptionKeyProviderType: 'AwsKms',
  AwsKmsKey,
  EnableEbsEncryption,
});

const texts: Readonly<Record<string, string>> = {
  good: sealing({ EncryptionMode: 'SSE-KMS', AwsKmsKey: keyArn('good') }, aws(keyArn('good'))),
  client: sealing({ EncryptionMode: 'CSE-KMS', AwsKmsKey: keyArn('good') }, aws(keyArn('aws/elasticmapreduce'))),
  custom: sealing(
    {
      EncryptionMode: 'CSE-Custom',
      S3Object: 's3://jars/provider.jar',
      EncryptionKeyProviderClass: 'com.example.Keys',
    },
    { EncryptionKeyProviderType: 'Custom', EncryptionKeyProviderClass: 'com.example.Keys' },
  ),
  'no-disk': JSON.stringify({
    EncryptionConfiguration: {
      EnableInTransitEncryption: false,
      EnableAtRestEncryption: true,
      AtRestEncryptionConfiguration: { S3EncryptionConfiguration: { EncryptionMode: 'SSE-S3' } },
    },
  }),
  // what is configured below a switch that is off does nothing
  off: JSON.stringify({
    EncryptionConfiguration: {
      EnableInTransitEncryption: false,
      EnableAtRestEncryption: false,
      AtRestEncryptionConfiguration: { LocalDiskEncryptionConfiguration: aws(keyArn('good')) },
    },
  }),
  kerberos: JSON.stringify({
    AuthenticationConfiguration: { KerberosConfiguration: { Provider: 'ClusterDedicatedKdc' } },
  }),
  broken: '{"EncryptionConfiguration": {"EnableAtRest',
  odd: JSON.stringify({ EncryptionConfiguration: { EnableAtRestEncryption: 'yes', EnableInTransitEncryption: null } }),
  list: '[]',
};

const configurations = {
  SecurityConfigurations: [...Object.keys(texts), 'denied'].map((Name) => ({ Name })),
} satisfies Body<ListSecurityConfigurationsCommandOutput>;

const described = (Name: string) =>
  ({ Name, SecurityConfiguration: texts[Name] }) satisfies Body<DescribeSecurityConfigurationCommandOutput>;

const clusters = {
  Clusters: ['secured', 'bare', 'hidden'].map((Name) => ({
    Id: `j-${Name}`,
    Name,
    ClusterArn: `arn:aws:elasticmapreduce:${REGION}:${ACCOUNT}:cluster/j-${Name}`,
  })),
} satisfies Body<ListClustersCommandOutput>;

const cluster = (Id: string) =>
  ({
    Cluster: {
      Id,
      Tags: [{ Key: 'team', Value: 'a' }],
      ...(Id === 'j-secured' ? { SecurityConfiguration: 'good', LogEncryptionKmsKeyId: keyArn('good') } : {}),
      KerberosAttributes: { Realm: 'EC2.INTERNAL', KdcAdminPassword: 'not-to-be-stored' },
    },
  }) satisfies Body<DescribeClusterCommandOutput>;

const denied = refuses('AccessDeniedException');

export const world: World = {
  services: ['emr'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', 'aws/elasticmapreduce': 'Enabled' }),
    'emr:ListSecurityConfigurations': onlyHere(configurations),
    'emr:DescribeSecurityConfiguration': ({ Name }) => (Name === 'denied' ? denied : described(String(Name))),
    'emr:ListClusters': onlyHere(clusters),
    'emr:DescribeCluster': ({ ClusterId }) => (ClusterId === 'j-hidden' ? denied : cluster(String(ClusterId))),
  },
};
