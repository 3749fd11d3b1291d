import {
  CLOSED,
  type CorpusCase,
  cases,
  FOREIGN,
  FOREIGN_ORG,
  OPEN,
  ORG,
  OTHER,
  OWN,
  role,
  root,
  TRUSTED,
  to,
  when,
} from './case.ts';

const aws = (...names: readonly string[]) => ({ Principal: { AWS: names.length === 1 ? names[0] : names } });
const ADMIN = { Action: 's3:PutBucketPolicy', Resource: 'arn:aws:s3:::data' };

export const PRINCIPALS: readonly CorpusCase[] = [
  ...cases('kms', 'principal', [
    ['"*"', [{}], OPEN],
    ['… our account', [aws(root(OWN))], CLOSED],
    ['… a foreign account', [aws(root(FOREIGN))], to(FOREIGN)],
    ['{"AWS": "*"}', [aws('*')], OPEN],
    ['a list with "*"', [aws(root(OWN), '*')], OPEN],
    ['… without it', [aws(root(OWN), role(OWN, 'a'))], CLOSED],
    ['a bare id', [aws(FOREIGN)], to(FOREIGN)],
    ['… which is trusted', [aws(TRUSTED)], CLOSED],
    ['a trusted root', [aws(root(TRUSTED))], CLOSED],
    ['a role', [aws(role(FOREIGN, 'a'))], to(FOREIGN)],
    ['a role with a path', [aws(`arn:aws:iam::${FOREIGN}:role/a/b/c`)], to(FOREIGN)],
    ['a user', [aws(`arn:aws:iam::${FOREIGN}:user/joe`)], to(FOREIGN)],
    ['a session', [aws(`arn:aws:sts::${FOREIGN}:assumed-role/a/s`)], to(FOREIGN)],
    ['a federated user', [aws(`arn:aws:sts::${FOREIGN}:federated-user/joe`)], to(FOREIGN)],
    ['a root of China', [aws(`arn:aws-cn:iam::${FOREIGN}:root`)], to(FOREIGN)],
    ['a root of GovCloud that is ours', [aws(`arn:aws-us-gov:iam::${OWN}:root`)], CLOSED],
    ['several accounts', [aws(FOREIGN, root(OTHER), role(OTHER, 'x'))], to(FOREIGN, OTHER)],
    ['a wildcard for the account', [aws('arn:aws:iam::*:root')], CLOSED],
    ['a wildcard for the role', [aws(`arn:aws:iam::${FOREIGN}:role/*`)], CLOSED],
    ['… spelt out', [aws(`arn:aws:iam::${FOREIGN}:role/x`)], to(FOREIGN)],
    ['a wildcard for a session', [aws(`arn:aws:sts::${FOREIGN}:assumed-role/a/*`)], CLOSED],
    ['a wildcard id', [aws('9999*')], CLOSED],
    ['a group', [aws(`arn:aws:iam::${FOREIGN}:group/admins`)], CLOSED],
    ['a deleted role', [aws('AROAEXAMPLEID12345678')], CLOSED],
    ['a deleted user', [aws('AIDAEXAMPLEID12345678')], CLOSED],
    ['no principal', [{ Principal: undefined }], CLOSED],
    ['an empty list', [aws()], CLOSED],
    ['a foreign account and everyone', [aws(root(FOREIGN)), {}], { public: true, crossAccount: ['*', FOREIGN] }],
    [
      'a member of our organization',
      [{ ...aws(root(FOREIGN)), ...when({ StringEquals: { 'aws:PrincipalOrgID': ORG } }) }],
      CLOSED,
    ],
    [
      '… of another',
      [{ ...aws(root(FOREIGN)), ...when({ StringEquals: { 'aws:PrincipalOrgID': FOREIGN_ORG } }) }],
      to(FOREIGN),
    ],
    ['an account that a Deny shuts out', [aws(FOREIGN), { Effect: 'Deny', ...aws(FOREIGN) }], CLOSED],
    ['… by its root', [aws(role(FOREIGN, 'a')), { Effect: 'Deny', ...aws(root(FOREIGN)) }], CLOSED],
    ['… but for another role', [aws(role(FOREIGN, 'a')), { Effect: 'Deny', ...aws(role(FOREIGN, 'b')) }], to(FOREIGN)],
    [
      'a role whose ARN must be another',
      [{ ...aws(role(FOREIGN, 'a')), ...when({ ArnEquals: { 'aws:PrincipalArn': role(FOREIGN, 'b') } }) }],
      CLOSED,
    ],
  ]),
  ...cases('kms', 'notPrincipal', [
    ['Allow all but one', [{ NotPrincipal: { AWS: root(FOREIGN) } }], OPEN],
    ['Allow all but all', [{ NotPrincipal: '*' }], CLOSED],
    ['Deny all but us', [{}, { Effect: 'Deny', NotPrincipal: { AWS: root(OWN) } }], CLOSED],
    ['… and a foreigner', [{}, { Effect: 'Deny', NotPrincipal: { AWS: [root(OWN), FOREIGN] } }], to(FOREIGN)],
    ['… for another action', [{}, { Effect: 'Deny', Action: 'kms:Encrypt', NotPrincipal: { AWS: root(OWN) } }], OPEN],
    ['Deny all but nobody', [{}, { Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam::*:root' } }], CLOSED],
    ['Deny nobody', [{}, { Effect: 'Deny', NotPrincipal: { AWS: '*' } }], OPEN],
  ]),
  ...cases('s3', 'principal', [
    ['"*"', [{}], OPEN],
    ['… with Action of another service', [{ Action: 'sqs:SendMessage' }], CLOSED],
    ['a canonical user', [{ Principal: { CanonicalUser: '79a59df900b949e5' } }], to('canonical:79a59df900b949e5')],
    ['two canonical users', [{ Principal: { CanonicalUser: ['b', 'a'] } }], to('canonical:a', 'canonical:b')],
    [
      'an administrator by canonical id',
      [{ ...ADMIN, Principal: { CanonicalUser: 'abc' } }],
      { ...to('canonical:abc'), wildcardAdmin: true },
    ],
    ['{"*": "*"}', [{ Principal: { '*': '*' } }], OPEN],
    ['a public identity provider', [{ Principal: { Federated: 'cognito-identity.amazonaws.com' } }], OPEN],
    [
      '… with a pool that is not in the request',
      [
        {
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          ...when({ StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:pool' } }),
        },
      ],
      CLOSED,
    ],
    [
      'an identity provider of an account',
      [{ Principal: { Federated: `arn:aws:iam::${FOREIGN}:saml-provider/x` } }],
      to(FOREIGN),
    ],
    ['… of ours', [{ Principal: { Federated: `arn:aws:iam::${OWN}:saml-provider/x` } }], CLOSED],
  ]),
  ...cases('s3', 's3Origin', [
    [
      'an origin access identity',
      [aws('arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABC')],
      CLOSED,
    ],
    ['… and everyone', [aws('arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABC', '*')], OPEN],
    [
      'CloudFront for a distribution of ours',
      [
        {
          Principal: { Service: 'cloudfront.amazonaws.com' },
          ...when({ StringEquals: { 'aws:SourceArn': `arn:aws:cloudfront::${OWN}:distribution/E1` } }),
        },
      ],
      CLOSED,
    ],
    [
      '… of anybody',
      [
        {
          Principal: { Service: 'cloudfront.amazonaws.com' },
          ...when({ StringLike: { 'aws:SourceArn': 'arn:aws:cloudfront::*:distribution/*' } }),
        },
      ],
      { confusedDeputy: true },
    ],
    [
      '… of a foreigner',
      [
        {
          Principal: { Service: 'cloudfront.amazonaws.com' },
          ...when({ StringEquals: { 'aws:SourceArn': `arn:aws:cloudfront::${FOREIGN}:distribution/E1` } }),
        },
      ],
      to(FOREIGN),
    ],
  ]),
];
