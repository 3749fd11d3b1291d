import type * as DMS from '@aws-sdk/client-database-migration-service';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const arn = (kind: string, name: string): string => `arn:aws:dms:${REGION}:${ACCOUNT}:${kind}:${name}`;

const endpoint = (name: string, EngineName: string, more: Partial<DMS.Endpoint> = {}): DMS.Endpoint => ({
  EndpointIdentifier: name,
  EndpointArn: arn('endpoint', name),
  EndpointType: 'target',
  EngineName,
  SslMode: 'none',
  KmsKeyId: keyArn('good'),
  ...more,
});
const redis = (SslSecurityProtocol?: DMS.SslSecurityProtocolValue): Partial<DMS.Endpoint> => ({
  RedisSettings: {
    ServerName: 'cache',
    Port: 6379,
    ...(SslSecurityProtocol === undefined ? {} : { SslSecurityProtocol }),
  },
});

const ENDPOINTS = [
  endpoint('postgres', 'postgres', { SslMode: 'verify-full', CertificateArn: arn('cert', 'fresh') }),
  endpoint('mysql-plain', 'mysql', { KmsKeyId: keyArn('aws/dms') }),
  endpoint('default-key', 'oracle', { SslMode: 'require', KmsKeyId: undefined }),
  endpoint('bucket', 's3', { S3Settings: { ServerSideEncryptionKmsKeyId: keyArn('good') } }),
  endpoint('redis-tls', 'redis', redis('ssl-encryption')),
  endpoint('redis-default', 'redis', redis()),
  endpoint('redis-plain', 'redis', redis('plaintext')),
  endpoint('kafka-tls', 'kafka', { KafkaSettings: { SecurityProtocol: 'sasl-ssl' } }),
  endpoint('kafka-plain', 'kafka', { KafkaSettings: { SecurityProtocol: 'plaintext' } }),
  endpoint('kafka-silent', 'kafka', { KafkaSettings: { Topic: 'orders' } }),
  endpoint('new-engine', 'brand-new', { SslMode: undefined }),
];

const certificate = (name: string, more: Partial<DMS.Certificate>): DMS.Certificate => ({
  CertificateIdentifier: name,
  CertificateArn: arn('cert', name),
  CertificatePem: 'not stored',
  ...more,
});

const instance = (name: string, KmsKeyId: string): DMS.ReplicationInstance => ({
  ReplicationInstanceIdentifier: name,
  ReplicationInstanceArn: arn('rep', name),
  KmsKeyId,
});

export const world: World = {
  services: ['dms'],
  regions: [REGION],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/dms': 'Enabled' }),
    'database-migration-service:DescribeEndpoints': {
      Endpoints: ENDPOINTS,
    } satisfies DMS.DescribeEndpointsResponse,
    'database-migration-service:DescribeReplicationInstances': {
      ReplicationInstances: [
        instance('own', keyArn('good')),
        instance('default', keyArn('aws/dms')),
        instance('cut-off', keyArn('off')),
        instance('foreign', 'arn:aws:kms:eu-west-1:444455556666:key/theirs'),
      ],
    } satisfies DMS.DescribeReplicationInstancesResponse,
    'database-migration-service:DescribeReplicationConfigs': (input) =>
      input['Marker'] === undefined
        ? ({
            ReplicationConfigs: [
              {
                ReplicationConfigIdentifier: 'serverless',
                ReplicationConfigArn: arn('replication-config', 'serverless'),
                ComputeConfig: { KmsKeyId: keyArn('good') },
              },
            ],
            Marker: 'more',
          } satisfies DMS.DescribeReplicationConfigsResponse)
        : refuses('AccessDeniedFault'),
    'database-migration-service:DescribeCertificates': {
      Certificates: [
        certificate('fresh', { ValidToDate: new Date('2027-01-01T00:00:00Z'), KmsKeyId: keyArn('good') }),
        certificate('expired', { ValidToDate: new Date('2026-05-01T00:00:00Z') }),
        certificate('wallet', { CertificatePem: undefined }),
      ],
    } satisfies DMS.DescribeCertificatesResponse,
  },
};
