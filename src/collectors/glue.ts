import type * as GLUE from '@aws-sdk/client-glue';
import { sdk } from '../collect/descriptor.ts';
import { eachTime, loggingIn, undocumented, writing } from '../model/dependence.ts';

export const glue = sdk<typeof GLUE>('glue', 'GlueClient');

export const pages = (size: number) =>
  ({ token: ['NextToken', 'NextToken'], size: ['MaxResults', size] }) as const satisfies object;

const NAME_ONLY = ['NAME'] as const;
const KEY_FIELDS = ['state', 'manager'] as const;

/**
 * The Data Catalog of a region: one settings object, which is there whether the catalog is used or not; databases and
 * connections say that it is.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_DataCatalogEncryptionSettings.html
 */
export const catalog = glue
  .single('aws.glue.catalog', { service: 'glue', arn: 'arn:{partition}:glue:{region}:{account}:catalog' })
  .call('settings', 'GetDataCatalogEncryptionSettings', () => ({}), {
    at: 'DataCatalogEncryptionSettings',
    members: {
      EncryptionAtRest: { CatalogEncryptionMode: true, SseAwsKmsKeyId: true },
      ConnectionPasswordEncryption: { ReturnConnectionPasswordEncrypted: true, AwsKmsKeyId: true },
    },
  })
  .pages('databases', 'GetDatabases', () => ({ AttributesToGet: [...NAME_ONLY] }), {
    items: 'DatabaseList',
    paging: pages(100),
    members: { Name: true },
  })
  .depends({
    kmsKey: eachTime(
      'metadata of the catalog',
      'https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html',
    ),
    passwordKey: eachTime(
      'passwords of connections',
      'https://docs.aws.amazon.com/glue/latest/dg/encrypt-connection-passwords.html',
    ),
  })
  .fields((t) => ({
    inUse: t.bool(({ databases }) => databases.length > 0),
    ...t.sealed(({ settings: { EncryptionAtRest: encryption } }) => {
      const mode = encryption?.CatalogEncryptionMode;
      if (mode === 'DISABLED') return 'none';
      return mode === undefined ? undefined : encryption?.SseAwsKmsKeyId || 'alias/aws/glue';
    }),
    connections: t.within('aws.glue.connection', 'region', []),
    passwordsEncrypted: t.bool(
      ({ settings }) => settings.ConnectionPasswordEncryption?.ReturnConnectionPasswordEncrypted,
    ),
    passwordKey: t.link(
      'aws.kms.key',
      KEY_FIELDS,
      ({ settings }) => settings.ConnectionPasswordEncryption?.AwsKmsKeyId || '',
    ),
  }));

/**
 * Connections, asked for without their passwords but under --secrets, which looks at them and keeps none; of their
 * properties only the two switches and the secrets' names are kept. Kafka speaks TLS
 * unless told not to; of the other types only JDBC has a switch.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_Connection.html
 */
export const connection = glue
  .list(
    'aws.glue.connection',
    'GetConnections',
    {
      items: 'ConnectionList',
      input: { HidePassword: true },
      paging: pages(100),
      members: {
        Name: true,
        ConnectionType: true,
        ConnectionProperties: {
          JDBC_ENFORCE_SSL: true,
          KAFKA_SSL_ENABLED: true,
          SECRET_ID: true,
          KAFKA_SASL_SCRAM_SECRETS_ARN: true,
        },
        AuthenticationConfiguration: { SecretArn: true, KmsKeyArn: true },
      },
    },
    {
      service: 'glue',
      arn: 'arn:{partition}:glue:{region}:{account}:connection/{id}',
      id: ({ item }) => item.Name,
    },
  )
  // with its password, which is answered in the clear where the catalog does not encrypt it
  .call('properties', 'GetConnection', ({ item }) => ({ Name: item.Name }), {
    secrets: true,
    at: 'Connection',
    members: {},
    judged: { ConnectionProperties: true, SparkProperties: true, AthenaProperties: true, PythonProperties: true },
  })
  .depends({
    namedSecrets: loggingIn(
      'next-job',
      'https://docs.aws.amazon.com/glue/latest/dg/connection-properties-secrets-manager.html',
    ),
    credentialsKey: undocumented(
      'the credentials of the connection',
      'https://docs.aws.amazon.com/glue/latest/webapi/API_AuthenticationConfiguration.html',
    ),
  })
  .fields((t) => ({
    secrets: t.secrets(({ properties }) => properties),
    connectionType: t.string(({ item }) => item.ConnectionType),
    tlsRequired: t.bool(({ item: { ConnectionType: type, ConnectionProperties: properties } }) => {
      if (type === 'KAFKA') return isTrue(properties?.KAFKA_SSL_ENABLED ?? 'true');
      return isTrue(properties?.JDBC_ENFORCE_SSL ?? 'false');
    }),
    namedSecrets: t.links(
      'aws.secretsmanager.secret',
      [],
      ({ item: { ConnectionProperties: properties, AuthenticationConfiguration: authentication } }) =>
        [properties?.SECRET_ID, properties?.KAFKA_SASL_SCRAM_SECRETS_ARN, authentication?.SecretArn].flatMap(
          (secret) => secret || [],
        ),
    ),
    credentialsKey: t.link('aws.kms.key', KEY_FIELDS, ({ item }) => item.AuthenticationConfiguration?.KmsKeyArn || ''),
  }));

/** "A case-insensitive Boolean string" */
const isTrue = (text: string): boolean => text.toLowerCase() === 'true';

/**
 * Security configurations, which jobs, crawlers and development endpoints name. They never change.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_EncryptionConfiguration.html
 */
export const securityConfiguration = glue
  .list(
    'aws.glue.security-configuration',
    'GetSecurityConfigurations',
    {
      items: 'SecurityConfigurations',
      paging: pages(100),
      members: {
        Name: true,
        EncryptionConfiguration: {
          S3Encryption: { S3EncryptionMode: true, KmsKeyArn: true },
          CloudWatchEncryption: { CloudWatchEncryptionMode: true, KmsKeyArn: true },
          JobBookmarksEncryption: { JobBookmarksEncryptionMode: true, KmsKeyArn: true },
          DataQualityEncryption: { DataQualityEncryptionMode: true, KmsKeyArn: true },
        },
      },
    },
    {
      service: 'glue',
      // no ARN of AWS's: the service authorization reference has no such resource
      arn: 'arn:{partition}:glue:{region}:{account}:security-configuration/{id}',
      id: ({ item }) => item.Name,
    },
  )
  .depends({
    s3Keys: writing(
      'data of jobs in S3',
      'https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html',
    ),
    cloudWatchKey: writing(
      'logs of jobs',
      'https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html',
    ),
    bookmarksKey: writing(
      'bookmarks of jobs',
      'https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html',
    ),
    dataQualityKey: writing(
      'results of data quality',
      'https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html',
    ),
  })
  .fields((t) => ({
    s3Modes: t.strings(({ item }) => s3(item).map(({ S3EncryptionMode: mode = '' }) => mode)),
    s3Encrypted: t.bool(
      ({ item }) =>
        s3(item).length > 0 &&
        s3(item).every(({ S3EncryptionMode: mode }) => mode !== undefined && mode !== 'DISABLED'),
    ),
    s3Keys: t.links('aws.kms.key', KEY_FIELDS, ({ item }) => s3(item).flatMap(({ KmsKeyArn }) => KmsKeyArn || [])),
    cloudWatchEncrypted: t.bool(({ item: { EncryptionConfiguration: settings } }) =>
      isOn(settings?.CloudWatchEncryption?.CloudWatchEncryptionMode),
    ),
    cloudWatchKey: t.link(
      'aws.kms.key',
      KEY_FIELDS,
      ({ item }) => item.EncryptionConfiguration?.CloudWatchEncryption?.KmsKeyArn || '',
    ),
    bookmarksEncrypted: t.bool(({ item: { EncryptionConfiguration: settings } }) =>
      isOn(settings?.JobBookmarksEncryption?.JobBookmarksEncryptionMode),
    ),
    /** Bookmarks are sealed in the client: CSE-KMS. */
    bookmarksKey: t.link(
      'aws.kms.key',
      KEY_FIELDS,
      ({ item }) => item.EncryptionConfiguration?.JobBookmarksEncryption?.KmsKeyArn || '',
    ),
    dataQualityKey: t.link(
      'aws.kms.key',
      KEY_FIELDS,
      ({ item }) => item.EncryptionConfiguration?.DataQualityEncryption?.KmsKeyArn || '',
    ),
  }));

type Configuration = NonNullable<typeof securityConfiguration.answers>['item'];

const s3 = ({ EncryptionConfiguration: settings }: Configuration) => settings?.S3Encryption ?? [];

/** What a configuration leaves out it does not encrypt. */
const isOn = (mode: string | undefined): boolean => mode !== undefined && mode !== 'DISABLED';
