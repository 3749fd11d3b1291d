/** Operations that hand out data, credentials or code, by IAM's name of the service: no scan may ask them. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  acm: ['ExportCertificate'],
  apigateway: ['GetApiKey', 'GetApiKeys', 'GetExport', 'GetSdk'],
  appsync: ['ListApiKeys'],
  athena: ['GetQueryResults', 'GetQueryResultsStream'],
  codeartifact: ['GetAuthorizationToken', 'GetPackageVersionAsset'],
  codecommit: ['GetBlob', 'GetFile', 'GetFolder'],
  'cognito-idp': ['DescribeUserPoolClient', 'GetUser', 'ListUsers'],
  connect: ['GetFederationToken'],
  dynamodb: ['BatchGetItem', 'GetItem', 'GetRecords', 'Query', 'Scan', 'TransactGetItems'],
  ebs: ['GetSnapshotBlock'],
  ec2: [
    ...['DescribeInstanceAttribute', 'DescribeVpnConnections', 'GetConsoleOutput', 'GetConsoleScreenshot'],
    ...['GetLaunchTemplateData', 'GetPasswordData', 'GetVpnConnectionDeviceSampleConfiguration'],
  ],
  ecr: ['BatchGetImage', 'GetAuthorizationToken', 'GetDownloadUrlForLayer'],
  glacier: ['GetJobOutput'],
  iam: ['GetCredentialReport', 'GetSSHPublicKey'],
  kinesis: ['GetRecords', 'GetShardIterator'],
  kinesisvideo: ['GetDataEndpoint', 'GetMedia'],
  kms: [
    ...[
      'Decrypt',
      'DeriveSharedSecret',
      'GenerateDataKey',
      'GenerateDataKeyPair',
      'GenerateDataKeyPairWithoutPlaintext',
    ],
    ...['GenerateDataKeyWithoutPlaintext', 'GetParametersForImport', 'ReEncrypt', 'Sign'],
  ],
  lambda: ['GetFunction', 'GetLayerVersion', 'GetLayerVersionByArn', 'InvokeFunction'],
  logs: ['FilterLogEvents', 'GetLogEvents', 'GetLogObject', 'GetLogRecord', 'GetQueryResults', 'StartLiveTail'],
  rds: ['DownloadCompleteDBLogFile', 'DownloadDBLogFilePortion'],
  redshift: ['GetClusterCredentials', 'GetClusterCredentialsWithIAM'],
  'redshift-serverless': ['GetCredentials'],
  s3: ['GetObject', 'GetObjectAttributes', 'GetObjectTorrent', 'GetObjectVersion', 'SelectObjectContent'],
  secretsmanager: ['BatchGetSecretValue', 'GetSecretValue'],
  sqs: ['ReceiveMessage'],
  ssm: [
    ...['GetCommandInvocation', 'GetDocument', 'GetParameter', 'GetParameterHistory', 'GetParameters'],
    'GetParametersByPath',
  ],
  sts: ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'GetFederationToken', 'GetSessionToken'],
};

/** `service:Operation` by IAM's name of the service. */
export const isNever = (name: string): boolean => {
  const [service = '', operation = ''] = name.split(':');
  return NEVER[service]?.includes(operation) ?? false;
};

/** API Gateway's actions are named by the method: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
export const isReading = (name: string): boolean =>
  /^[a-z0-9-]+:(List|Describe|Get|BatchGet)[A-Za-z0-9]+$|^apigateway:GET$/.test(name);
