import { eachTime, undocumented } from '../model/dependence.ts';
import { clusterSnapshots } from './rds-cluster-snapshots.ts';
import { encrypted, isOf, keyOf, nameIn, PAGES, rds, sealOf, TAGS, terminal } from './rds-storage.ts';
import { tagMap } from './tags.ts';

/** DocumentDB answers through RDS's API, whose model has tags besides. What RDS itself has is in rds.ts. */
const DOCDB = { Filters: [{ Name: 'engine', Values: ['docdb'] }] };

/**
 * Clusters that are sharded by themselves ("elastic" ones) have an API of their own and are not here.
 * https://docs.aws.amazon.com/documentdb/latest/developerguide/API_DBCluster.html
 */
export const cluster = rds
  .list(
    'aws.docdb.cluster',
    'DescribeDBClusters',
    {
      items: 'DBClusters',
      paging: PAGES,
      input: DOCDB,
      keep: isOf('docdb'),
      members: {
        DBClusterIdentifier: true,
        DBClusterArn: true,
        Engine: true,
        Status: true,
        StorageEncrypted: true,
        StorageEncryptionType: true,
        KmsKeyId: true,
        DBClusterParameterGroup: true,
        DBClusterMembers: { DBClusterParameterGroupStatus: true },
        ReplicationSourceIdentifier: true,
        MasterUserSecret: { SecretArn: true, KmsKeyId: true },
        TagList: TAGS,
      },
      one: (id) => ({ input: { DBClusterIdentifier: id } }),
    },
    {
      service: 'docdb',
      arn: 'arn:{partition}:rds:{region}:{account}:cluster:{id}',
      id: ({ item }) => item.DBClusterArn,
    },
  )
  .depends({
    kmsKey: terminal('cluster', 'https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html'),
    masterSecretKey: eachTime(
      'versions of the secret that holds the master password',
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    ),
  })
  .fields((t) => ({
    status: t.string(({ item }) => item.Status),
    encrypted: t.bool(({ item }) => encrypted(item)),
    keyArn: t.string(({ item }) => keyOf(item)),
    ...t.sealed(({ item }) => sealOf(item)),
    parameterGroup: t.link('aws.docdb.cluster-parameter-group', ['tls'], ({ item }) => item.DBClusterParameterGroup),
    parametersInSync: t.bool(({ item }) =>
      (item.DBClusterMembers ?? []).every(({ DBClusterParameterGroupStatus: status }) => status === 'in-sync'),
    ),
    replicationSource: t.optional(t.string(({ item }) => item.ReplicationSourceIdentifier || undefined)),
    masterSecret: t.link('aws.secretsmanager.secret', [], ({ item }) => item.MasterUserSecret?.SecretArn ?? ''),
    masterSecretKey: t.link('aws.kms.key', ['state'], ({ item }) => item.MasterUserSecret?.KmsKeyId ?? ''),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));

/** https://docs.aws.amazon.com/documentdb/latest/developerguide/API_DBInstance.html */
export const instance = rds
  .list(
    'aws.docdb.instance',
    'DescribeDBInstances',
    {
      items: 'DBInstances',
      paging: PAGES,
      input: DOCDB,
      keep: isOf('docdb'),
      members: {
        DBInstanceIdentifier: true,
        DBInstanceArn: true,
        Engine: true,
        StorageEncrypted: true,
        StorageEncryptionType: true,
        KmsKeyId: true,
        CertificateDetails: { ValidTill: true },
        PerformanceInsightsEnabled: true,
        PerformanceInsightsKMSKeyId: true,
        TagList: TAGS,
      },
      one: (id) => ({ input: { DBInstanceIdentifier: id } }),
    },
    { service: 'docdb', arn: 'arn:{partition}:rds:{region}:{account}:db:{id}', id: ({ item }) => item.DBInstanceArn },
  )
  .depends({
    kmsKey: terminal(
      'instance',
      'https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html',
    ),
    performanceInsightsKey: undocumented(
      'the metrics of Performance Insights',
      'https://docs.aws.amazon.com/documentdb/latest/developerguide/performance-insights.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => sealOf(item)),
    serverCertificateValidTill: t.time(({ item }) => item.CertificateDetails?.ValidTill),
    performanceInsightsKey: t.link('aws.kms.key', ['state'], ({ item }) =>
      item.PerformanceInsightsEnabled ? item.PerformanceInsightsKMSKeyId : '',
    ),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));

const TLS = ['disabled', 'enabled', 'fips-140-3', 'tls1.2+', 'tls1.3+'] as const;

/** https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html */
export const clusterParameterGroup = rds
  .list(
    'aws.docdb.cluster-parameter-group',
    'DescribeDBClusterParameterGroups',
    {
      items: 'DBClusterParameterGroups',
      paging: PAGES,
      keep: ({ DBParameterGroupFamily }) => DBParameterGroupFamily?.startsWith('docdb') ?? false,
      members: { DBClusterParameterGroupName: true, DBClusterParameterGroupArn: true, DBParameterGroupFamily: true },
      one: (id) => ({ input: { DBClusterParameterGroupName: nameIn(id) } }),
    },
    {
      service: 'docdb',
      arn: 'arn:{partition}:rds:{region}:{account}:cluster-pg:{id}',
      id: ({ item }) => item.DBClusterParameterGroupArn ?? item.DBClusterParameterGroupName,
    },
  )
  .pages(
    'parameters',
    'DescribeDBClusterParameters',
    ({ item }) => ({ DBClusterParameterGroupName: item.DBClusterParameterGroupName }),
    {
      items: 'Parameters',
      paging: PAGES,
      keep: ({ ParameterName }) => ParameterName === 'tls',
      members: { ParameterName: true, ParameterValue: true },
    },
  )
  .fields((t) => ({
    family: t.string(({ item }) => item.DBParameterGroupFamily),
    // "By default, encryption in transit is enabled", which a group without a value of its own has.
    tls: t.enum(TLS, ({ parameters: [tls] }) => tls && ((tls.ParameterValue ?? 'enabled') as (typeof TLS)[number])),
  }));

/** https://docs.aws.amazon.com/documentdb/latest/developerguide/API_DBClusterSnapshot.html */
export const clusterSnapshot = clusterSnapshots('docdb');
