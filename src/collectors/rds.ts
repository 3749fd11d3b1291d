import { eachTime, loggingIn, undocumented } from '../model/dependence.ts';
import { OWNERS } from '../model/owner.ts';
import { gibBytes } from './bytes.ts';
import { sqlServerOldTls } from './rds-parameters.ts';
import {
  custodyOf,
  database,
  encrypted,
  isRds,
  KEY_FIELDS,
  KEYS_PAGE,
  keyOf,
  keyOwner,
  PAGES,
  rds,
  TAGS,
} from './rds-storage.ts';
import { tagMap } from './tags.ts';

/**
 * Databases; Neptune's and DocumentDB's are in neptune.ts and docdb.ts.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
 */
export const instance = rds
  .list(
    'aws.rds.instance',
    'DescribeDBInstances',
    {
      items: 'DBInstances',
      paging: PAGES,
      keep: isRds,
      members: {
        DBInstanceIdentifier: true,
        DBInstanceArn: true,
        DBInstanceStatus: true,
        Engine: true,
        EngineVersion: true,
        AllocatedStorage: true,
        DBClusterIdentifier: true,
        ReadReplicaSourceDBInstanceIdentifier: true,
        StorageEncrypted: true,
        StorageEncryptionType: true,
        KmsKeyId: true,
        DBParameterGroups: { DBParameterGroupName: true, ParameterApplyStatus: true },
        OptionGroupMemberships: { OptionGroupName: true, Status: true },
        CACertificateIdentifier: true,
        CertificateDetails: { ValidTill: true },
        PerformanceInsightsEnabled: true,
        PerformanceInsightsKMSKeyId: true,
        MasterUserSecret: { SecretArn: true, KmsKeyId: true },
        ActivityStreamKmsKeyId: true,
        DomainMemberships: { AuthSecretArn: true },
        TagList: TAGS,
      },
      one: (id) => ({ input: { DBInstanceIdentifier: id } }),
    },
    { service: 'rds', arn: 'arn:{partition}:rds:{region}:{account}:db:{id}', id: ({ item }) => item.DBInstanceArn },
  )
  .depends({
    kmsKey: database('instance', KEYS_PAGE),
    performanceInsightsKey: undocumented(
      'the metrics of Performance Insights',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.html',
    ),
    masterSecretKey: eachTime(
      'versions of the secret that holds the master password',
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    ),
    activityStreamKey: eachTime(
      'the activity stream of the database',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/DBActivityStreams.html',
    ),
    cluster: database('instance', KEYS_PAGE),
    domainSecrets: loggingIn(
      'not-documented',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_SQLServer_SelfManagedActiveDirectory.html',
    ),
  })
  .copies({ from: ['replicaOf'] })
  .fields((t) => ({
    // Aurora keeps its data with the cluster: of its instances the API always says 1
    bytes: t.optional(
      t.int(({ item }) => (item.Engine?.startsWith('aurora') ? undefined : gibBytes(item.AllocatedStorage))),
    ),
    engine: t.string(({ item }) => item.Engine),
    status: t.string(({ item }) => item.DBInstanceStatus),
    cluster: t.link('aws.rds.cluster', ['encrypted'], ({ item }) => item.DBClusterIdentifier ?? ''),
    replicaOf: t.link('aws.rds.instance', [], ({ item }) => item.ReadReplicaSourceDBInstanceIdentifier ?? ''),
    encrypted: t.bool(({ item }) => encrypted(item)),
    keyArn: t.string(({ item }) => keyOf(item)),
    kmsKey: t.link('aws.kms.key', KEY_FIELDS, ({ item }) => keyOf(item)),
    keyOwner: t.enum(OWNERS, ({ item }, context) => keyOwner(item, context)),
    custody: t.custody(({ item }) => custodyOf(item)),
    parameterGroup: t.link(
      'aws.rds.parameter-group',
      ['family', 'tlsRequired', 'tls10', 'tls11'],
      ({ item }) => item.DBParameterGroups?.[0]?.DBParameterGroupName,
    ),
    parametersInSync: t.bool(({ item }) =>
      item.DBParameterGroups?.every(({ ParameterApplyStatus }) => ParameterApplyStatus === 'in-sync'),
    ),
    optionGroup: t.link(
      'aws.rds.option-group',
      ['networkEncryption', 'weakNetworkEncryption', 'tls'],
      ({ item }) => item.OptionGroupMemberships?.[0]?.OptionGroupName,
    ),
    optionsInSync: t.bool(({ item }) => item.OptionGroupMemberships?.every(({ Status }) => Status === 'in-sync')),
    oldTlsByDefault: t.enum(['on', 'off', 'not-sql-server'], ({ item }) =>
      sqlServerOldTls(item.Engine, item.EngineVersion),
    ),
    caCertificate: t.link('aws.rds.certificate', ['validTill'], ({ item }) => item.CACertificateIdentifier),
    serverCertificateValidTill: t.time(({ item }) => item.CertificateDetails?.ValidTill),
    performanceInsights: t.bool(({ item }) => item.PerformanceInsightsEnabled),
    performanceInsightsKey: t.link('aws.kms.key', KEY_FIELDS, ({ item }) =>
      item.PerformanceInsightsEnabled ? item.PerformanceInsightsKMSKeyId : '',
    ),
    performanceInsightsCustody: t.custody(() => ({ ofLink: 'performanceInsightsKey' })),
    masterSecret: t.link('aws.secretsmanager.secret', [], ({ item }) => item.MasterUserSecret?.SecretArn ?? ''),
    masterSecretKey: t.link('aws.kms.key', KEY_FIELDS, ({ item }) => item.MasterUserSecret?.KmsKeyId ?? ''),
    activityStreamKey: t.link('aws.kms.key', KEY_FIELDS, ({ item }) => item.ActivityStreamKmsKeyId ?? ''),
    /** With which the instance joins a directory that is not AWS's. */
    domainSecrets: t.links('aws.secretsmanager.secret', [], ({ item }) =>
      (item.DomainMemberships ?? []).flatMap(({ AuthSecretArn }) => AuthSecretArn || []),
    ),
    tags: t.map(({ item }) => tagMap(item.TagList)),
  }));

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBProxy.html */
export const proxy = rds
  .list(
    'aws.rds.proxy',
    'DescribeDBProxies',
    {
      items: 'DBProxies',
      paging: PAGES,
      members: { DBProxyName: true, DBProxyArn: true, RequireTLS: true, Auth: { SecretArn: true } },
    },
    { service: 'rds', arn: 'arn:{partition}:rds:{region}:{account}:db-proxy:{id}', id: ({ item }) => item.DBProxyArn },
  )
  .named(({ item }) => item.DBProxyName)
  .depends({
    namedSecrets: loggingIn('soon', 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html'),
  })
  .fields((t) => ({
    requireTls: t.bool(({ item }) => item.RequireTLS),
    namedSecrets: t.links('aws.secretsmanager.secret', [], ({ item }) =>
      (item.Auth ?? []).flatMap(({ SecretArn }) => SecretArn ?? []),
    ),
  }));
