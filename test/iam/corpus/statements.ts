import { CLOSED, type CorpusCase, cases, FOREIGN, OPEN, ORG, OWN, to, when } from './case.ts';

const deny = (rest: object = {}) => ({ Effect: 'Deny', Action: '*', ...rest });
const BUCKET = 'arn:aws:s3:::data';

export const STATEMENTS: readonly CorpusCase[] = [
  ...cases('s3', 'operators', [
    ['a window that is over', [when({ DateLessThan: { 'aws:CurrentTime': '2026-05-31T23:59:59Z' } })], CLOSED],
    ['… still open', [when({ DateLessThan: { 'aws:CurrentTime': '2026-06-01T00:00:01Z' } })], OPEN],
    ['… in seconds', [when({ NumericLessThan: { 'aws:EpochTime': '1900000000' } })], OPEN],
    ['a window to come', [when({ DateGreaterThan: { 'aws:CurrentTime': '2026-06-01T00:00:01Z' } })], CLOSED],
    ['… in seconds, as a date', [when({ DateLessThan: { 'aws:EpochTime': 1900000000 } })], OPEN],
    ['a time that no one can read', [when({ DateLessThan: { 'aws:CurrentTime': 'tomorrow' } })], CLOSED],
    [
      'a Deny after a time',
      [{}, deny(when({ DateGreaterThanEquals: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } }))],
      CLOSED,
    ],
    ['… to come', [{}, deny(when({ DateGreaterThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } }))], OPEN],
    ['no values', [when({ StringEquals: { 'aws:PrincipalAccount': [] } })], CLOSED],
    ['… negated', [when({ StringNotEquals: { 'aws:PrincipalAccount': [] } })], OPEN],
    ['a version of TLS', [when({ NumericGreaterThanEquals: { 's3:TlsVersion': 1.2 } })], OPEN],
    [
      '… above and below',
      [when({ NumericGreaterThan: { 's3:TlsVersion': 1.2 }, NumericLessThan: { 's3:TlsVersion': 1.1 } })],
      CLOSED,
    ],
    ['Null of a key that is always there', [when({ Null: { 'aws:SecureTransport': 'true' } })], CLOSED],
    ['… the other way', [when({ Null: { 'aws:SecureTransport': 'false' } })], OPEN],
    [
      'a value and its absence',
      [when({ StringEquals: { 'aws:PrincipalTag/a': 'b' }, Null: { 'aws:PrincipalTag/a': 'true' } })],
      CLOSED,
    ],
    [
      '… if it exists',
      [when({ StringEqualsIfExists: { 'aws:PrincipalTag/a': 'b' }, Null: { 'aws:PrincipalTag/a': 'true' } })],
      OPEN,
    ],
    [
      'a value and not the value',
      [when({ StringEquals: { 'aws:UserAgent': 'x' }, StringNotEquals: { 'aws:UserAgent': 'x' } })],
      CLOSED,
    ],
    [
      '… and not another',
      [when({ StringEquals: { 'aws:UserAgent': 'x' }, StringNotEquals: { 'aws:UserAgent': 'y' } })],
      OPEN,
    ],
    [
      'a value in another case',
      [when({ StringEquals: { 'aws:UserAgent': 'x' }, StringNotEqualsIgnoreCase: { 'aws:UserAgent': 'X' } })],
      CLOSED,
    ],
    [
      '… that ignores case',
      [when({ StringEqualsIgnoreCase: { 'aws:UserAgent': 'x' }, StringNotEquals: { 'aws:UserAgent': 'x' } })],
      OPEN,
    ],
    [
      'one operator twice in two cases',
      [when({ StringEquals: { 'aws:PrincipalOrgID': ORG }, stringequals: { 'aws:PrincipalAccount': FOREIGN } })],
      CLOSED,
    ],
    ['Bool of both', [when({ Bool: { 'aws:SecureTransport': [true, false] } })], OPEN],
    [
      'a Deny that a tag escapes',
      [{}, deny(when({ StringNotEquals: { 'aws:PrincipalTag/clearance': 'high' } }))],
      OPEN,
    ],
    [
      '… two tags',
      [
        {},
        deny(when({ StringNotEquals: { 'aws:PrincipalTag/a': '1' } })),
        deny(when({ StringNotEquals: { 'aws:PrincipalTag/b': '2' } })),
      ],
      OPEN,
    ],
    [
      '… the same tag with two values',
      [
        {},
        deny(when({ StringNotEquals: { 'aws:PrincipalTag/a': '1' } })),
        deny(when({ StringNotEquals: { 'aws:PrincipalTag/a': '2' } })),
      ],
      CLOSED,
    ],
  ]),
  ...cases('s3', 'sets', [
    [
      'ForAllValues of tags to write',
      [
        {
          Action: 's3:PutObjectTagging',
          ...when({ 'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['a', 'b'] } }),
        },
      ],
      OPEN,
    ],
    [
      'ForAnyValue of two at once',
      [
        {
          Action: 's3:PutObjectTagging',
          ...when({
            'ForAnyValue:StringEquals': { 's3:RequestObjectTagKeys': 'a' },
            'ForAnyValue:StringLike': { 's3:RequestObjectTagKeys': 'b' },
          }),
        },
      ],
      OPEN,
    ],
    [
      '… with a Deny of any others',
      [
        { Action: 's3:PutObjectTagging', ...when({ 'ForAnyValue:StringEquals': { 's3:RequestObjectTagKeys': 'a' } }) },
        deny(when({ 'ForAnyValue:StringLike': { 's3:RequestObjectTagKeys': '*' } })),
      ],
      CLOSED,
    ],
    [
      'ForAnyValue of an account',
      [when({ 'ForAnyValue:StringEquals': { 'aws:PrincipalAccount': [OWN, FOREIGN] } })],
      to(FOREIGN),
    ],
    [
      'ForAllValues of an endpoint, which may be absent',
      [when({ 'ForAllValues:StringEquals': { 'aws:SourceVpce': 'vpce-1' } })],
      OPEN,
    ],
    ['… ForAnyValue', [when({ 'ForAnyValue:StringEquals': { 'aws:SourceVpce': 'vpce-1' } })], CLOSED],
  ]),
  ...cases('s3', 'logic', [
    ['a Deny of everything', [{}, deny()], CLOSED],
    ['… of one principal', [{}, deny({ Principal: { AWS: FOREIGN } })], OPEN],
    ['… of one action', [{}, deny({ Action: 's3:PutObject' })], OPEN],
    ['… of the action by pattern', [{}, deny({ Action: 's3:Get*' })], CLOSED],
    ['… of all but the action', [{}, deny({ Action: undefined, NotAction: 's3:GetObject' })], OPEN],
    ['a Deny of all but another action', [{}, deny({ Action: undefined, NotAction: 's3:PutObject' })], CLOSED],
    [
      'two Denies that close together',
      [
        { Action: ['s3:GetObject', 's3:PutObject'] },
        deny({ Action: 's3:GetObject' }),
        deny({ Action: 's3:PutObject' }),
      ],
      CLOSED,
    ],
    [
      '… and one that is forgotten',
      [
        { Action: ['s3:GetObject', 's3:PutObject', 's3:GetObjectAcl'] },
        deny({ Action: 's3:GetObject' }),
        deny({ Action: 's3:PutObject' }),
      ],
      OPEN,
    ],
    ['a Deny alone', [deny()], CLOSED],
    [
      'two Allows, one closed',
      [when({ StringEquals: { 'aws:PrincipalOrgID': ORG } }), { Action: 's3:ListBucket', Resource: BUCKET }],
      OPEN,
    ],
  ]),
];
