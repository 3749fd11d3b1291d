import type * as RDS from '@aws-sdk/client-rds';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const arn = (kind: string, name: string): string => `arn:aws:rds:${REGION}:${ACCOUNT}:${kind}:${name}`;
const plain = { StorageEncrypted: false, KmsKeyId: undefined };

const cluster = (name: string, more: Partial<RDS.DBCluster> = {}): RDS.DBCluster => ({
  DBClusterIdentifier: name,
  DBClusterArn: arn('cluster', name),
  Engine: 'docdb',
  Status: 'available',
  StorageEncrypted: true,
  KmsKeyId: keyArn('good'),
  DBClusterParameterGroup: 'tls12',
  DBClusterMembers: [{ DBInstanceIdentifier: name, DBClusterParameterGroupStatus: 'in-sync' }],
  TagList: [{ Key: 'team', Value: 'orders' }],
  ...more,
});

const CLUSTERS = [
  cluster('good', { MasterUserSecret: { SecretArn: 'arn:aws:secretsmanager:x', KmsKeyId: keyArn('good') } }),
  cluster('open', { ...plain, DBClusterParameterGroup: 'disabled' }),
  cluster('default', { KmsKeyId: keyArn('aws/rds'), DBClusterParameterGroup: 'default' }),
  cluster('pending', {
    DBClusterMembers: [{ DBInstanceIdentifier: 'a', DBClusterParameterGroupStatus: 'pending-reboot' }],
  }),
  cluster('cut-off', { Status: 'inaccessible-encryption-credentials', KmsKeyId: keyArn('off') }),
  cluster('foreign', { KmsKeyId: 'arn:aws:kms:eu-west-1:444455556666:key/theirs' }),
  cluster('replica', { ReplicationSourceIdentifier: arn('cluster', 'good') }),
  cluster('silent', { DBClusterParameterGroup: 'silent' }),
  // as an endpoint answers that knows no filters
  cluster('aurora', { ...plain, Engine: 'aurora-mysql' }),
  cluster('graph', { ...plain, Engine: 'neptune' }),
];

const instance = (name: string, end: string, more: Partial<RDS.DBInstance> = {}): RDS.DBInstance => ({
  DBInstanceIdentifier: name,
  DBInstanceArn: arn('db', name),
  Engine: 'docdb',
  StorageEncrypted: true,
  KmsKeyId: keyArn('good'),
  CertificateDetails: { ValidTill: new Date(end) },
  PerformanceInsightsEnabled: false,
  TagList: [],
  ...more,
});

const snapshot = (name: string, more: Partial<RDS.DBClusterSnapshot> = {}): RDS.DBClusterSnapshot => ({
  DBClusterSnapshotIdentifier: name,
  DBClusterSnapshotArn: arn('cluster-snapshot', name),
  SnapshotType: 'manual',
  Engine: 'docdb',
  StorageEncrypted: true,
  KmsKeyId: keyArn('good'),
  TagList: [],
  ...more,
});

const RESTORERS: Readonly<Record<string, readonly string[]>> = { open: ['all'], lent: ['777788889999'] };
const TLS: Readonly<Record<string, string | undefined>> = { tls12: 'tls1.2+', disabled: 'disabled' };

export const world: World = {
  services: ['docdb'],
  regions: [REGION],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/rds': 'Enabled' }),
    'rds:DescribeDBClusters': { DBClusters: CLUSTERS } satisfies RDS.DBClusterMessage,
    'rds:DescribeDBInstances': {
      DBInstances: [
        instance('good', '2027-01-01T00:00:00Z', {
          PerformanceInsightsEnabled: true,
          PerformanceInsightsKMSKeyId: keyArn('good'),
        }),
        instance('open', '2026-06-20T00:00:00Z', plain),
      ],
    } satisfies RDS.DBInstanceMessage,
    'rds:DescribeDBClusterParameterGroups': {
      DBClusterParameterGroups: ['tls12', 'disabled', 'default', 'silent', 'aurora'].map((name) => ({
        DBClusterParameterGroupName: name,
        DBClusterParameterGroupArn: arn('cluster-pg', name),
        DBParameterGroupFamily: name === 'aurora' ? 'aurora-mysql8.0' : 'docdb5.0',
      })),
    } satisfies RDS.DBClusterParameterGroupsMessage,
    'rds:DescribeDBClusterParameters': ({ DBClusterParameterGroupName: name }) =>
      name === 'silent'
        ? refuses('AccessDenied')
        : {
            Parameters: [
              { ParameterName: 'ttl_monitor', ParameterValue: 'enabled' },
              { ParameterName: 'tls', ParameterValue: TLS[String(name)] },
            ],
          },
    'rds:DescribeDBClusterSnapshots': {
      DBClusterSnapshots: [
        snapshot('sealed'),
        snapshot('open', plain),
        snapshot('lent'),
        snapshot('automated', { SnapshotType: 'automated' }),
      ],
    } satisfies RDS.DBClusterSnapshotMessage,
    'rds:DescribeDBClusterSnapshotAttributes': ({ DBClusterSnapshotIdentifier: name }) => ({
      DBClusterSnapshotAttributesResult: {
        DBClusterSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: RESTORERS[String(name)] ?? [] }],
      },
    }),
  },
};
