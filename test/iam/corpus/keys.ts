import {
  CLOSED,
  type CorpusCase,
  cases,
  DEPUTY,
  FOREIGN,
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

const allow = (names: string | readonly string[], rest: object = {}) => ({
  Principal: { AWS: names },
  Action: 'kms:*',
  ...rest,
});
const deny = (rest: object) => ({ Effect: 'Deny', Action: 'kms:PutKeyPolicy', ...rest });
const LOCKED = { lockout: true } as const;
const FREE = { lockout: false } as const;
const US = root(OWN);
const KEY = (account = OWN, id = 'k') => `arn:aws:kms:eu-west-1:${account}:key/${id}`;

export const KEYS: readonly CorpusCase[] = [
  ...cases('kms', 'kmsDefault', [
    ['our account', [allow(US)], FREE],
    ['… without PutKeyPolicy', [allow(US, { Action: ['kms:Decrypt', 'kms:DescribeKey'] })], LOCKED],
    ['… all but PutKeyPolicy', [allow(US, { Action: undefined, NotAction: 'kms:Put*' })], LOCKED],
    ['… by NotAction of something else', [allow(US, { Action: undefined, NotAction: 'kms:Delete*' })], FREE],
    ['… without a resource', [allow(US, { Resource: undefined })], LOCKED],
    ['… that a Deny shuts out', [allow(US), deny({ Principal: { AWS: US } })], LOCKED],
    ['… that a Deny for everyone shuts out', [allow(US), deny({})], LOCKED],
    [
      '… a Deny spares one role',
      [allow(US), deny(when({ ArnNotEquals: { 'aws:PrincipalArn': role(OWN, 'admin') } }))],
      FREE,
    ],
    [
      '… a Deny spares a role of another account',
      [allow(US), deny(when({ ArnNotEquals: { 'aws:PrincipalArn': role(OTHER, 'admin') } }))],
      LOCKED,
    ],
    [
      '… a Deny spares a session, which is no ARN of a principal',
      [allow(US), deny(when({ ArnNotLike: { 'aws:PrincipalArn': `arn:aws:sts::${OWN}:assumed-role/admin/*` } }))],
      LOCKED,
    ],
    [
      '… a Deny spares whom NotPrincipal names',
      [allow(US), deny({ NotPrincipal: { AWS: [US, role(OWN, 'admin')] } })],
      FREE,
    ],
    ['… a Deny spares a foreigner', [allow(US), deny({ NotPrincipal: { AWS: root(FOREIGN) } })], LOCKED],
    [
      '… a Deny without MFA',
      [allow(US), deny(when({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }))],
      FREE,
    ],
    [
      '… a Deny with and without MFA',
      [allow(US), deny(when({ BoolIfExists: { 'aws:MultiFactorAuthPresent': ['true', 'false'] } }))],
      LOCKED,
    ],
    [
      '… a Deny outside our network',
      [allow(US), deny(when({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }))],
      FREE,
    ],
    [
      '… a Deny outside an address',
      [allow(US), deny(when({ NotIpAddress: { 'aws:SourceIp': '203.0.113.7/32' } }))],
      FREE,
    ],
    [
      '… a Deny outside two networks at once',
      [
        allow(US),
        deny(when({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } })),
        deny(when({ NotIpAddress: { 'aws:SourceIp': '203.0.113.7/32' } })),
      ],
      LOCKED,
    ],
    [
      '… a Deny outside our organization',
      [allow(US), deny(when({ StringNotEquals: { 'aws:PrincipalOrgID': ORG } }))],
      FREE,
    ],
    [
      '… a Deny outside another organization',
      [allow(US), deny(when({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-elsewhere1' } }))],
      LOCKED,
    ],
    ['… a Deny of another key', [allow(US, { Resource: KEY() }), deny({ Resource: KEY(OWN, 'other') })], FREE],
    ['… a Deny without a resource has no effect', [allow(US), deny({ Resource: undefined })], FREE],
    ['… in the past', [allow(US, when({ DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }))], LOCKED],
    ['… in the future', [allow(US, when({ DateGreaterThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }))], LOCKED],
    [
      '… in a window that is open',
      [
        allow(
          US,
          when({
            DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
            DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' },
          }),
        ),
      ],
      FREE,
    ],
    ['… under a tag', [allow(US, when({ StringEquals: { 'aws:PrincipalTag/role': 'admin' } }))], FREE],
    [
      '… under two values of one tag',
      [
        allow(
          US,
          when({
            StringEquals: { 'aws:PrincipalTag/role': 'admin' },
            StringLike: { 'aws:PrincipalTag/role': 'user*' },
          }),
        ),
      ],
      LOCKED,
    ],
    ['a role of ours', [allow(role(OWN, 'admin'))], FREE],
    ['… which a Deny shuts out', [allow(role(OWN, 'admin')), deny({ Principal: { AWS: role(OWN, 'admin') } })], LOCKED],
    ['… which a Deny leaves alone', [allow(role(OWN, 'admin')), deny({ Principal: { AWS: role(OWN, 'user') } })], FREE],
    [
      '… which must be another',
      [allow(role(OWN, 'admin'), when({ ArnEquals: { 'aws:PrincipalArn': role(OWN, 'user') } }))],
      LOCKED,
    ],
    ['… written with a star', [allow(`arn:aws:iam::${OWN}:role/*`)], LOCKED],
    ['a foreign account only', [allow(root(FOREIGN))], { lockout: true, crossAccount: [FOREIGN], wildcardAdmin: true }],
    ['a deleted role only', [allow('AROAEXAMPLEID12345678')], LOCKED],
    ['… and a role that is there', [allow(['AROAEXAMPLEID12345678', role(OWN, 'admin')])], FREE],
    [
      'a service only',
      [{ Principal: { Service: 'logs.amazonaws.com' }, ...when({ StringEquals: { 'aws:SourceAccount': OWN } }) }],
      LOCKED,
    ],
    ['a Deny only', [deny({})], LOCKED],
    [
      'everyone of our account',
      [{ Action: 'kms:*', ...when({ StringEquals: { 'kms:CallerAccount': OWN } }) }],
      { lockout: false, wildcardAdmin: true },
    ],
    [
      '… of another',
      [{ Action: 'kms:*', ...when({ StringEquals: { 'kms:CallerAccount': FOREIGN } }) }],
      { lockout: true, wildcardAdmin: true, crossAccount: [FOREIGN] },
    ],
    ['an account of China that is ours', [allow(`arn:aws-cn:iam::${OWN}:root`, { Resource: '*' })], FREE],
  ]),
  ...cases('kms', 'kmsAbroad', [
    ['an operation that works across accounts', [{}], OPEN],
    ['… one that does not', [{ Action: 'kms:ListKeyPolicies' }], CLOSED],
    ['… one that administers', [{ Action: 'kms:PutKeyPolicy' }], { wildcardAdmin: true }],
    [
      '… one that administers, for a foreigner',
      [{ Principal: { AWS: FOREIGN }, Action: 'kms:PutKeyPolicy' }],
      { wildcardAdmin: true },
    ],
    ['… by a pattern', [{ Action: 'kms:List*' }], OPEN],
    ['… in another case', [{ Action: 'KMS:decrypt' }], OPEN],
    ['… of no such name', [{ Action: 'kms:Decryptt' }], CLOSED],
    ['… of the account', [{ Action: 'kms:CreateKey' }], CLOSED],
    ['… of another service', [{ Action: 's3:*' }], CLOSED],
    ['a question mark', [{ Action: 'kms:Decryp?' }], OPEN],
    ['a grant', [{ Action: 'kms:CreateGrant' }], OPEN],
    [
      '… for resources of AWS',
      [{ Action: 'kms:CreateGrant', ...when({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }) }],
      OPEN,
    ],
    [
      'decrypting for resources of AWS, which no request is',
      [when({ Bool: { 'kms:GrantIsForAWSResource': 'true' } })],
      CLOSED,
    ],
    ['… for what is no resource of AWS, likewise', [when({ Bool: { 'kms:GrantIsForAWSResource': 'false' } })], CLOSED],
    ['… not even asked', [when({ BoolIfExists: { 'kms:GrantIsForAWSResource': 'true' } })], OPEN],
    ['all but', [{ NotAction: 'kms:Put*' }], { ...OPEN, wildcardAdmin: true }],
    ['… all of it', [{ NotAction: 'kms:*' }], CLOSED],
  ]),
  ...cases('kms', 'kmsPolicies', [
    ['no resource', [{ Resource: undefined }], CLOSED],
    ['… one', [{}], OPEN],
    ['… a Deny without a resource', [{}, { Effect: 'Deny', Resource: undefined }], OPEN],
    ['a key by ARN', [{ Resource: KEY() }], OPEN, { resource: KEY() }],
    ['… of another key', [{ Resource: KEY(OWN, 'other') }], CLOSED, { resource: KEY() }],
    ['… an alias', [{ Resource: `arn:aws:kms:eu-west-1:${OWN}:alias/a` }], CLOSED, { resource: KEY() }],
    ['… an alias, whatever the key', [{ Resource: `arn:aws:kms:eu-west-1:${OWN}:alias/a` }], CLOSED],
    ['a Deny of the key', [{}, { Effect: 'Deny', Resource: KEY() }], CLOSED, { resource: KEY() }],
    ['… where any key may be asked for', [{}, { Effect: 'Deny', Resource: KEY() }], OPEN],
    ['all keys but one', [{ NotResource: KEY() }], OPEN],
    ['… that one', [{ NotResource: KEY() }], CLOSED, { resource: KEY() }],
    ['an alias that is asked for', [when({ StringEquals: { 'kms:RequestAlias': 'alias/a' } })], OPEN],
    ['a kind of key', [when({ StringEquals: { 'kms:KeySpec': 'SYMMETRIC_DEFAULT' } })], OPEN],
    ['aliases of the key', [when({ 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/app*' } })], OPEN],
    ['an algorithm', [when({ StringEquals: { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' } })], OPEN],
    ['a deputy', [{ Principal: { Service: 'logs.eu-west-1.amazonaws.com' } }], DEPUTY],
    [
      '… trusted',
      [
        {
          Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
          ...when({ StringEquals: { 'aws:SourceAccount': TRUSTED } }),
        },
      ],
      CLOSED,
    ],
    [
      'two foreigners and a deputy',
      [{ Principal: { AWS: [FOREIGN, OTHER], Service: 'logs.eu-west-1.amazonaws.com' } }],
      { ...to(FOREIGN, OTHER), confusedDeputy: true },
    ],
  ]),
];
