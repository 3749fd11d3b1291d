import type * as EC2 from '@aws-sdk/client-ec2';
import type { GetKeyPolicyCommandOutput, ListGrantsCommandOutput } from '@aws-sdk/client-kms';
import type * as RDS from '@aws-sdk/client-rds';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import { policyText } from '../policy-texts.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

export const RECEIVER = '444455556666';
const own = { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*' };
const receiver = { AWS: `arn:aws:iam::${RECEIVER}:root` };

/** What a copy under the key is named after. */
const POLICIES: Readonly<Record<string, string>> = {
  lent: policyText(own, { Principal: receiver, Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:CreateGrant'] }),
  described: policyText(own, { Principal: receiver, Action: 'kms:DescribeKey' }),
  denied: policyText(
    own,
    { Principal: receiver, Action: 'kms:*' },
    { ...own, ...{ Effect: 'Deny', Principal: receiver } },
  ),
  organization: policyText(own, {
    Principal: '*',
    Action: 'kms:Decrypt',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } },
  }),
  kept: policyText(own),
  granted: policyText(own),
};
const KEYS = [...Object.keys(POLICIES), 'unread'];

const clusterSnapshot = (Engine: string, key: string, more: Partial<RDS.DBClusterSnapshot> = {}) => ({
  DBClusterSnapshotIdentifier: key,
  DBClusterSnapshotArn: `arn:aws:rds:${REGION}:${ACCOUNT}:cluster-snapshot:${Engine}-${key}`,
  SnapshotType: 'manual',
  Engine,
  StorageEncrypted: true,
  KmsKeyId: keyArn(key),
  ...more,
});

const instanceSnapshot = (name: string, more: Partial<RDS.DBSnapshot> = {}): RDS.DBSnapshot => ({
  DBSnapshotIdentifier: name,
  DBSnapshotArn: `arn:aws:rds:${REGION}:${ACCOUNT}:snapshot:${name}`,
  DBInstanceIdentifier: 'orders',
  SnapshotType: 'manual',
  Engine: 'postgres',
  Encrypted: true,
  KmsKeyId: keyArn(name),
  ...more,
});

const image = (key: string, ...snapshots: string[]): EC2.Image => ({
  ImageId: `ami-${key}`,
  Name: key,
  BlockDeviceMappings: [key, ...snapshots].map((name) => ({
    DeviceName: `/dev/${name}`,
    Ebs: { Encrypted: true, SnapshotId: `snap-${name}` },
  })),
});

const restore = (accounts: readonly string[]) => [{ AttributeName: 'restore', AttributeValues: [...accounts] }];

/** Copies that are shared with one account, under keys that it may use, may not, or nobody knows. */
export const world: World = {
  services: ['ebs', 'ec2', 'rds', 'docdb', 'neptune'],
  answers: {
    ...playKeys(Object.fromEntries([...KEYS, 'aws/ebs', 'aws/rds'].map((key) => [key, 'Enabled']))),
    'kms:GetKeyPolicy': ({ KeyId }) => {
      const Policy = POLICIES[String(KeyId)];
      if (Policy === undefined) return refuses('AccessDeniedException');
      return { Policy } satisfies Body<GetKeyPolicyCommandOutput>;
    },
    'kms:ListGrants': ({ KeyId }) =>
      ({
        Grants:
          KeyId === 'granted'
            ? [{ GrantId: 'g', GranteePrincipal: `arn:aws:iam::${RECEIVER}:role/restore`, Operations: ['Decrypt'] }]
            : [],
      }) satisfies Body<ListGrantsCommandOutput>,
    'ec2:DescribeVolumes': {
      Volumes: [{ VolumeId: 'vol-1', Encrypted: true, KmsKeyId: keyArn('lent') }],
    } satisfies Body<EC2.DescribeVolumesCommandOutput>,
    'ec2:DescribeSnapshots': {
      Snapshots: [
        ...KEYS.map((key) => ({
          SnapshotId: `snap-${key}`,
          VolumeId: 'vol-1',
          Encrypted: true,
          KmsKeyId: keyArn(key),
        })),
        { SnapshotId: 'snap-aws', VolumeId: 'vol-ffffffff', Encrypted: true, KmsKeyId: keyArn('aws/ebs') },
        { SnapshotId: 'snap-plain', VolumeId: 'vol-1', Encrypted: false },
      ],
    } satisfies Body<EC2.DescribeSnapshotsCommandOutput>,
    'ec2:DescribeSnapshotAttribute': ({ SnapshotId }) =>
      ({
        SnapshotId: String(SnapshotId),
        CreateVolumePermissions: [{ UserId: RECEIVER }],
      }) satisfies Body<EC2.DescribeSnapshotAttributeCommandOutput>,
    'ec2:DescribeImages': {
      Images: [
        image('lent', 'granted'),
        image('kept', 'lent'),
        image('unread'),
        image('aws'),
        image('others', 'lent'),
        { ImageId: 'ami-plain', BlockDeviceMappings: [{ Ebs: { Encrypted: false, SnapshotId: 'snap-plain' } }] },
      ],
    } satisfies Body<EC2.DescribeImagesCommandOutput>,
    'ec2:DescribeImageAttribute': ({ ImageId }) =>
      ({
        ImageId: String(ImageId),
        LaunchPermissions: [{ UserId: RECEIVER }],
      }) satisfies Body<EC2.DescribeImageAttributeCommandOutput>,
    'rds:DescribeDBInstances': {
      DBInstances: [
        {
          DBInstanceIdentifier: 'orders',
          DBInstanceArn: `arn:aws:rds:${REGION}:${ACCOUNT}:db:orders`,
          Engine: 'postgres',
          StorageEncrypted: true,
          KmsKeyId: keyArn('lent'),
        },
      ],
    } satisfies Body<RDS.DescribeDBInstancesCommandOutput>,
    'rds:DescribeDBClusters': {
      DBClusters: [
        {
          DBClusterIdentifier: 'shop',
          DBClusterArn: `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:shop`,
          Engine: 'aurora-mysql',
          StorageEncrypted: true,
          KmsKeyId: keyArn('lent'),
        },
      ],
    } satisfies Body<RDS.DescribeDBClustersCommandOutput>,
    'rds:DescribeDBSnapshots': {
      DBSnapshots: [
        instanceSnapshot('lent'),
        instanceSnapshot('kept'),
        instanceSnapshot('automated', { SnapshotType: 'automated', DBInstanceIdentifier: 'gone' }),
      ],
    } satisfies Body<RDS.DescribeDBSnapshotsCommandOutput>,
    'rds:DescribeDBSnapshotAttributes': {
      DBSnapshotAttributesResult: { DBSnapshotAttributes: restore([RECEIVER]) },
    } satisfies Body<RDS.DescribeDBSnapshotAttributesCommandOutput>,
    'rds:DescribeDBClusterSnapshots': {
      DBClusterSnapshots: ['aurora-mysql', 'docdb', 'neptune'].flatMap((engine) => {
        const cluster = engine === 'aurora-mysql' ? { DBClusterIdentifier: 'shop' } : {};
        return ['lent', 'kept', 'unread'].map((key) => clusterSnapshot(engine, key, cluster));
      }),
    } satisfies Body<RDS.DescribeDBClusterSnapshotsCommandOutput>,
    'rds:DescribeDBClusterSnapshotAttributes': {
      DBClusterSnapshotAttributesResult: { DBClusterSnapshotAttributes: restore(['all', RECEIVER]) },
    } satisfies Body<RDS.DescribeDBClusterSnapshotAttributesCommandOutput>,
  },
};
