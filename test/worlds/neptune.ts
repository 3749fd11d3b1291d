import type * as RDS from '@aws-sdk/client-rds';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const arn = (kind: string, name: string): string => `arn:aws:rds:${REGION}:${ACCOUNT}:${kind}:${name}`;
const plain = { StorageEncrypted: false, KmsKeyId: undefined };

const cluster = (name: string, more: Partial<RDS.DBCluster> = {}): RDS.DBCluster => ({
  DBClusterIdentifier: name,
  DBClusterArn: arn('cluster', name),
  Engine: 'neptune',
  Status: 'available',
  StorageEncrypted: true,
  KmsKeyId: keyArn('good'),
  TagList: [{ Key: 'team', Value: 'graph' }],
  ...more,
});
const instance = (name: string, more: Partial<RDS.DBInstance> = {}): RDS.DBInstance => ({
  DBInstanceIdentifier: name,
  DBInstanceArn: arn('db', name),
  Engine: 'neptune',
  StorageEncrypted: true,
  KmsKeyId: keyArn('good'),
  TagList: [],
  ...more,
});
const snapshot = (name: string, more: Partial<RDS.DBClusterSnapshot> = {}): RDS.DBClusterSnapshot => ({
  DBClusterSnapshotIdentifier: name,
  DBClusterSnapshotArn: arn('cluster-snapshot', name),
  SnapshotType: 'manual',
  Engine: 'neptune',
  StorageEncrypted: true,
  KmsKeyId: keyArn('good'),
  TagList: [],
  ...more,
});

const RESTORERS: Readonly<Record<string, readonly string[]>> = { open: ['all'], lent: ['777788889999'] };

export const world: World = {
  services: ['neptune'],
  regions: [REGION],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled', 'aws/rds': 'Enabled' }),
    'rds:DescribeDBClusters': {
      DBClusters: [
        cluster('good'),
        cluster('open', plain),
        cluster('default', { KmsKeyId: keyArn('aws/rds') }),
        cluster('cut-off', { Status: 'inaccessible-encryption-credentials', KmsKeyId: keyArn('off') }),
        cluster('foreign', { KmsKeyId: 'arn:aws:kms:eu-west-1:444455556666:key/theirs' }),
        cluster('documents', { ...plain, Engine: 'docdb' }),
      ],
    } satisfies RDS.DBClusterMessage,
    'rds:DescribeDBInstances': { DBInstances: [instance('good')] } satisfies RDS.DBInstanceMessage,
    'rds:DescribeDBClusterSnapshots': {
      DBClusterSnapshots: [
        snapshot('sealed'),
        snapshot('open', plain),
        snapshot('lent'),
        snapshot('refused'),
        snapshot('automated', { SnapshotType: 'automated' }),
      ],
    } satisfies RDS.DBClusterSnapshotMessage,
    'rds:DescribeDBClusterSnapshotAttributes': ({ DBClusterSnapshotIdentifier: name }) =>
      name === 'refused'
        ? refuses('AccessDenied')
        : {
            DBClusterSnapshotAttributesResult: {
              DBClusterSnapshotAttributes: [
                { AttributeName: 'restore', AttributeValues: RESTORERS[String(name)] ?? [] },
              ],
            },
          },
  },
};
