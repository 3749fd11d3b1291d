import { BackupClient, CreateBackupVaultCommand } from '@aws-sdk/client-backup';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateSnapshotCommand, CreateVolumeCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateFileSystemCommand, EFSClient } from '@aws-sdk/client-efs';
import { CreateReplicationGroupCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { CreateDomainCommand, OpenSearchClient } from '@aws-sdk/client-opensearch';
import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { CreateClusterCommand, CreateClusterParameterGroupCommand, RedshiftClient } from '@aws-sdk/client-redshift';
import { CreateBucketCommand, PutBucketEncryptionCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, PutResourcePolicyCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { many, type Place, pick } from './place.ts';

const password = 'a-password-of-no-use';

/** Buckets, volumes, tables, file systems, vaults and secrets. */
export async function seedStores({ config, key }: Place): Promise<void> {
  const s3 = new S3Client(config);
  await many(60, (at) => seedBucket(s3, at, key, config.region));
  const ec2 = new EC2Client(config);
  await many(80, async (at) => {
    const Encrypted = at % 2 === 0;
    const { VolumeId } = await ec2.send(
      new CreateVolumeCommand({
        AvailabilityZone: `${config.region}a`,
        Size: 8,
        Encrypted,
        KmsKeyId: Encrypted && at % 4 === 0 ? key : undefined,
      }),
    );
    if (at % 3 === 0) await ec2.send(new CreateSnapshotCommand({ VolumeId }));
  });
  const dynamodb = new DynamoDBClient(config);
  await many(60, (at) =>
    dynamodb.send(
      new CreateTableCommand({
        TableName: `table-${at}`,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: pick(
          at,
          undefined,
          { Enabled: true, SSEType: 'KMS' as const, KMSMasterKeyId: key },
          { Enabled: true, SSEType: 'KMS' as const },
        ),
      }),
    ),
  );
  const efs = new EFSClient(config);
  await many(20, (at) =>
    efs.send(
      new CreateFileSystemCommand({
        CreationToken: `files-${at}`,
        Encrypted: at % 2 === 0,
        KmsKeyId: at % 4 === 0 ? key : undefined,
      }),
    ),
  );
  const backup = new BackupClient(config);
  await many(8, (at) =>
    backup.send(
      new CreateBackupVaultCommand({ BackupVaultName: `vault-${at}`, EncryptionKeyArn: pick(at, key, undefined) }),
    ),
  );
  const ecr = new ECRClient(config);
  await many(20, (at) =>
    ecr.send(
      new CreateRepositoryCommand({
        repositoryName: `images-${at}`,
        encryptionConfiguration: pick(at, undefined, { encryptionType: 'KMS' as const, kmsKey: key }),
      }),
    ),
  );
  await seedSecrets(new SecretsManagerClient(config), key);
}

async function seedBucket(s3: S3Client, at: number, key: string, region: string): Promise<void> {
  const Bucket = `differential-${at}`;
  const LocationConstraint = region === 'eu-west-1' ? ('eu-west-1' as const) : undefined;
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  const how = pick(
    at,
    { SSEAlgorithm: 'AES256' as const },
    { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: key },
    { SSEAlgorithm: 'aws:kms' as const },
    { SSEAlgorithm: 'aws:kms:dsse' as const, KMSMasterKeyID: key },
  );
  const Rules = [{ ApplyServerSideEncryptionByDefault: how }];
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  const Statement = httpStatement(at, Bucket);
  if (Statement === undefined) return;
  await s3.send(
    new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [Statement] }) }),
  );
}

/** Ways to close a bucket to plain HTTP: whole, only for objects, only for reads, for everyone but one, by the TLS version alone. */
function httpStatement(at: number, bucket: string): object | undefined {
  const arn = `arn:aws:s3:::${bucket}`;
  const http = { Bool: { 'aws:SecureTransport': 'false' } };
  const whole = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`], Condition: http };
  return pick<object | undefined>(
    at,
    undefined,
    whole,
    { ...whole, Resource: `${arn}/*` },
    { ...whole, Action: 's3:GetObject' },
    { ...whole, Principal: { AWS: 'arn:aws:iam::123456789012:root' } },
    { ...whole, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
    { ...whole, Action: '*' },
  );
}

async function seedSecrets(secrets: SecretsManagerClient, key: string): Promise<void> {
  const allow = (Principal: unknown, Condition?: object) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal,
        Action: 'secretsmanager:GetSecretValue',
        Resource: '*',
        ...(Condition && { Condition }),
      },
    ],
  });
  await many(50, async (at) => {
    const { ARN } = await secrets.send(
      new CreateSecretCommand({ Name: `app/${at}`, SecretString: password, KmsKeyId: pick(at, undefined, key) }),
    );
    const policy = pick<object | undefined>(
      at,
      undefined,
      allow('*'),
      allow({ AWS: 'arn:aws:iam::123456789012:root' }),
      allow('*', { StringEquals: { 'aws:PrincipalAccount': '123456789012' } }),
      allow({ AWS: '*' }, { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }),
    );
    if (policy)
      await secrets.send(new PutResourcePolicyCommand({ SecretId: ARN, ResourcePolicy: JSON.stringify(policy) }));
  });
}

/** Clusters: relational, graph, document, cache, warehouse and search. */
export async function seedClusters({ config, key }: Place): Promise<void> {
  const rds = new RDSClient(config);
  await many(12, (at) =>
    rds.send(
      new CreateDBClusterCommand({
        DBClusterIdentifier: `cluster-${at}`,
        Engine: pick(at, 'neptune', 'aurora-postgresql'),
        MasterUsername: 'root',
        MasterUserPassword: password,
        StorageEncrypted: at % 2 === 0,
        KmsKeyId: at % 4 === 0 ? key : undefined,
      }),
    ),
  );
  await many(12, (at) =>
    rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: `database-${at}`,
        DBInstanceClass: 'db.t3.medium',
        ...pick(at, { Engine: 'mysql', EngineVersion: '8.0.35' }, { Engine: 'postgres', EngineVersion: '15.4' }),
        MasterUsername: 'root',
        MasterUserPassword: password,
        AllocatedStorage: 20,
        StorageEncrypted: at % 2 === 0,
        KmsKeyId: at % 4 === 0 ? key : undefined,
      }),
    ),
  );
  const redshift = new RedshiftClient(config);
  await redshift.send(
    new CreateClusterParameterGroupCommand({
      ParameterGroupName: 'tls',
      ParameterGroupFamily: 'redshift-1.0',
      Description: 'tls',
    }),
  );
  await many(8, (at) =>
    redshift.send(
      new CreateClusterCommand({
        ClusterIdentifier: `warehouse-${at}`,
        NodeType: 'ra3.xlplus',
        MasterUsername: 'root',
        MasterUserPassword: password,
        Encrypted: at % 2 === 0,
        KmsKeyId: at % 4 === 0 ? key : undefined,
        ClusterParameterGroupName: pick(at, undefined, 'tls'),
      }),
    ),
  );
  const cache = new ElastiCacheClient(config);
  await many(8, (at) =>
    cache.send(
      new CreateReplicationGroupCommand({
        ReplicationGroupId: `cache-${at}`,
        ReplicationGroupDescription: 'a cache',
        AtRestEncryptionEnabled: at % 2 === 0,
        TransitEncryptionEnabled: at % 4 < 2,
        TransitEncryptionMode: at % 4 < 2 ? pick(at, 'required' as const, 'preferred' as const) : undefined,
        AuthToken: at % 4 === 0 ? 'a-token-of-no-use-to-anybody' : undefined,
        KmsKeyId: at % 4 === 0 ? key : undefined,
      }),
    ),
  );
  const search = new OpenSearchClient(config);
  await many(8, (at) =>
    search.send(
      new CreateDomainCommand({
        DomainName: `search-${at}`,
        EncryptionAtRestOptions: { Enabled: at % 2 === 0, KmsKeyId: at % 4 === 0 ? key : undefined },
        NodeToNodeEncryptionOptions: { Enabled: at % 3 === 0 },
        DomainEndpointOptions: {
          EnforceHTTPS: at % 2 === 0,
          TLSSecurityPolicy: pick(at, 'Policy-Min-TLS-1-0-2019-07' as const, 'Policy-Min-TLS-1-2-PFS-2023-10' as const),
        },
      }),
    ),
  );
}
