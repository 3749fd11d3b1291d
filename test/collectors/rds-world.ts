import type * as RDS from '@aws-sdk/client-rds';
import { ACCOUNT, type Answers, keyArn, playKeys, REGION } from './play.ts';

type Output<T> = Omit<T, '$metadata'>;

const arn = (kind: string, name: string): string => `arn:aws:rds:${REGION}:${ACCOUNT}:${kind}:${name}`;
const keys = playKeys({ own: 'Enabled', dying: 'PendingDeletion', off: 'Disabled', 'aws/rds': 'Enabled' });
const DELETED = keyArn('deleted');
const ELSEWHERE = `arn:aws:kms:${REGION}:999988887777:key/theirs`;

const database = (name: string, more: Partial<RDS.DBInstance> = {}): RDS.DBInstance => ({
  DBInstanceIdentifier: name,
  DBInstanceArn: arn('db', name),
  DBInstanceStatus: 'available',
  Engine: 'postgres',
  EngineVersion: '16.3',
  StorageEncrypted: true,
  StorageEncryptionType: 'sse-kms',
  KmsKeyId: keyArn('own'),
  DBParameterGroups: [{ DBParameterGroupName: 'postgres-tls', ParameterApplyStatus: 'in-sync' }],
  CACertificateIdentifier: 'rds-ca-rsa2048-g1',
  CertificateDetails: { CAIdentifier: 'rds-ca-rsa2048-g1', ValidTill: new Date('2027-01-15T00:00:00Z') },
  PerformanceInsightsEnabled: false,
  TagList: [],
  ...more,
});

const grouped = (Engine: string, DBParameterGroupName: string, EngineVersion = '1'): Partial<RDS.DBInstance> => ({
  Engine,
  EngineVersion,
  DBParameterGroups: [{ DBParameterGroupName, ParameterApplyStatus: 'in-sync' }],
});

const cluster = (name: string, more: Partial<RDS.DBCluster> = {}): RDS.DBCluster => ({
  DBClusterIdentifier: name,
  DBClusterArn: arn('cluster', name),
  Status: 'available',
  Engine: 'aurora-postgresql',
  EngineVersion: '16.4',
  StorageEncrypted: true,
  StorageEncryptionType: 'sse-kms',
  KmsKeyId: keyArn('own'),
  DBClusterParameterGroup: 'aurora-tls',
  DBClusterMembers: [{ DBInstanceIdentifier: `${name}-1`, DBClusterParameterGroupStatus: 'in-sync' }],
  TagList: [],
  ...more,
});

const plain = { StorageEncrypted: false, StorageEncryptionType: 'none', KmsKeyId: undefined } as const;
const ownedByAws = { StorageEncrypted: false, StorageEncryptionType: 'sse-rds', KmsKeyId: undefined } as const;

const DATABASES: readonly RDS.DBInstance[] = [
  database('good', {
    MasterUserSecret: {
      SecretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db',
      KmsKeyId: keyArn('own'),
    },
    ActivityStreamKmsKeyId: keyArn('dying'),
    TagList: [{ Key: 'team', Value: 'orders' }],
    PerformanceInsightsEnabled: true,
    PerformanceInsightsKMSKeyId: keyArn('own'),
  }),
  database('plain', plain),
  database('aws-key', {
    KmsKeyId: keyArn('aws/rds'),
    PerformanceInsightsEnabled: true,
    PerformanceInsightsKMSKeyId: keyArn('aws/rds'),
  }),
  database('foreign-key', { KmsKeyId: ELSEWHERE }),
  database('dying-key', { KmsKeyId: keyArn('dying') }),
  database('deleted-key', { KmsKeyId: DELETED, DBInstanceStatus: 'inaccessible-encryption-credentials-recoverable' }),
  database('member', { ...plain, DBClusterIdentifier: 'aurora', Engine: 'aurora-postgresql' }),
  database('graph', { ...plain, DBClusterIdentifier: 'graph-cluster', Engine: 'neptune' }),
  database('pending', {
    DBParameterGroups: [{ DBParameterGroupName: 'postgres-tls', ParameterApplyStatus: 'pending-reboot' }],
  }),
  database('pg14', grouped('postgres', 'default.postgres14', '14.12')),
  database('pg15', grouped('postgres', 'default.postgres15', '15.7')),
  database('mysql-open', grouped('mysql', 'default.mysql8.4')),
  database('mysql-tls', grouped('mysql', 'mysql-tls')),
  database('maria-114', grouped('mariadb', 'default.mariadb11.4')),
  database('maria-118', grouped('mariadb', 'default.mariadb11.8')),
  database('maria-104', grouped('mariadb', 'default.mariadb10.4')),
  database('maria-116', grouped('mariadb', 'default.mariadb11.6')),
  database('mssql-tls', grouped('sqlserver-se', 'mssql-tls', '15.00.4153.1.v1')),
  database('mssql-old', grouped('sqlserver-se', 'default.sqlserver-se-15.0', '15.00.4365.2.v1')),
  database('mssql-new', grouped('sqlserver-se', 'default.sqlserver-se-15.0', '15.00.4375.4.v1')),
  database('mssql-next', grouped('sqlserver-se', 'default.sqlserver-se-15.0', '17.00.1000.7.v1')),
  database('oracle', grouped('oracle-ee', 'default.oracle-ee-19')),
  database('old-ca', {
    CACertificateIdentifier: 'rds-ca-old',
    CertificateDetails: { ValidTill: new Date('2026-06-20T00:00:00Z') },
  }),
  database('gone-ca', { CACertificateIdentifier: 'rds-ca-2019' }),
];

const CLUSTERS: readonly RDS.DBCluster[] = [
  cluster('aurora', {
    MasterUserSecret: { KmsKeyId: keyArn('aws/rds') },
    ActivityStreamKmsKeyId: keyArn('off'),
  }),
  cluster('aurora-default', { ...ownedByAws, DBClusterParameterGroup: 'default.aurora-postgresql16' }),
  cluster('aurora-17', { KmsKeyId: keyArn('aws/rds'), DBClusterParameterGroup: 'default.aurora-postgresql17' }),
  cluster('aurora-plain', { ...plain, Engine: 'aurora-mysql', DBClusterParameterGroup: 'default.aurora-mysql8.0' }),
  cluster('aurora-new', {
    KmsKeyId: ELSEWHERE,
    Engine: 'aurora-mysql',
    DBClusterParameterGroup: 'default.aurora-mysql9.0',
  }),
  cluster('aurora-off', { KmsKeyId: keyArn('off'), Status: 'inaccessible-encryption-credentials' }),
  cluster('aurora-pending', { DBClusterMembers: [{ DBClusterParameterGroupStatus: 'pending-reboot' }] }),
  cluster('documents', { ...plain, Engine: 'docdb', DBClusterParameterGroup: 'default.docdb5.0' }),
];

/** Family and parameters by group; a parameter without a value has its engine's default. */
export const GROUPS: Readonly<Record<string, readonly [string, Readonly<Record<string, string | undefined>>]>> = {
  'postgres-tls': ['postgres16', { 'rds.force_ssl': '1' }],
  'default.postgres14': ['postgres14', { 'rds.force_ssl': undefined }],
  'default.postgres15': ['postgres15', { 'rds.force_ssl': undefined }],
  'default.mysql8.4': ['mysql8.4', { require_secure_transport: undefined }],
  'mysql-tls': ['mysql8.0', { require_secure_transport: '1' }],
  'default.mariadb10.4': ['mariadb10.4', {}],
  'default.mariadb11.4': ['mariadb11.4', { require_secure_transport: undefined }],
  'default.mariadb11.6': ['mariadb11.6', { require_secure_transport: undefined }],
  'default.mariadb11.8': ['mariadb11.8', { require_secure_transport: undefined }],
  'mssql-tls': ['sqlserver-se-15.0', { 'rds.force_ssl': '1', 'rds.tls10': 'disabled', 'rds.tls11': 'disabled' }],
  'default.sqlserver-se-15.0': [
    'sqlserver-se-15.0',
    { 'rds.force_ssl': '0', 'rds.tls10': 'default', 'rds.tls11': 'default' },
  ],
  'default.oracle-ee-19': ['oracle-ee-19', {}],
};
export const CLUSTER_GROUPS: typeof GROUPS = {
  'aurora-tls': ['aurora-postgresql16', { 'rds.force_ssl': '1' }],
  'default.aurora-postgresql16': ['aurora-postgresql16', { 'rds.force_ssl': undefined }],
  'default.aurora-postgresql17': ['aurora-postgresql17', { 'rds.force_ssl': undefined }],
  'default.aurora-mysql8.0': ['aurora-mysql8.0', { require_secure_transport: 'OFF' }],
  'default.aurora-mysql9.0': ['aurora-mysql9.0', { require_secure_transport: undefined }],
  'default.docdb5.0': ['docdb5.0', { tls: 'enabled' }],
};
const NOISE = { ParameterName: 'work_mem', ParameterValue: '4096' };
const parametersOf = (groups: typeof GROUPS, name: unknown): RDS.Parameter[] => [
  NOISE,
  ...Object.entries(groups[String(name)]?.[1] ?? {}).map(([ParameterName, ParameterValue]) => ({
    ParameterName,
    ParameterValue,
  })),
];

const snapshot = (name: string, more: Partial<RDS.DBSnapshot> = {}): RDS.DBSnapshot => ({
  DBSnapshotIdentifier: name,
  DBSnapshotArn: arn('snapshot', name),
  DBInstanceIdentifier: 'good',
  SnapshotType: 'manual',
  Engine: 'postgres',
  Encrypted: true,
  KmsKeyId: keyArn('own'),
  ...more,
});
const clusterSnapshot = (name: string, more: Partial<RDS.DBClusterSnapshot> = {}): RDS.DBClusterSnapshot => ({
  DBClusterSnapshotIdentifier: name,
  DBClusterSnapshotArn: arn('cluster-snapshot', name),
  DBClusterIdentifier: 'aurora',
  SnapshotType: 'manual',
  Engine: 'aurora-postgresql',
  StorageEncrypted: true,
  KmsKeyId: keyArn('own'),
  ...more,
});
const SHARED: Readonly<Record<string, readonly string[]>> = {
  open: ['all'],
  lent: ['444455556666', '777788889999'],
  trusted: ['444455556666'],
};
const attributes = (name: unknown): [RDS.DBSnapshotAttribute] => [
  { AttributeName: 'restore', AttributeValues: [...(SHARED[String(name)] ?? [])] },
];

/** An RDS account in good, bad and tricky states. */
export const world = {
  ...keys,
  // Two pages, as AWS cuts them.
  'rds:DescribeDBInstances': ({ Marker }) =>
    (Marker
      ? { DBInstances: DATABASES.slice(10) }
      : { DBInstances: DATABASES.slice(0, 10), Marker: 'next' }) satisfies Output<RDS.DescribeDBInstancesCommandOutput>,
  'rds:DescribeDBClusters': { DBClusters: [...CLUSTERS] } satisfies Output<RDS.DescribeDBClustersCommandOutput>,
  'rds:DescribeDBParameterGroups': {
    DBParameterGroups: Object.entries(GROUPS).map(([name, [DBParameterGroupFamily]]) => ({
      DBParameterGroupName: name,
      DBParameterGroupArn: arn('pg', name),
      DBParameterGroupFamily,
    })),
  } satisfies Output<RDS.DescribeDBParameterGroupsCommandOutput>,
  'rds:DescribeDBParameters': ({ DBParameterGroupName }) =>
    ({
      Parameters: parametersOf(GROUPS, DBParameterGroupName),
    }) satisfies Output<RDS.DescribeDBParametersCommandOutput>,
  'rds:DescribeDBClusterParameterGroups': {
    DBClusterParameterGroups: Object.entries(CLUSTER_GROUPS).map(([name, [DBParameterGroupFamily]]) => ({
      DBClusterParameterGroupName: name,
      DBClusterParameterGroupArn: arn('cluster-pg', name),
      DBParameterGroupFamily,
    })),
  } satisfies Output<RDS.DescribeDBClusterParameterGroupsCommandOutput>,
  'rds:DescribeDBClusterParameters': ({ DBClusterParameterGroupName }) =>
    ({
      Parameters: parametersOf(CLUSTER_GROUPS, DBClusterParameterGroupName),
    }) satisfies Output<RDS.DescribeDBClusterParametersCommandOutput>,
  'rds:DescribeDBSnapshots': {
    DBSnapshots: [
      snapshot('sealed'),
      snapshot('open', { Encrypted: false, KmsKeyId: undefined }),
      snapshot('lent', { KmsKeyId: keyArn('dying') }),
      snapshot('trusted', { KmsKeyId: ELSEWHERE }),
      snapshot('rds:good-2026-05-31', { SnapshotType: 'automated', KmsKeyId: DELETED }),
    ],
  } satisfies Output<RDS.DescribeDBSnapshotsCommandOutput>,
  'rds:DescribeDBSnapshotAttributes': ({ DBSnapshotIdentifier }) =>
    ({
      DBSnapshotAttributesResult: { DBSnapshotAttributes: attributes(DBSnapshotIdentifier) },
    }) satisfies Output<RDS.DescribeDBSnapshotAttributesCommandOutput>,
  'rds:DescribeDBClusterSnapshots': {
    DBClusterSnapshots: [
      clusterSnapshot('sealed'),
      clusterSnapshot('default', ownedByAws),
      clusterSnapshot('open', plain),
      clusterSnapshot('lent', { KmsKeyId: keyArn('off') }),
      clusterSnapshot('theirs', { KmsKeyId: ELSEWHERE }),
      clusterSnapshot('documents', { ...plain, Engine: 'docdb' }),
    ],
  } satisfies Output<RDS.DescribeDBClusterSnapshotsCommandOutput>,
  'rds:DescribeDBClusterSnapshotAttributes': ({ DBClusterSnapshotIdentifier }) =>
    ({
      DBClusterSnapshotAttributesResult: { DBClusterSnapshotAttributes: attributes(DBClusterSnapshotIdentifier) },
    }) satisfies Output<RDS.DescribeDBClusterSnapshotAttributesCommandOutput>,
  'rds:DescribeCertificates': {
    Certificates: [
      { CertificateIdentifier: 'rds-ca-rsa2048-g1', ValidTill: new Date('2061-05-25T23:54:16Z') },
      { CertificateIdentifier: 'rds-ca-old', ValidTill: new Date('2026-08-01T00:00:00Z') },
    ].map((one) => ({ ...one, CertificateArn: `arn:aws:rds:${REGION}::cert:${one.CertificateIdentifier}` })),
  } satisfies Output<RDS.DescribeCertificatesCommandOutput>,
  'rds:DescribeDBProxies': {
    DBProxies: [
      { DBProxyName: 'tls', DBProxyArn: arn('db-proxy', 'prx-1'), RequireTLS: true },
      { DBProxyName: 'open', DBProxyArn: arn('db-proxy', 'prx-2'), RequireTLS: false },
    ],
  } satisfies Output<RDS.DescribeDBProxiesCommandOutput>,
  'rds:DescribeGlobalClusters': {
    GlobalClusters: [
      { GlobalClusterIdentifier: 'sealed', Engine: 'aurora-mysql', StorageEncrypted: true },
      {
        GlobalClusterIdentifier: 'default',
        Engine: 'aurora-mysql',
        StorageEncrypted: false,
        StorageEncryptionType: 'sse-rds',
      },
      { GlobalClusterIdentifier: 'plain', Engine: 'aurora-mysql', StorageEncrypted: false },
      { GlobalClusterIdentifier: 'documents', Engine: 'docdb', StorageEncrypted: false },
    ],
  } satisfies Output<RDS.DescribeGlobalClustersCommandOutput>,
} satisfies Answers;
