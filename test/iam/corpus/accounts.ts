import { CLOSED, type CorpusCase, cases, DEPUTY, FOREIGN, OPEN, OWN, to, variable, when } from './case.ts';

const equals = (key: string, value: unknown, operator = 'StringEquals') => when({ [operator]: { [key]: value } });
const arn = (value: unknown, operator = 'ArnLike') => equals('aws:PrincipalArn', value, operator);

export const ACCOUNTS: readonly CorpusCase[] = [
  ...cases('kms', 'kmsKeys', [
    ['the calling account', [equals('kms:CallerAccount', OWN)], CLOSED],
    ['… of a foreigner', [equals('kms:CallerAccount', FOREIGN)], to(FOREIGN)],
    ['… by a pattern', [equals('kms:CallerAccount', '1111*', 'StringLike')], OPEN],
    ['… among all', [equals('kms:CallerAccount', '*', 'StringLike')], OPEN],
    ['… negated', [equals('kms:CallerAccount', FOREIGN, 'StringNotEquals')], OPEN],
    ['a star that is no wildcard', [equals('kms:CallerAccount', '*')], CLOSED],
    [
      'the account if it is there, which it always is',
      [equals('kms:CallerAccount', OWN, 'StringEqualsIfExists')],
      DEPUTY,
    ],
    [
      'ForAllValues of a key that is always there',
      [equals('kms:CallerAccount', OWN, 'ForAllValues:StringEquals')],
      DEPUTY,
    ],
    ['a service only', [equals('kms:ViaService', 's3.eu-west-1.amazonaws.com')], OPEN],
    [
      '… for our account',
      [when({ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': OWN } })],
      CLOSED,
    ],
    ['the account of the resource', [equals('aws:PrincipalAccount', variable('aws:ResourceAccount'))], CLOSED],
    [
      '… as plain text',
      [equals('aws:PrincipalAccount', variable('aws:ResourceAccount'), 'StringNotEquals')],
      OPEN,
      { version: '2008-10-17' },
    ],
    ['the account is ours: no restriction of the caller', [equals('aws:ResourceAccount', OWN)], OPEN],
    ['… and never another', [equals('aws:ResourceAccount', FOREIGN)], CLOSED],
    ['the last digits of an account', [equals('aws:PrincipalAccount', '*3333', 'StringLike')], OPEN],
    ['an account with a question mark', [equals('aws:PrincipalAccount', '11112222333?', 'StringLike')], OPEN],
    ['a pattern that only our account meets', [equals('aws:PrincipalAccount', `${OWN}*`, 'StringLike')], CLOSED],
    ['a number', [equals('aws:PrincipalAccount', Number(OWN), 'StringEquals')], CLOSED],
    ['a numeric operator', [equals('aws:PrincipalAccount', OWN, 'NumericEquals')], CLOSED],
    ['ignoring case', [equals('aws:PrincipalAccount', OWN, 'StringEqualsIgnoreCase')], CLOSED],
  ]),
  ...cases('kms', 'keys', [
    ['roles of ours', [arn(`arn:aws:iam::${OWN}:role/*`)], CLOSED],
    ['… of anybody', [arn('arn:aws:iam::*:role/*')], OPEN],
    ['… of a foreigner', [arn(`arn:aws:iam::${FOREIGN}:role/*`)], to(FOREIGN)],
    ['… as text with a loose end', [arn(`*:${OWN}:role/*`, 'StringLike')], OPEN],
    ['… as text', [arn(`arn:aws:iam::${OWN}:role/*`, 'StringLike')], CLOSED],
    ['… as text around the colons', [arn(`arn:aws:iam:*${OWN}*`, 'StringLike')], OPEN],
    ['our id inside the name', [arn(`*${OWN}*`, 'StringLike')], OPEN],
    ['ArnEquals is ArnLike', [arn('arn:aws:iam::*:role/admin', 'ArnEquals')], OPEN],
    ['… but StringEquals is not StringLike', [arn('arn:aws:iam::*:role/admin', 'StringEquals')], CLOSED],
    ['ArnLike keeps to its parts', [arn(`arn:aws:iam*:${OWN}:role/x`)], CLOSED],
    ['… where StringLike crosses them', [arn(`arn:aws:iam*:${OWN}:role/x`, 'StringLike')], OPEN],
    ['a session is not the ARN of a principal', [arn('arn:aws:sts::*:assumed-role/*/*')], CLOSED],
    ['… but its role is', [arn('arn:aws:iam::*:role/*')], OPEN],
    ['any user', [arn('arn:aws:iam::*:user/*')], OPEN],
    ['any root', [arn('arn:aws:iam::*:root')], OPEN],
    [
      '… that has a tag, which no root has',
      [when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' }, StringEquals: { 'aws:PrincipalTag/a': 'b' } })],
      CLOSED,
    ],
    ['a user by name', [equals('aws:username', 'joe')], OPEN],
    [
      '… that is a role',
      [when({ StringEquals: { 'aws:username': 'joe' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } })],
      CLOSED,
    ],
    [
      'a user by name and ARN',
      [when({ StringEquals: { 'aws:username': 'joe' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/*' } })],
      OPEN,
    ],
    [
      '… by another ARN',
      [when({ StringEquals: { 'aws:username': 'joe' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/ann' } })],
      CLOSED,
    ],
    ['a role by its id', [equals('aws:userid', 'AROAEXAMPLEID12345678:*', 'StringLike')], CLOSED],
    ['… by its session', [equals('aws:userid', '*:joe', 'StringLike')], OPEN],
    ['any role by its id', [equals('aws:userid', 'AROA*', 'StringLike')], OPEN],
    ['a type of principal', [equals('aws:PrincipalType', 'User')], OPEN],
    ['a type that a key never sees', [equals('aws:PrincipalType', 'Anonymous')], CLOSED],
    ['an ARN without its parts', [arn('arn:aws:iam')], CLOSED],
    ['a tag of the caller', [equals('aws:PrincipalTag/team', 'a')], OPEN],
    ['… a star that is no wildcard', [equals('aws:PrincipalTag/team', '*')], CLOSED],
    ['a tag that equals one of the key', [equals('aws:PrincipalTag/team', variable('aws:ResourceTag/team'))], OPEN],
    ['a tag of the key', [equals('aws:ResourceTag/team', 'a')], OPEN],
    ['a source identity', [equals('aws:SourceIdentity', 'joe')], OPEN],
    [
      'two names that one role has',
      [
        when({
          ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*-admin' },
          StringLike: { 'aws:PrincipalArn': '*role/team-*' },
        }),
      ],
      OPEN,
    ],
    [
      '… and a Deny of some between',
      [
        when({
          ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*-admin' },
          StringLike: { 'aws:PrincipalArn': '*role/team-*' },
        }),
        { Effect: 'Deny', ...arn('arn:aws:iam::*:role/*team*') },
      ],
      CLOSED,
    ],
  ]),
  ...cases('s3', 'keys', [
    ['our account', [equals('aws:PrincipalAccount', OWN)], CLOSED],
    [
      '… if the ARN is there, which it is not in unsigned requests',
      [equals('aws:PrincipalArn', `arn:aws:iam::${OWN}:role/a`, 'ArnEqualsIfExists')],
      OPEN,
    ],
    [
      'the account of unsigned requests is there: "anonymous"',
      [equals('aws:PrincipalAccount', OWN, 'StringEqualsIfExists')],
      DEPUTY,
    ],
    ['… and may be asked for', [equals('aws:PrincipalAccount', 'anonymous')], OPEN],
    ['the id of unsigned requests', [equals('aws:userid', 'anonymous')], OPEN],
  ]),
];
