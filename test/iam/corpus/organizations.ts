import {
  CLOSED,
  type CorpusCase,
  cases,
  DEPUTY,
  FOREIGN,
  FOREIGN_ORG,
  OPEN,
  ORG,
  OTHER,
  OWN,
  root,
  TRUSTED,
  to,
  variable,
  when,
} from './case.ts';

const org = (id: unknown, operator = 'StringEquals') => when({ [operator]: { 'aws:PrincipalOrgID': id } });
const paths = (path: unknown, operator = 'ForAnyValue:StringLike') =>
  when({ [operator]: { 'aws:PrincipalOrgPaths': path } });
const deny = (Condition: object, rest: object = {}) => ({ Effect: 'Deny', Action: '*', Condition, ...rest });

export const ORGANIZATIONS: readonly CorpusCase[] = [
  ...cases('s3', 'keys', [
    ['our organization', [org(ORG)], CLOSED],
    ['… if there is one', [org(ORG, 'StringEqualsIfExists')], { ...OPEN }],
    ['… by a pattern', [org('o-*', 'StringLike')], OPEN],
    ['… any but ours', [org(ORG, 'StringNotEquals')], OPEN],
    ['a star that is no wildcard', [org('o-*')], CLOSED],
    ['our organization in another case of the key', [when({ StringEquals: { 'AWS:principalORGid': ORG } })], CLOSED],
    ['… ours without telling which is ours', [org(ORG)], to(`org:${ORG}`), { org: null }],
    ['a foreign organization', [org(FOREIGN_ORG)], to(`org:${FOREIGN_ORG}`)],
    ['ours and a foreign one', [org([ORG, FOREIGN_ORG])], to(`org:${FOREIGN_ORG}`)],
    [
      'an organization or none',
      [when({ StringEqualsIfExists: { 'aws:PrincipalOrgID': FOREIGN_ORG } })],
      { public: true, crossAccount: ['*'] },
    ],
    [
      'a member of ours by account',
      [when({ StringEquals: { 'aws:PrincipalOrgID': ORG, 'aws:PrincipalAccount': FOREIGN } })],
      CLOSED,
    ],
    ['… by account alone', [when({ StringEquals: { 'aws:PrincipalAccount': FOREIGN } })], to(FOREIGN)],
    ['the organization of the resource', [org(variable('aws:ResourceOrgID'))], CLOSED],
    ['as plain text', [org(variable('aws:ResourceOrgID'))], CLOSED, { version: '2008-10-17' }],
    ['… negated', [org(variable('aws:ResourceOrgID'), 'StringNotEquals')], OPEN, { version: '2008-10-17' }],
    ['its own organization', [org(variable('aws:PrincipalOrgID'))], OPEN],
    ['a path of ours', [paths(`${ORG}/r-ab12/*`)], CLOSED],
    ['… ForAllValues', [paths(`${ORG}/r-ab12/*`, 'ForAllValues:StringLike')], OPEN],
    ['… of a foreign organization', [paths(`${FOREIGN_ORG}/r-ab12/*`)], to(`org:${FOREIGN_ORG}`)],
    ['… of any organization', [paths('*/ou-ab12-11111111/*')], OPEN],
    ['a path without wildcard', [paths(`${ORG}/r-ab12/ou-ab12-1/`, 'ForAnyValue:StringEquals')], CLOSED],
    [
      'ForAllValues with a guard',
      [
        when({
          'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${ORG}/*` },
          Null: { 'aws:PrincipalOrgPaths': 'false' },
        }),
      ],
      CLOSED,
    ],
    [
      '… the wrong way round',
      [
        when({
          'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${ORG}/*` },
          Null: { 'aws:PrincipalOrgPaths': 'true' },
        }),
      ],
      OPEN,
    ],
    ['the management account', [when({ StringEquals: { 'aws:PrincipalOrgMasterAccountId': OWN } })], CLOSED],
    ['whoever is in no organization', [when({ Null: { 'aws:PrincipalOrgID': 'true' } })], OPEN],
    ['whoever is in one', [when({ Null: { 'aws:PrincipalOrgID': 'false' } })], OPEN],
    ['a key that does not exist', [when({ StringEquals: { 'aws:PrincipalOrg': ORG } })], CLOSED],
    ['… negated', [when({ StringNotEquals: { 'aws:PrincipalOrg': ORG } })], OPEN],
  ]),
  ...cases('s3', 'perimeter', [
    ['a Deny outside ours', [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG } })], CLOSED],
    ['… with IfExists', [{}, deny({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORG } })], CLOSED],
    ['… of any value', [{}, deny({ 'ForAnyValue:StringNotEquals': { 'aws:PrincipalOrgID': ORG } })], OPEN],
    [
      '… of paths, of any value',
      [{}, deny({ 'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': `${ORG}/*` } })],
      OPEN,
    ],
    [
      '… of paths, of all values',
      [{}, deny({ 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': `${ORG}/*` } })],
      CLOSED,
    ],
    [
      '… where the key is there',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG }, Null: { 'aws:PrincipalOrgID': 'false' } })],
      OPEN,
    ],
    [
      '… of another bucket',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG } }, { Resource: 'arn:aws:s3:::other/*' })],
      OPEN,
    ],
    [
      '… of one prefix',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG } }, { Resource: 'arn:aws:s3:::data/private/*' })],
      OPEN,
    ],
    [
      '… of the bucket without its objects',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG } }, { Resource: 'arn:aws:s3:::data' })],
      OPEN,
    ],
    ['… of writing', [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG } }, { Action: 's3:Put*' })], OPEN],
    [
      '… but for a trusted account',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG, 'aws:PrincipalAccount': TRUSTED } })],
      CLOSED,
    ],
    [
      '… but for a foreign account',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG, 'aws:PrincipalAccount': FOREIGN } })],
      to(FOREIGN),
    ],
    [
      '… but for a foreign organization',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': [ORG, FOREIGN_ORG] } })],
      to(`org:${FOREIGN_ORG}`),
    ],
    [
      '… but for calls through services',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG }, Bool: { 'aws:ViaAWSService': 'false' } })],
      OPEN,
    ],
    [
      '… but for services',
      [
        {},
        deny({
          StringNotEquals: { 'aws:PrincipalOrgID': ORG },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        }),
      ],
      DEPUTY,
    ],
    [
      '… but for services, unsigned requests forgotten',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG }, Bool: { 'aws:PrincipalIsAWSService': 'false' } })],
      OPEN,
    ],
    [
      '… but for a tag of the caller',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG, 'aws:PrincipalTag/access': 'yes' } })],
      OPEN,
    ],
    [
      '… but for one service',
      [
        {},
        deny({
          StringNotEquals: { 'aws:PrincipalOrgID': ORG, 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' },
        }),
      ],
      DEPUTY,
    ],
    [
      '… but for services of ours',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG, 'aws:SourceOrgID': ORG } })],
      CLOSED,
    ],
    [
      '… but for an address',
      [
        {},
        deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG }, NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
      ],
      CLOSED,
    ],
    [
      '… but for half of the internet',
      [{}, deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORG }, NotIpAddress: { 'aws:SourceIp': '128.0.0.0/1' } })],
      OPEN,
    ],
    [
      'two Denies',
      [
        {},
        deny({ StringNotEquals: { 'aws:PrincipalAccount': [OWN, FOREIGN, OTHER] } }),
        deny({ StringEquals: { 'aws:PrincipalAccount': OTHER } }),
      ],
      to(FOREIGN),
    ],
  ]),
  ...cases('kms', 'keys', [
    ['our organization', [org(ORG)], CLOSED],
    ['… if there is one', [org(ORG, 'StringEqualsIfExists')], OPEN],
    ['a foreign root of our organization', [{ Principal: { AWS: root(FOREIGN) }, ...org(ORG) }], CLOSED],
    [
      '… unless it is in none',
      [{ Principal: { AWS: root(FOREIGN) }, ...org(ORG, 'StringEqualsIfExists') }],
      to(FOREIGN),
    ],
  ]),
];
