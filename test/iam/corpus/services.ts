import {
  CLOSED,
  type CorpusCase,
  cases,
  DEPUTY,
  FOREIGN,
  FOREIGN_ORG,
  OPEN,
  ORG,
  OWN,
  root,
  TRUSTED,
  to,
  variable,
  when,
} from './case.ts';

const by = (service: string, Condition?: object) => ({
  Principal: { Service: service },
  ...(Condition ? { Condition } : {}),
});
const SNS = 'sns.amazonaws.com';
const S3 = 's3.amazonaws.com';
const topic = (account: string) => `arn:aws:sns:eu-west-1:${account}:news`;
const deny = (Condition: object, rest: object = {}) => ({ Effect: 'Deny', Action: '*', Condition, ...rest });

export const SERVICES: readonly CorpusCase[] = [
  ...cases('sqs', 'deputy', [
    ['a service', [by(SNS)], DEPUTY],
    ['… for our account', [by(SNS, { StringEquals: { 'aws:SourceAccount': OWN } })], CLOSED],
    ['… for a foreign account', [by(SNS, { StringEquals: { 'aws:SourceAccount': FOREIGN } })], to(FOREIGN)],
    ['… for a thing of ours', [by(SNS, { ArnEquals: { 'aws:SourceArn': topic(OWN) } })], CLOSED],
    ['… for things of a foreigner', [by(SNS, { ArnLike: { 'aws:SourceArn': topic(FOREIGN) } })], to(FOREIGN)],
    ['… for our organization', [by(SNS, { StringEquals: { 'aws:SourceOrgID': ORG } })], CLOSED],
    [
      '… for a foreign organization',
      [by(SNS, { StringEquals: { 'aws:SourceOrgID': FOREIGN_ORG } })],
      to(`org:${FOREIGN_ORG}`),
    ],
    ['… for a path of ours', [by(SNS, { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': `${ORG}/*` } })], CLOSED],
    ['for anything', [by(SNS, { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } })], DEPUTY],
    ['… of ours', [by(SNS, { ArnLike: { 'aws:SourceArn': `arn:aws:sns:*:${OWN}:*` } })], CLOSED],
    ['for a name in any account', [by(SNS, { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:*:news' } })], DEPUTY],
    [
      'for the account of the resource',
      [by(SNS, { StringEquals: { 'aws:SourceAccount': variable('aws:ResourceAccount') } })],
      CLOSED,
    ],
    [
      '… as plain text',
      [by(SNS, { StringNotEquals: { 'aws:SourceAccount': variable('aws:ResourceAccount') } })],
      DEPUTY,
      { version: '2008-10-17' },
    ],
    ['for all but an account', [by(SNS, { StringNotEquals: { 'aws:SourceAccount': FOREIGN } })], DEPUTY],
    ['for our account, if it says so', [by(SNS, { StringEqualsIfExists: { 'aws:SourceAccount': OWN } })], CLOSED],
    ['for a trusted account', [by(SNS, { StringEquals: { 'aws:SourceAccount': TRUSTED } })], CLOSED],
    [
      'for an account and a thing of another',
      [by(SNS, { StringEquals: { 'aws:SourceAccount': OWN }, ArnLike: { 'aws:SourceArn': topic(FOREIGN) } })],
      CLOSED,
    ],
    ['for two accounts', [by(SNS, { StringEquals: { 'aws:SourceAccount': [OWN, FOREIGN] } })], to(FOREIGN)],
    ['for a bucket', [by(S3, { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::photos' } })], CLOSED],
    ['… as AWS writes it', [by(S3, { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:photos' } })], CLOSED],
    ['… by a prefix', [by(S3, { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos-*' } })], DEPUTY],
    [
      '… by a prefix, of our account',
      [by(S3, { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos-*' }, StringEquals: { 'aws:SourceAccount': OWN } })],
      CLOSED,
    ],
    ['any bucket', [by(S3, { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } })], DEPUTY],
    ['everyone, from a topic of ours', [when({ ArnEquals: { 'aws:SourceArn': topic(OWN) } })], CLOSED],
    ['… of a foreigner', [when({ ArnEquals: { 'aws:SourceArn': topic(FOREIGN) } })], to(FOREIGN)],
    ['… of anybody', [when({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } })], DEPUTY],
    ['… if it is there', [when({ ArnEqualsIfExists: { 'aws:SourceArn': topic(OWN) } })], OPEN],
    ['everyone, for our account', [when({ StringEquals: { 'aws:SourceAccount': OWN } })], CLOSED],
    ['… if it is there', [when({ StringEqualsIfExists: { 'aws:SourceAccount': OWN } })], OPEN],
    ['everyone, by the owner of the source', [when({ StringEquals: { 'aws:SourceOwner': OWN } })], CLOSED],
    ['services only', [when({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })], DEPUTY],
    ['… not services', [when({ Bool: { 'aws:PrincipalIsAWSService': 'false' } })], OPEN],
    ['one service by name', [when({ StringEquals: { 'aws:PrincipalServiceName': SNS } })], DEPUTY],
    [
      '… for our account',
      [when({ StringEquals: { 'aws:PrincipalServiceName': SNS, 'aws:SourceAccount': OWN } })],
      CLOSED,
    ],
    [
      'a service of a region',
      [when({ 'ForAnyValue:StringLike': { 'aws:PrincipalServiceNamesList': 'logs.*.amazonaws.com' } })],
      DEPUTY,
    ],
    [
      'a service in our organization, which it is not',
      [by(SNS, { StringEquals: { 'aws:PrincipalOrgID': ORG } })],
      CLOSED,
    ],
    [
      'a service and a foreign root',
      [by(SNS, { StringEquals: { 'aws:SourceAccount': OWN } }), { Principal: { AWS: root(FOREIGN) } }],
      to(FOREIGN),
    ],
    ['a service beside everyone', [by(SNS), {}], { ...OPEN, confusedDeputy: true }],
    ['a service and everyone in one statement', [{ Principal: { AWS: '*', Service: SNS } }], OPEN],
    ['a service with a star', [{ Principal: { Service: '*.amazonaws.com' } }], CLOSED],
    ['a Deny of foreign sources', [by(SNS), deny({ StringNotEquals: { 'aws:SourceAccount': OWN } })], CLOSED],
    [
      '… if they say so',
      [by(SNS), deny({ StringNotEqualsIfExists: { 'aws:SourceOrgID': ORG }, Null: { 'aws:SourceAccount': 'false' } })],
      CLOSED,
    ],
    [
      '… of members of an organization only',
      [by(SNS), deny({ StringNotEquals: { 'aws:SourceOrgID': ORG }, Null: { 'aws:SourceOrgID': 'false' } })],
      DEPUTY,
    ],
    [
      '… of one other service',
      [by(SNS), deny({ StringNotEquals: { 'aws:SourceAccount': OWN } }, { Principal: { Service: S3 } })],
      DEPUTY,
    ],
  ]),
  ...cases('kms', 'kmsContext', [
    [
      'logs for a log group of ours',
      [
        by('logs.eu-west-1.amazonaws.com', {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:${OWN}:*` },
        }),
      ],
      CLOSED,
    ],
    [
      '… of anybody',
      [
        by('logs.eu-west-1.amazonaws.com', {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-west-1:*:*' },
        }),
      ],
      DEPUTY,
    ],
    [
      '… of a foreigner',
      [
        by('logs.eu-west-1.amazonaws.com', {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:${FOREIGN}:*` },
        }),
      ],
      to(FOREIGN),
    ],
    [
      'a trail of ours',
      [
        by('cloudtrail.amazonaws.com', {
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${OWN}:trail/*` },
        }),
      ],
      CLOSED,
    ],
    ['an encryption context of everyone', [when({ StringEquals: { 'kms:EncryptionContext:app': 'x' } })], OPEN],
    [
      '… by the ARN of ours, which a caller can write',
      [when({ StringEquals: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:${OWN}:log-group:x` } })],
      OPEN,
    ],
    [
      '… by a thing of ours, through a service, which writes it itself',
      [
        when({
          StringEquals: {
            'kms:EncryptionContext:SecretARN': `arn:aws:secretsmanager:eu-west-1:${OWN}:secret:x`,
            'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com',
          },
        }),
      ],
      CLOSED,
    ],
    [
      '… by anything, through a service',
      [
        when({
          StringLike: {
            'kms:EncryptionContext:SecretARN': 'arn:aws:secretsmanager:eu-west-1:*:secret:*',
            'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com',
          },
        }),
      ],
      OPEN,
    ],
    ['keys of the context', [when({ 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['app'] } })], OPEN],
    [
      'a key and its value',
      [
        when({
          'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'app' },
          StringEquals: { 'kms:EncryptionContext:app': 'x' },
        }),
      ],
      OPEN,
    ],
    [
      '… and no such value',
      [
        when({
          'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'app' },
          Null: { 'kms:EncryptionContext:app': 'true' },
        }),
      ],
      CLOSED,
    ],
    [
      'an action without a context',
      [{ Action: 'kms:DescribeKey', ...when({ StringEquals: { 'kms:EncryptionContext:app': 'x' } }) }],
      CLOSED,
    ],
  ]),
];
