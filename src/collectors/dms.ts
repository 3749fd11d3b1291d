import type * as DMS from '@aws-sdk/client-database-migration-service';
import { sdk } from '../collect/descriptor.ts';
import { loggingIn, undocumented, writing } from '../model/dependence.ts';

const dms = sdk<typeof DMS>('database-migration-service', 'DatabaseMigrationServiceClient', { prefix: 'dms' });

const PAGES = { token: ['Marker', 'Marker'], size: ['MaxRecords', 100] } as const;

/** Where no key is named "DMS uses your default encryption key", which is aws/dms. https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html */
const sealed = ({ KmsKeyId }: { readonly KmsKeyId?: string | undefined }): string => KmsKeyId || 'alias/aws/dms';

/** Settings of the engines that may log in with a secret: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html */
const SECRET = { SecretsManagerSecretId: true } as const;

const filter = (name: string, arn: string) => ({ input: { Filters: [{ Name: name, Values: [arn] }] } });

/**
 * Endpoints without what they connect with: names, passwords and extra attributes are not stored. What KMS seals is those.
 * https://docs.aws.amazon.com/dms/latest/APIReference/API_Endpoint.html
 */
export const endpoint = dms
  .list(
    'aws.dms.endpoint',
    'DescribeEndpoints',
    {
      items: 'Endpoints',
      paging: PAGES,
      members: {
        EndpointIdentifier: true,
        EndpointArn: true,
        EngineName: true,
        SslMode: true,
        KmsKeyId: true,
        CertificateArn: true,
        RedisSettings: { SslSecurityProtocol: true },
        KafkaSettings: { SecurityProtocol: true },
        S3Settings: { ServerSideEncryptionKmsKeyId: true },
        RedshiftSettings: { ServerSideEncryptionKmsKeyId: true, ...SECRET },
        OracleSettings: { ...SECRET, SecretsManagerOracleAsmSecretId: true },
        MongoDbSettings: SECRET,
        PostgreSQLSettings: SECRET,
        MySQLSettings: SECRET,
        SybaseSettings: SECRET,
        MicrosoftSQLServerSettings: SECRET,
        IBMDb2Settings: SECRET,
        DocDbSettings: SECRET,
        GcpMySQLSettings: SECRET,
      },
      one: (id) => filter('endpoint-arn', id),
    },
    {
      service: 'dms',
      arn: 'arn:{partition}:dms:{region}:{account}:endpoint:{id}',
      id: ({ item }) => item.EndpointArn,
    },
  )
  .named(({ item }) => item.EndpointIdentifier)
  .depends({
    kmsKey: {
      stops: 'next-start',
      disabled: 'A task cannot decrypt the password of the endpoint when it connects again.',
      deleted: 'The password of the endpoint is lost and must be given anew, under another key.',
      page: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html',
    },
    targetKey: writing('migrated data', 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html'),
    certificate: {
      stops: 'next-start',
      disabled: 'A task cannot open the certificate with which it connects.',
      deleted: 'The certificate must be imported anew.',
      page: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html',
    },
    namedSecrets: loggingIn('next-start', 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html'),
  })
  .fields((t) => ({
    engine: t.string(({ item }) => item.EngineName),
    sslMode: t.enum(['none', 'require', 'verify-ca', 'verify-full'], ({ item }) => item.SslMode),
    ...t.sealed(({ item }) => sealed(item)),
    certificate: t.link('aws.dms.certificate', ['validTill'], ({ item }) => item.CertificateArn ?? ''),
    redisProtocol: t.optional(
      t.enum(['plaintext', 'ssl-encryption'], ({ item }) => item.RedisSettings?.SslSecurityProtocol),
    ),
    kafkaProtocol: t.optional(
      t.enum(
        ['plaintext', 'sasl-ssl', 'ssl-authentication', 'ssl-encryption'],
        ({ item }) => item.KafkaSettings?.SecurityProtocol,
      ),
    ),
    targetKey: t.link(
      'aws.kms.key',
      ['state'],
      ({ item }) =>
        item.S3Settings?.ServerSideEncryptionKmsKeyId ?? item.RedshiftSettings?.ServerSideEncryptionKmsKeyId ?? '',
    ),
    /** "The full ARN, partial ARN, or friendly name of the secret" */
    namedSecrets: t.links('aws.secretsmanager.secret', [], ({ item }) => secretsOf(item)),
  }));

type Endpoint = NonNullable<typeof endpoint.answers>['item'];

const secretsOf = (item: Endpoint): readonly string[] =>
  [
    ...[item.RedshiftSettings, item.OracleSettings, item.MongoDbSettings, item.PostgreSQLSettings, item.MySQLSettings],
    ...[item.SybaseSettings, item.MicrosoftSQLServerSettings, item.IBMDb2Settings, item.DocDbSettings],
    item.GcpMySQLSettings,
  ]
    .map((settings) => settings?.SecretsManagerSecretId)
    .concat(item.OracleSettings?.SecretsManagerOracleAsmSecretId)
    .flatMap((secret) => secret || []);

/** https://docs.aws.amazon.com/dms/latest/APIReference/API_ReplicationInstance.html */
export const replicationInstance = dms
  .list(
    'aws.dms.replication-instance',
    'DescribeReplicationInstances',
    {
      items: 'ReplicationInstances',
      paging: PAGES,
      members: { ReplicationInstanceIdentifier: true, ReplicationInstanceArn: true, KmsKeyId: true },
      one: (id) => filter('replication-instance-arn', id),
    },
    {
      service: 'dms',
      arn: 'arn:{partition}:dms:{region}:{account}:rep:{id}',
      id: ({ item }) => item.ReplicationInstanceArn,
    },
  )
  .named(({ item }) => item.ReplicationInstanceIdentifier)
  .depends({
    kmsKey: {
      stops: 'next-start',
      disabled: 'The storage of the instance cannot be opened when it starts again, so its tasks stop then.',
      deleted: 'The instance must be made anew under another key; source and target keep their data.',
      page: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html',
    },
  })
  .fields((t) => t.sealed(({ item }) => sealed(item)));

/** Serverless replications. https://docs.aws.amazon.com/dms/latest/APIReference/API_ReplicationConfig.html */
export const replicationConfig = dms
  .list(
    'aws.dms.replication-config',
    'DescribeReplicationConfigs',
    {
      items: 'ReplicationConfigs',
      paging: PAGES,
      members: { ReplicationConfigIdentifier: true, ReplicationConfigArn: true, ComputeConfig: { KmsKeyId: true } },
      one: (id) => filter('replication-config-arn', id),
    },
    {
      service: 'dms',
      arn: 'arn:{partition}:dms:{region}:{account}:replication-config:{id}',
      id: ({ item }) => item.ReplicationConfigArn,
    },
  )
  .named(({ item }) => item.ReplicationConfigIdentifier)
  .depends({
    kmsKey: {
      stops: 'next-start',
      disabled: 'The next replication cannot start, since its storage cannot be opened.',
      deleted: 'The replication must be made anew under another key; source and target keep their data.',
      page: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html',
    },
  })
  .fields((t) => t.sealed(({ item }) => sealed(item.ComputeConfig ?? {})));

/** The certificates, without their bytes. https://docs.aws.amazon.com/dms/latest/APIReference/API_Certificate.html */
export const certificate = dms
  .list(
    'aws.dms.certificate',
    'DescribeCertificates',
    {
      items: 'Certificates',
      paging: PAGES,
      members: { CertificateIdentifier: true, CertificateArn: true, ValidToDate: true, KmsKeyId: true },
      one: (id) => filter('certificate-arn', id),
    },
    {
      service: 'dms',
      arn: 'arn:{partition}:dms:{region}:{account}:cert:{id}',
      id: ({ item }) => item.CertificateArn,
    },
  )
  .named(({ item }) => item.CertificateIdentifier)
  .depends({
    kmsKey: undocumented('the certificate', 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html'),
  })
  .fields((t) => ({
    // Oracle wallets have no date of their own.
    validTill: t.time(({ item }) => item.ValidToDate),
    kmsKey: t.link('aws.kms.key', ['state'], ({ item }) => item.KmsKeyId ?? ''),
  }));
