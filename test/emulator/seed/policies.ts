import { ACCOUNT } from '../world.ts';
import { PARTNER } from './context.ts';

type Statement = Readonly<Record<string, unknown>>;

function policy(...Statement: Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

export const role = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;
export const root = (account = ACCOUNT) => `arn:aws:iam::${account}:root`;

const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
const ADMINISTER = [
  'kms:Create*',
  'kms:Describe*',
  'kms:Enable*',
  'kms:List*',
  'kms:Put*',
  'kms:Update*',
  'kms:Revoke*',
]
  .concat([
    'kms:Disable*',
    'kms:Get*',
    'kms:Delete*',
    'kms:TagResource',
    'kms:UntagResource',
    'kms:ScheduleKeyDeletion',
  ])
  .concat(['kms:CancelKeyDeletion']);

const all = { Effect: 'Allow', Resource: '*' };
const owner = { ...all, Sid: 'Enable IAM User Permissions', Principal: { AWS: root() }, Action: 'kms:*' };
const use = (name: string) => ({ ...all, Sid: 'Use', Principal: { AWS: role(name) }, Action: USE });
const administer = { ...all, Sid: 'Administer', Principal: { AWS: role('KeyAdministrator') }, Action: ADMINISTER };

/** Key policies, good ones and each with one thing wrong. */
export const keyPolicies = {
  good: (team: string) => policy(owner, administer, use(`${team}-app`)),
  publicUse: policy(owner, { ...all, Sid: 'AnyoneMayUse', Principal: '*', Action: USE }),
  /** A star that the conditions close: every principal of this account, through S3 only. */
  viaService: policy(owner, {
    ...all,
    Sid: 'ThroughS3',
    Principal: { AWS: '*' },
    Action: USE,
    Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': ACCOUNT } },
  }),
  /** Closes nothing: any account's principal may come through S3. */
  viaServiceOnly: policy(owner, {
    ...all,
    Sid: 'ThroughS3',
    Principal: { AWS: '*' },
    Action: USE,
    Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
  }),
  organization: policy(owner, {
    ...all,
    Sid: 'OurOrganization',
    Principal: { AWS: '*' },
    Action: ['kms:Decrypt', 'kms:DescribeKey'],
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-acme12345x' } },
  }),
  partner: policy(owner, administer, {
    ...all,
    Sid: 'Partner',
    Principal: { AWS: [root(PARTNER), role('clearing', PARTNER)] },
    Action: USE,
  }),
  /** Nobody but a role that was deleted (AWS shows its id) can change this policy. */
  lockout: policy(
    { ...all, Sid: 'Gone', Principal: { AWS: 'AROAQ3EXAMPLEGONE2X5Z' }, Action: 'kms:*' },
    use('catalog-app'),
  ),
  /** A workload that administers the key it uses. */
  wideRole: policy(owner, { ...all, Sid: 'App', Principal: { AWS: role('shipping-app') }, Action: 'kms:*' }),
  /** SNS may be sent by anyone's topic: no aws:SourceArn and no aws:SourceAccount. */
  confusedDeputy: policy(owner, {
    ...all,
    Sid: 'Topics',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  }),
  /** One role after the other was added, and none taken out. */
  crowded: policy(owner, {
    ...all,
    Sid: 'Everybody',
    Principal: { AWS: Array.from({ length: 12 }, (_, index) => role(`experiment-${index + 1}`)) },
    Action: USE,
  }),
  trail: (arn: string) =>
    policy(owner, administer, {
      ...all,
      Sid: 'CloudTrail',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
      Condition: { StringEquals: { 'aws:SourceArn': arn } },
    }),
} as const;

const denyHttp = (Resource: string | string[]) => ({
  Sid: 'DenyPlainHttp',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
const whole = (bucket: string) => [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];

/** Bucket policies, each as its name says. */
export const bucketPolicies = {
  tls: (bucket: string) => policy(denyHttp(whole(bucket))),
  /** Plain HTTP stays open for listing and for the bucket's own settings. */
  tlsObjectsOnly: (bucket: string) => policy(denyHttp(`arn:aws:s3:::${bucket}/*`)),
  tlsWithReaders: (bucket: string) =>
    policy(denyHttp(whole(bucket)), {
      Sid: 'Readers',
      Effect: 'Allow',
      Principal: { AWS: role('analytics-app') },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${bucket}/*`,
    }),
  /** TLS 1.2 for those who use TLS; plain HTTP has no version and passes. */
  tlsVersion: (bucket: string) =>
    policy({
      Sid: 'OldTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: whole(bucket),
      Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    }),
  publicRead: (bucket: string) =>
    policy({
      Sid: 'PublicRead',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${bucket}/*`,
    }),
  partner: (bucket: string) =>
    policy(denyHttp(whole(bucket)), {
      Sid: 'Partner',
      Effect: 'Allow',
      Principal: { AWS: root(PARTNER) },
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: whole(bucket),
    }),
  encryptedPuts: (bucket: string) =>
    policy(denyHttp(whole(bucket)), {
      Sid: 'DenyOtherEncryption',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket}/*`,
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    }),
  trail: (bucket: string) =>
    policy(
      denyHttp(whole(bucket)),
      {
        Sid: 'AclCheck',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:GetBucketAcl',
        Resource: `arn:aws:s3:::${bucket}`,
      },
      {
        Sid: 'Write',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${bucket}/AWSLogs/${ACCOUNT}/*`,
      },
    ),
} as const;

/** Nothing comes in that is not under this key: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms */
export const oneKeyPolicy = (bucket: string, key: string): string =>
  policy(denyHttp(whole(bucket)), {
    Sid: 'DenyOtherKeys',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { ArnNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': key } },
  });

/** Resource policies of secrets. */
export const secretPolicies = {
  public: policy({ ...all, Principal: '*', Action: 'secretsmanager:GetSecretValue' }),
  partner: policy({ ...all, Principal: { AWS: root(PARTNER) }, Action: 'secretsmanager:GetSecretValue' }),
  closed: policy({
    Effect: 'Deny',
    Principal: '*',
    Action: 'secretsmanager:GetSecretValue',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalArn': role('payments-app') } },
  }),
} as const;
