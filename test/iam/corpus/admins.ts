import {
  type Answers,
  CLOSED,
  type CorpusCase,
  cases,
  DEPUTY,
  FOREIGN,
  OPEN,
  ORG,
  OWN,
  role,
  root,
  TRUSTED,
  to,
  variable,
  when,
} from './case.ts';

const ADMIN = { wildcardAdmin: true } as const;
const PUBLIC_ADMIN: Partial<Answers> = { ...OPEN, ...ADMIN };
const put = (rest: object = {}) => ({ Action: 's3:PutBucketPolicy', Resource: 'arn:aws:s3:::data', ...rest });
const aws = (name: string) => ({ Principal: { AWS: name } });
const ours = (rest: object = {}) => when({ StringEquals: { 'aws:PrincipalAccount': OWN }, ...rest });

export const ADMINS: readonly CorpusCase[] = [
  ...cases('s3', 'principal', [
    ['everyone administers', [put()], PUBLIC_ADMIN],
    ['… reads', [put({ Action: 's3:GetBucketPolicy' })], OPEN],
    ['our account administers', [put(aws(root(OWN)))], CLOSED],
    ['… as everyone in it', [put(ours())], ADMIN],
    ['… as a role', [put(aws(role(OWN, 'admin')))], CLOSED],
    ['… as a role by its ARN', [put(ours({ ArnEquals: { 'aws:PrincipalArn': role(OWN, 'admin') } }))], CLOSED],
    ['… as roles by a pattern', [put(ours({ ArnLike: { 'aws:PrincipalArn': role(OWN, 'admin-*') } }))], ADMIN],
    [
      '… as a role by a pattern without a loose end',
      [put(when({ ArnLike: { 'aws:PrincipalArn': role(OWN, 'admin') } }))],
      CLOSED,
    ],
    ['… by a tag', [put(ours({ StringLike: { 'aws:PrincipalTag/team': 'admin' } }))], ADMIN],
    ['… by a role id', [put(ours({ StringLike: { 'aws:userid': 'AROAEXAMPLEID12345678:*' } }))], CLOSED],
    ['… by any role id', [put(ours({ StringLike: { 'aws:userid': 'AROA*' } }))], ADMIN],
    [
      '… but for a Deny of all but a role id and the root user',
      [
        put(),
        put({
          Effect: 'Deny',
          ...when({ StringNotLike: { 'aws:userid': ['AROAEXAMPLEID12345678:*', OWN] } }),
        }),
      ],
      CLOSED,
    ],
    ['… from our endpoint', [put(when({ StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }))], ADMIN],
    ['… from our address', [put(when({ IpAddress: { 'aws:SourceIp': '203.0.113.7' } }))], ADMIN],
    ['… in our organization', [put(when({ StringEquals: { 'aws:PrincipalOrgID': ORG } }))], ADMIN],
    [
      '… but for a Deny of all but a role',
      [put(ours()), put({ Effect: 'Deny', ...when({ ArnNotEquals: { 'aws:PrincipalArn': role(OWN, 'admin') } }) })],
      CLOSED,
    ],
    [
      '… but for a Deny of all but some roles',
      [put(ours()), put({ Effect: 'Deny', ...when({ ArnNotLike: { 'aws:PrincipalArn': role(OWN, 'admin-*') } }) })],
      ADMIN,
    ],
    ['a trusted account administers', [put(aws(root(TRUSTED)))], ADMIN],
    ['… reads', [put({ Action: 's3:GetBucketPolicy', ...aws(root(TRUSTED)) })], CLOSED],
    ['a foreign account administers', [put(aws(root(FOREIGN)))], { ...ADMIN, ...to(FOREIGN) }],
    [
      'a member of our organization administers',
      [put({ ...aws(root(FOREIGN)), ...when({ StringEquals: { 'aws:PrincipalOrgID': ORG } }) })],
      ADMIN,
    ],
    [
      'a service of ours administers',
      [
        put({
          Principal: { Service: 'delivery.logs.amazonaws.com' },
          ...when({ StringEquals: { 'aws:SourceAccount': OWN } }),
        }),
      ],
      ADMIN,
    ],
    [
      '… reads',
      [
        put({
          Action: 's3:GetBucketAcl',
          Principal: { Service: 'delivery.logs.amazonaws.com' },
          ...when({ StringEquals: { 'aws:SourceAccount': OWN } }),
        }),
      ],
      CLOSED,
    ],
    [
      'an origin access identity',
      [put({ Action: 's3:*', ...aws('arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1') })],
      CLOSED,
    ],
    ['a deleted user', [put(aws('AIDAEXAMPLEID12345678'))], CLOSED],
    ['an object is not the bucket', [put({ Resource: 'arn:aws:s3:::data/*' })], CLOSED],
    ['… both are', [put({ Resource: 'arn:aws:s3:::data*' })], PUBLIC_ADMIN],
    [
      'all but our account',
      [{ NotPrincipal: { AWS: root(OWN) }, Action: 's3:PutBucketAcl', Resource: '*' }],
      PUBLIC_ADMIN,
    ],
  ]),
  ...cases('s3', 'action', [
    ['DeleteBucket', [put({ Action: 's3:DeleteBucket' })], PUBLIC_ADMIN],
    ['PutBucketAcl', [put({ Action: 's3:PutBucketAcl' })], PUBLIC_ADMIN],
    ['PutEncryptionConfiguration', [put({ Action: 's3:PutEncryptionConfiguration' })], PUBLIC_ADMIN],
    ['PutBucketPublicAccessBlock', [put({ Action: 's3:PutBucketPublicAccessBlock' })], PUBLIC_ADMIN],
    ['… PutBucketLogging', [put({ Action: 's3:PutBucketLogging' })], OPEN],
    ['s3:*', [put({ Action: 's3:*' })], PUBLIC_ADMIN],
    [
      '… under a key that only objects have',
      [put({ Action: 's3:*', Resource: '*', ...when({ StringEquals: { 's3:x-amz-storage-class': 'GLACIER' } }) })],
      OPEN,
    ],
    ['everything but administration', [{ NotAction: ['s3:Put*', 's3:Delete*'], Resource: '*' }], OPEN],
    ['… but reading', [{ NotAction: 's3:Get*', Resource: '*' }], PUBLIC_ADMIN],
  ]),
  ...cases('sns', 'sns', [
    [
      'the policy that SNS makes',
      [
        {
          Principal: { AWS: '*' },
          Action: [
            'SNS:GetTopicAttributes',
            'SNS:SetTopicAttributes',
            'SNS:AddPermission',
            'SNS:RemovePermission',
            'SNS:DeleteTopic',
            'SNS:Subscribe',
            'SNS:ListSubscriptionsByTopic',
            'SNS:Publish',
          ],
          ...when({ StringEquals: { 'AWS:SourceOwner': OWN } }),
        },
      ],
      ADMIN,
      { version: '2008-10-17' },
    ],
    [
      '… without its condition',
      [{ Principal: { AWS: '*' }, Action: ['SNS:SetTopicAttributes', 'SNS:Publish'] }],
      PUBLIC_ADMIN,
    ],
    ['everyone publishes', [{}], OPEN],
    ['… and deletes', [{ Action: ['sns:Publish', 'sns:DeleteTopic'] }], PUBLIC_ADMIN],
    [
      'everyone subscribes by mail',
      [{ Action: 'sns:Subscribe', ...when({ StringLike: { 'sns:Endpoint': '*@example.com' } }) }],
      OPEN,
    ],
    ['… publishes by mail, which is not asked', [when({ StringLike: { 'sns:Endpoint': '*@example.com' } })], CLOSED],
    [
      'everyone subscribes over HTTPS',
      [{ Action: 'sns:Subscribe', ...when({ StringEquals: { 'sns:Protocol': 'https' } }) }],
      OPEN,
    ],
    [
      'S3 publishes for a bucket of ours',
      [
        {
          Principal: { Service: 's3.amazonaws.com' },
          ...when({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos' }, StringEquals: { 'aws:SourceAccount': OWN } }),
        },
      ],
      CLOSED,
    ],
    ['a foreigner subscribes', [{ Action: 'sns:Subscribe', Principal: { AWS: FOREIGN } }], to(FOREIGN)],
    ['a topic of another name', [{}], CLOSED, { resource: `arn:aws:sns:eu-west-1:${OWN}:olds` }],
    ['an action of the account', [{ Action: 'sns:ListTopics' }], CLOSED],
  ]),
  ...cases('sqs', 'sqs', [
    ['everyone sends', [{}], OPEN],
    ['… and deletes the queue', [{ Action: ['sqs:SendMessage', 'sqs:DeleteQueue'] }], PUBLIC_ADMIN],
    ['… everything', [{ Action: 'SQS:*' }], PUBLIC_ADMIN],
    [
      '… in an hour of 2026',
      [
        when({
          DateGreaterThan: { 'aws:CurrentTime': '2026-01-31T12:00Z' },
          DateLessThan: { 'aws:CurrentTime': '2026-01-31T15:00Z' },
        }),
      ],
      CLOSED,
    ],
    ['from a block', [when({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })], CLOSED],
    ['… but one address', [when({ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })], OPEN],
    ['a queue of another name', [{}], CLOSED, { resource: `arn:aws:sqs:eu-west-1:${OWN}:other` }],
    ['a queue by its name only', [{ Resource: 'jobs' }], CLOSED],
    ['a queue of the caller', [{ Resource: `arn:aws:sqs:eu-west-1:${OWN}:${variable('aws:username')}` }], OPEN],
    ['no resource', [{ Resource: undefined }], OPEN],
    ['ListQueues is of the account', [{ Action: 'sqs:ListQueues' }], CLOSED],
  ]),
  ...cases('secretsmanager', 'secrets', [
    ['everyone reads', [{}], OPEN],
    ['… of our organization', [when({ StringEquals: { 'aws:PrincipalOrgID': ORG } })], CLOSED],
    ['… unsigned, which there is not, but for services', [when({ Null: { 'aws:PrincipalArn': 'true' } })], DEPUTY],
    [
      '… the current version',
      [when({ 'ForAnyValue:StringEquals': { 'secretsmanager:VersionStage': 'AWSCURRENT' } })],
      OPEN,
    ],
    ['… and deletes', [{ Action: 'secretsmanager:DeleteSecret' }], PUBLIC_ADMIN],
    ['… replaces the policy', [{ Action: 'secretsmanager:PutResourcePolicy' }], PUBLIC_ADMIN],
    ['a role of ours', [aws(role(OWN, 'app'))], CLOSED],
    ['… and a foreign one', [{ Principal: { AWS: [role(OWN, 'app'), role(FOREIGN, 'app')] } }], to(FOREIGN)],
    [
      'a Deny of all others',
      [{ Effect: 'Deny', ...when({ StringNotEquals: { 'aws:PrincipalArn': role(OWN, 'app') } }) }],
      CLOSED,
    ],
    [
      '… with everyone allowed',
      [
        {},
        {
          Effect: 'Deny',
          ...when({ StringNotEquals: { 'aws:PrincipalArn': [role(OWN, 'app'), role(FOREIGN, 'app')] } }),
        },
      ],
      to(FOREIGN),
    ],
    ['a tag of the secret', [when({ StringEquals: { 'secretsmanager:ResourceTag/team': 'a' } })], OPEN],
    [
      '… and a tag of the caller',
      [when({ StringEquals: { 'aws:PrincipalTag/team': variable('secretsmanager:ResourceTag/team') } })],
      OPEN,
    ],
  ]),
];
