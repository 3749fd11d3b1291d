import { AthenaClient, CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { CodeBuildClient, CreateProjectCommand } from '@aws-sdk/client-codebuild';
import { CreateClusterCommand as CreateEksClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import {
  CreateConnectionCommand,
  CreateCrawlerCommand,
  CreateJobCommand,
  CreateSecurityConfigurationCommand,
  GlueClient,
  PutDataCatalogEncryptionSettingsCommand,
} from '@aws-sdk/client-glue';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateClusterCommand as CreateKafkaClusterCommand, KafkaClient } from '@aws-sdk/client-kafka';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateNotebookInstanceCommand,
  CreateTrainingJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { CreateServerCommand, TransferClient } from '@aws-sdk/client-transfer';
import { many, type Place, pick } from './place.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
/** An empty archive. */
const ZipFile = Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64');
const bucketOf = (name: string): string => `s3://differential-0/${name}`;

/** What runs code: functions, builds, clusters, notebooks, transfer servers. */
export async function seedCompute({ config, key }: Place): Promise<void> {
  const iam = new IAMClient(config);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'differential', AssumeRolePolicyDocument: trust }));
  const RoleArn = Role?.Arn ?? '';
  const lambda = new LambdaClient(config);
  await many(30, (at) =>
    lambda.send(
      new CreateFunctionCommand({
        FunctionName: `function-${at}`,
        Role: RoleArn,
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Code: { ZipFile },
        Environment: at % 3 === 0 ? undefined : { Variables: { STAGE: 'test' } },
        KMSKeyArn: pick(at, undefined, key),
      }),
    ),
  );
  const codebuild = new CodeBuildClient(config);
  await many(8, (at) =>
    codebuild.send(
      new CreateProjectCommand({
        name: `build-${at}`,
        source: { type: 'GITHUB', location: 'https://github.com/example/app', buildspec: 'version: 0.2' },
        artifacts: { type: 'NO_ARTIFACTS' },
        environment: {
          type: 'LINUX_CONTAINER',
          image: 'aws/codebuild/standard:7.0',
          computeType: 'BUILD_GENERAL1_SMALL',
        },
        serviceRole: RoleArn,
        logsConfig: pick(
          at,
          undefined,
          { s3Logs: { status: 'ENABLED' as const, location: 'differential-0/logs', encryptionDisabled: true } },
          { s3Logs: { status: 'ENABLED' as const, location: 'differential-0/logs', encryptionDisabled: false } },
        ),
      }),
    ),
  );
  const eks = new EKSClient(config);
  await many(6, (at) =>
    eks.send(
      new CreateEksClusterCommand({
        name: `cluster-${at}`,
        version: pick(at, '1.29', '1.27'),
        roleArn: RoleArn,
        resourcesVpcConfig: {},
        encryptionConfig: at % 3 === 0 ? [{ resources: ['secrets'], provider: { keyArn: key } }] : undefined,
      }),
    ),
  );
  const kafka = new KafkaClient(config);
  await many(6, (at) =>
    kafka.send(
      new CreateKafkaClusterCommand({
        ClusterName: `kafka-${at}`,
        KafkaVersion: '3.6.0',
        NumberOfBrokerNodes: 3,
        BrokerNodeGroupInfo: { ClientSubnets: ['subnet-1'], InstanceType: 'kafka.m5.large' },
        EncryptionInfo: {
          EncryptionAtRest: { DataVolumeKMSKeyId: key },
          EncryptionInTransit: { ClientBroker: pick(at, 'TLS', 'TLS_PLAINTEXT', 'PLAINTEXT'), InCluster: at % 2 === 0 },
        },
        ClientAuthentication: at % 2 === 0 ? { Tls: { Enabled: true, CertificateAuthorityArnList: [] } } : undefined,
      }),
    ),
  );
  const transfer = new TransferClient(config);
  await many(6, (at) =>
    transfer.send(
      new CreateServerCommand({
        Protocols: pick(at, ['SFTP' as const], ['FTP' as const], ['SFTP' as const, 'FTPS' as const]),
        SecurityPolicyName: pick(
          at,
          'TransferSecurityPolicy-2024-01',
          'TransferSecurityPolicy-PQ-SSH-Experimental-2023-04',
        ),
        EndpointType: 'VPC',
        EndpointDetails: {},
      }),
    ),
  );
  await seedSageMaker(new SageMakerClient(config), RoleArn, key);
}

async function seedSageMaker(sagemaker: SageMakerClient, RoleArn: string, key: string): Promise<void> {
  await many(6, (at) =>
    sagemaker.send(
      new CreateNotebookInstanceCommand({
        NotebookInstanceName: `notebook-${at}`,
        InstanceType: 'ml.t3.medium',
        RoleArn,
        KmsKeyId: pick(at, undefined, key),
      }),
    ),
  );
  await sagemaker.send(
    new CreateModelCommand({ ModelName: 'model', ExecutionRoleArn: RoleArn, PrimaryContainer: { Image: 'image' } }),
  );
  await many(4, (at) =>
    sagemaker.send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: `endpoint-${at}`,
        ProductionVariants: [
          { VariantName: 'a', ModelName: 'model', InitialInstanceCount: 1, InstanceType: 'ml.t2.medium' },
        ],
        KmsKeyId: pick(at, undefined, key),
      }),
    ),
  );
  await many(4, (at) =>
    sagemaker.send(
      new CreateTrainingJobCommand({
        TrainingJobName: `training-${at}`,
        AlgorithmSpecification: { TrainingImage: 'image', TrainingInputMode: 'File' },
        RoleArn,
        OutputDataConfig: { S3OutputPath: bucketOf('out'), KmsKeyId: pick(at, undefined, key) },
        ResourceConfig: {
          InstanceType: 'ml.m5.large',
          InstanceCount: 1,
          VolumeSizeInGB: 10,
          VolumeKmsKeyId: at % 3 === 0 ? key : undefined,
        },
        EnableInterContainerTrafficEncryption: at % 2 === 1,
        StoppingCondition: { MaxRuntimeInSeconds: 60 },
      }),
    ),
  );
}

/** What works on data: workgroups, jobs, crawlers, connections. */
export async function seedAnalytics({ config, key }: Place): Promise<void> {
  const athena = new AthenaClient(config);
  await many(12, (at) =>
    athena.send(
      new CreateWorkGroupCommand({
        Name: `work-${at}`,
        Configuration: {
          EnforceWorkGroupConfiguration: at % 2 === 0,
          ResultConfiguration: {
            OutputLocation: bucketOf('athena'),
            EncryptionConfiguration: pick(
              at,
              undefined,
              { EncryptionOption: 'SSE_S3' as const },
              { EncryptionOption: 'SSE_KMS' as const, KmsKey: key },
            ),
          },
        },
      }),
    ),
  );
  const glue = new GlueClient(config);
  const off = { S3EncryptionMode: 'DISABLED' as const };
  await many(4, (at) =>
    glue.send(
      new CreateSecurityConfigurationCommand({
        Name: `security-${at}`,
        EncryptionConfiguration: {
          S3Encryption: [at % 2 === 0 ? { S3EncryptionMode: 'SSE-KMS' as const, KmsKeyArn: key } : off],
          CloudWatchEncryption:
            at % 4 < 2
              ? { CloudWatchEncryptionMode: 'SSE-KMS' as const, KmsKeyArn: key }
              : { CloudWatchEncryptionMode: 'DISABLED' as const },
          JobBookmarksEncryption:
            at % 2 === 0
              ? { JobBookmarksEncryptionMode: 'CSE-KMS' as const, KmsKeyArn: key }
              : { JobBookmarksEncryptionMode: 'DISABLED' as const },
        },
      }),
    ),
  );
  await many(10, (at) =>
    glue.send(
      new CreateJobCommand({
        Name: `job-${at}`,
        Role: 'glue',
        Command: { Name: 'glueetl', ScriptLocation: bucketOf('job.py') },
        SecurityConfiguration: at % 5 === 4 ? undefined : `security-${at % 5}`,
      }),
    ),
  );
  await many(6, (at) =>
    glue.send(
      new CreateCrawlerCommand({
        Name: `crawler-${at}`,
        Role: 'glue',
        Targets: { S3Targets: [{ Path: bucketOf('data') }] },
        CrawlerSecurityConfiguration: pick(at, undefined, 'security-0'),
      }),
    ),
  );
  await many(6, (at) =>
    glue.send(
      new CreateConnectionCommand({
        ConnectionInput: {
          Name: `connection-${at}`,
          ConnectionType: 'JDBC',
          ConnectionProperties: {
            JDBC_CONNECTION_URL: 'jdbc:postgresql://database.example.com/data',
            ...pick<Record<string, string>>(at, {}, { JDBC_ENFORCE_SSL: 'true' }, { JDBC_ENFORCE_SSL: 'false' }),
          },
        },
      }),
    ),
  );
  await glue.send(
    new PutDataCatalogEncryptionSettingsCommand({
      DataCatalogEncryptionSettings: {
        EncryptionAtRest: { CatalogEncryptionMode: 'SSE-KMS', SseAwsKmsKeyId: key },
        ConnectionPasswordEncryption: { ReturnConnectionPasswordEncrypted: false },
      },
    }),
  );
}

/** Users with none, one and two access keys, and policies over KMS. */
export async function seedPeople({ config }: Place): Promise<void> {
  const iam = new IAMClient(config);
  const policyOf = (Action: unknown, Resource = '*') =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
  const own = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  await many(30, async (at) => {
    const UserName = `person-${at}`;
    await iam.send(new CreateUserCommand({ UserName }));
    await many(at % 3, () => iam.send(new CreateAccessKeyCommand({ UserName })));
    if (at % 2 === 0) return;
    const PolicyDocument = pick(
      at,
      policyOf('kms:*'),
      policyOf('kms:Decrypt'),
      policyOf(['kms:*'], own),
      policyOf('KMS:*'),
    );
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'keys', PolicyDocument }));
  });
  await many(8, async (at) => {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: `keys-${at}`,
        PolicyDocument: pick(at, policyOf('kms:*'), policyOf('kms:Decrypt', own), policyOf('*')),
      }),
    );
    await iam.send(new AttachUserPolicyCommand({ UserName: `person-${at}`, PolicyArn: Policy?.Arn }));
  });
}
