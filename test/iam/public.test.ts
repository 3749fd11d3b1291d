import { describe, expect, test } from 'vitest';
import { access, FOREIGN, ORGANIZATION, OWN, policy, root, TRUSTED } from './policies.ts';

const when = (Condition: object, Principal: unknown = '*') => policy({ Sid: 'Open', Principal, Condition });

const variable = (name: string) => ['$', `{${name}}`].join('');

const OPEN: readonly (readonly [string, string])[] = [
  ['"*"', policy({ Principal: '*' })],
  ['{"AWS": "*"}', policy({ Principal: { AWS: '*' } })],
  ['{"AWS": [own, "*"]}', policy({ Principal: { AWS: [OWN, '*'] } })],
  ['NotPrincipal in an Allow', policy({ NotPrincipal: root(FOREIGN), Principal: undefined })],
  ['NotAction', policy({ Principal: '*', Action: undefined, NotAction: 'kms:ScheduleKeyDeletion' })],
  [
    'elements in another case',
    '{"statement":{"effect":"Allow","principal":"*","action":"KMS:Decrypt","resource":"*"}}',
  ],
  ['kms:ViaService alone', when({ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } })],
  ['an encryption context', when({ StringEquals: { 'kms:EncryptionContext:app': 'x' } })],
  [
    'a tag that anybody can have, beside one that nobody can',
    when({ StringEquals: { 'aws:PrincipalTag/team': ['b*', 'a'] } }),
  ],
  ['StringLike "*"', when({ StringLike: { 'kms:CallerAccount': '*' } })],
  ['a StringLike among exact values', when({ StringLike: { 'kms:CallerAccount': [OWN, '12*'] } })],
  ['PrincipalOrgID only if it exists', when({ StringEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION } })],
  ['SourceAccount only if it exists', when({ StringEqualsIfExists: { 'aws:SourceAccount': OWN } })],
  [
    'ForAllValues on a key that may be absent',
    when({ 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-x/*' } }),
  ],
  ['any account in PrincipalArn', when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } })],
  ['StringLike across colons', when({ StringLike: { 'aws:PrincipalArn': `arn:aws:iam*:${OWN}:role/x` } })],
  ['a tag of the caller', when({ StringEquals: { 'aws:PrincipalTag/team': 'a' } })],
  ['a tag of the key', when({ StringEquals: { 'aws:ResourceTag/team': 'a' } })],
  ['a negated account', when({ StringNotEquals: { 'aws:PrincipalAccount': FOREIGN } })],
  ['its own variable', when({ StringEquals: { 'aws:PrincipalAccount': variable('aws:PrincipalAccount') } })],
  ['all of the internet', when({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })],
  ['half of the internet', when({ IpAddress: { 'aws:SourceIp': ['10.1.2.3', '128.0.0.0/1'] } })],
  ['MFA', when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })],
  ['a Deny of other actions', policy({ Principal: '*' }, { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt' })],
  [
    'a Deny that spares callers through services',
    policy(
      { Principal: '*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Condition: {
          StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION },
          Bool: { 'aws:ViaAWSService': 'false' },
        },
      },
    ),
  ],
  [
    'a Deny for any of the values',
    policy(
      { Principal: '*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Condition: { 'ForAnyValue:StringNotEquals': { 'aws:PrincipalOrgID': ORGANIZATION } },
      },
    ),
  ],
  ['a Deny of one principal', policy({ Principal: '*' }, { Effect: 'Deny', Principal: root(FOREIGN) })],
];

const CLOSED: readonly (readonly [string, string])[] = [
  ['the account itself', policy({ Principal: root(OWN) })],
  ['a service', policy({ Principal: { Service: 'logs.amazonaws.com' } })],
  ['a Deny alone', policy({ Effect: 'Deny', Principal: '*' })],
  ['a wildcard in an ARN, which matches nobody', policy({ Principal: { AWS: 'arn:aws:iam::*:root' } })],
  ['NotPrincipal "*"', policy({ NotPrincipal: '*', Principal: undefined })],
  ['no principal', policy({ Principal: undefined })],
  ['no resource', policy({ Principal: '*', Resource: undefined })],
  ['actions without effect across accounts', policy({ Principal: '*', Action: ['kms:ListKeys', 'kms:PutKeyPolicy'] })],
  ['another service', policy({ Principal: '*', Action: 's3:*' })],
  ['the organization', when({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } })],
  ['a key in another case', when({ stringequals: { 'AWS:principalORGid': ORGANIZATION } })],
  [
    'paths of the organization',
    when({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${ORGANIZATION}/r-1/*` } }),
  ],
  ['the calling account', when({ StringEquals: { 'kms:CallerAccount': OWN } })],
  [
    'the calling account through a service',
    when({ StringEquals: { 'kms:CallerAccount': OWN, 'kms:ViaService': 's3.x' } }),
  ],
  ['the account, if it exists: it always does', when({ StringEqualsIfExists: { 'aws:PrincipalAccount': OWN } })],
  ['the account of the resource', when({ StringEquals: { 'aws:PrincipalAccount': variable('aws:ResourceAccount') } })],
  ['the organization of the resource', when({ StringEquals: { 'aws:PrincipalOrgID': variable('aws:ResourceOrgID') } })],
  ['roles of one account', when({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/*` } })],
  ['roles of one account by text', when({ StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/*` } })],
  ['a source account', when({ StringEquals: { 'aws:SourceAccount': OWN } })],
  ['a source ARN', when({ ArnLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${OWN}:trail/*` } })],
  ['a source bucket', when({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::logs-of-ours' } })],
  ['a VPC endpoint', when({ StringEquals: { 'aws:SourceVpce': 'vpce-0123456789' } })],
  ['a few addresses', when({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/48'] } })],
  ['AWS services', when({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })],
  ['a literal star, which no account is', when({ StringEquals: { 'kms:CallerAccount': '*' } })],
  ['a role by its id', when({ StringLike: { 'aws:userId': 'AROAEXAMPLE:*' } })],
  ['a Deny of everything', policy({ Principal: '*' }, { Effect: 'Deny', Principal: '*', Action: '*' })],
  [
    'a Deny outside the organization',
    policy(
      { Principal: '*', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] },
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION } },
      },
    ),
  ],
  [
    'a Deny that spares AWS services',
    policy(
      { Principal: '*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Condition: {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION, 'aws:PrincipalAccount': TRUSTED },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ),
  ],
  [
    'a Deny for all but one account',
    policy({ Principal: '*' }, { Effect: 'Deny', Principal: undefined, NotPrincipal: root(OWN) }),
  ],
];

describe('a key policy', () => {
  test.each(OPEN)('is public with %s', (_name, text) => {
    expect(access('kms', text)).toMatchObject({ public: true });
  });
  test.each(CLOSED)('is not public with %s', (_name, text) => {
    expect(access('kms', text)).toMatchObject({ public: false, publicStatements: [] });
  });
  test('names the statements that open it', () => {
    const text = policy({ Sid: 'Admin', Principal: root(OWN) }, { Sid: 'Use', Principal: '*' }, { Principal: '*' });
    expect(access('kms', text).publicStatements).toEqual(['Use', 'statement 3']);
  });
});

describe('a bucket policy', () => {
  const open = { Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*' };
  const deny = { Effect: 'Deny', Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': OWN } } };
  test('is public to unsigned requests where the principal is asked for only if it exists', () => {
    const text = policy({ ...open, Condition: { ArnEqualsIfExists: { 'aws:PrincipalArn': root(OWN).AWS } } });
    expect(access('s3', text).public).toBe(true);
  });
  test('is closed by a Deny that covers its actions and objects', () => {
    expect(access('s3', policy(open, { ...deny, Action: 's3:*', Resource: 'arn:aws:s3:::logs*' })).public).toBe(false);
  });
  test.each([
    ['another prefix', { Action: 's3:*', Resource: 'arn:aws:s3:::logs/private/*' }],
    ['another action', { Action: 's3:PutObject' }],
    ['names of one more letter', { Action: 's3:*', Resource: 'arn:aws:s3:::logs/?' }],
  ])('is not closed by a Deny of %s', (_name, denied) => {
    expect(access('s3', policy(open, { ...deny, ...denied })).public).toBe(true);
  });
});
