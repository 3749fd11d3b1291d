import { CLOSED, type CorpusCase, cases, DEPUTY, FOREIGN, OPEN, OWN, to, variable, when } from './case.ts';

const deny = (rest: object = {}) => ({ Effect: 'Deny', Action: '*', ...rest });
const BUCKET = 'arn:aws:s3:::data';

export const OBJECTS: readonly CorpusCase[] = [
  ...cases('s3', 'resource', [
    ['objects', [{}], OPEN],
    ['… of the bucket itself', [{ Resource: BUCKET }], CLOSED],
    ['… in another bucket', [{ Resource: 'arn:aws:s3:::other/*' }], CLOSED, { resource: BUCKET }],
    ['… under a prefix', [{ Resource: `${BUCKET}/public/*` }], OPEN, { resource: BUCKET }],
    ['listing', [{ Action: 's3:ListBucket', Resource: BUCKET }], OPEN],
    ['… of objects', [{ Action: 's3:ListBucket' }], CLOSED],
    ['a Deny of a prefix', [{}, deny({ Resource: `${BUCKET}/private/*` })], OPEN],
    ['… of all objects', [{}, deny({ Resource: `${BUCKET}/*` })], CLOSED],
    ['… of all that begin so', [{}, deny({ Resource: `${BUCKET}*` })], CLOSED],
    ['… of names of one letter', [{}, deny({ Resource: `${BUCKET}/?` })], OPEN],
    ['… of all but a prefix', [{}, deny({ Resource: undefined, NotResource: `${BUCKET}/public/*` })], OPEN],
    ['a folder of the caller', [{ Resource: `${BUCKET}/home/${variable('aws:username')}/*` }], OPEN],
    [
      '… as plain text',
      [{ Resource: `${BUCKET}/home/${variable('aws:username')}/*` }, deny({ Resource: `${BUCKET}/home/*` })],
      CLOSED,
      { version: null },
    ],
    [
      'a folder and a Deny of all other folders',
      [{ Resource: `${BUCKET}/home/*` }, deny({ NotResource: `${BUCKET}/home/${variable('aws:username')}/*` })],
      OPEN,
    ],
    ['an ARN of China', [{ Resource: 'arn:aws-cn:s3:::data/*' }], OPEN],
  ]),
  ...cases('s3', 's3Points', [
    [
      'access points of ours',
      [
        {
          Principal: { AWS: '*' },
          Action: '*',
          Resource: [BUCKET, `${BUCKET}/*`],
          ...when({ StringEquals: { 's3:DataAccessPointAccount': OWN } }),
        },
      ],
      CLOSED,
    ],
    [
      '… of a foreigner',
      [
        {
          Action: '*',
          Resource: [BUCKET, `${BUCKET}/*`],
          ...when({ StringEquals: { 's3:DataAccessPointAccount': FOREIGN } }),
        },
      ],
      to(FOREIGN),
    ],
    [
      '… of anybody',
      [
        {
          Action: '*',
          Resource: [BUCKET, `${BUCKET}/*`],
          ...when({ StringLike: { 's3:DataAccessPointAccount': '*' } }),
        },
      ],
      OPEN,
    ],
    [
      'an access point by ARN',
      [when({ ArnLike: { 's3:DataAccessPointArn': `arn:aws:s3:eu-west-1:${OWN}:accesspoint/*` } })],
      CLOSED,
    ],
  ]),
  ...cases('s3', 's3Keys', [
    [
      'an ACL',
      [{ Action: 's3:PutObject', ...when({ StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }) }],
      OPEN,
    ],
    [
      '… that reading does not ask for',
      [when({ StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } })],
      CLOSED,
    ],
    [
      'a service that must give us control',
      [
        {
          Action: 's3:PutObject',
          Principal: { Service: 'delivery.logs.amazonaws.com' },
          ...when({ StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }),
        },
      ],
      DEPUTY,
    ],
    [
      '… for our account',
      [
        {
          Action: 's3:PutObject',
          Principal: { Service: 'delivery.logs.amazonaws.com' },
          ...when({ StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': OWN } }),
        },
      ],
      CLOSED,
    ],
    [
      'a prefix',
      [{ Action: 's3:ListBucket', Resource: BUCKET, ...when({ StringLike: { 's3:prefix': 'public/*' } }) }],
      OPEN,
    ],
    ['the account of the bucket', [when({ StringEquals: { 's3:ResourceAccount': OWN } })], OPEN],
    ['a tag of the object', [when({ StringEquals: { 's3:ExistingObjectTag/public': 'yes' } })], OPEN],
    ['a signature', [when({ StringEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } })], OPEN],
  ]),
];
