import { CLOSED, type CorpusCase, cases, FOREIGN, OPEN, ORG, OWN, to, when } from './case.ts';

const ip = (value: unknown, operator = 'IpAddress') => when({ [operator]: { 'aws:SourceIp': value } });
const vpce = (value: unknown, operator = 'StringEquals') => when({ [operator]: { 'aws:SourceVpce': value } });
const deny = (Condition: object, rest: object = {}) => ({ Effect: 'Deny', Action: '*', Condition, ...rest });
const PRIVATE = '10.0.0.0/8';

export const NETWORK: readonly CorpusCase[] = [
  ...cases('s3', 's3Public', [
    ['one address', [ip('203.0.113.7')], CLOSED],
    ['… the whole internet', [ip('0.0.0.0/0')], OPEN],
    ['… all of IPv6', [ip('::/0')], OPEN],
    ['… half of the internet', [ip('0.0.0.0/1')], OPEN],
    ['… the whole internet in two halves', [ip(['0.0.0.0/1', '128.0.0.0/1'])], OPEN],
    ['… among a small one', [ip(['203.0.113.7', '0.0.0.0/0'])], OPEN],
    ['… if there is one: an endpoint has none', [ip('203.0.113.7', 'IpAddressIfExists')], OPEN],
    ['a block of /8', [ip('54.0.0.0/8')], CLOSED],
    ['… of /7', [ip('54.0.0.0/7')], OPEN],
    ['a block of IPv6 /32', [ip('2001:db8::/32')], CLOSED],
    ['… /31', [ip('2001:db8::/31')], OPEN],
    ['small blocks of both', [ip(['203.0.113.0/24', '2001:db8:1::/48'])], CLOSED],
    ['private ranges', [ip([PRIVATE, '172.16.0.0/12', '192.168.0.0/16'])], CLOSED],
    ['all but one block', [ip('203.0.113.0/24', 'NotIpAddress')], OPEN],
    [
      '… all but nearly all',
      [
        ip(
          [
            '0.0.0.0/1',
            '128.0.0.0/2',
            '192.0.0.0/3',
            '224.0.0.0/4',
            '240.0.0.0/5',
            '248.0.0.0/6',
            '252.0.0.0/7',
            '254.0.0.0/8',
            '::/0',
          ],
          'NotIpAddress',
        ),
        { Effect: 'Deny', ...when({ Null: { 'aws:SourceIp': 'true' } }) },
      ],
      CLOSED,
    ],
    ['a block with a long prefix only in text', [ip('203.0.113.0/33')], CLOSED],
    ['a Deny outside a block', [{}, deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })], CLOSED],
    ['… if there is an address', [{}, deny({ NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } })], CLOSED],
    ['… outside half of the internet', [{}, deny({ NotIpAddress: { 'aws:SourceIp': '0.0.0.0/1' } })], OPEN],
    [
      '… but for calls through services',
      [{}, deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Bool: { 'aws:ViaAWSService': 'false' } })],
      OPEN,
    ],
    [
      '… but for an endpoint of ours',
      [
        {},
        deny({
          NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
          StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' },
        }),
      ],
      CLOSED,
    ],
    [
      '… where there is an address',
      [{}, deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Null: { 'aws:SourceIp': 'false' } })],
      OPEN,
    ],
    ['a Deny of a block', [{}, deny({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })], OPEN],
    [
      'a Deny of the whole internet leaves endpoints',
      [{}, deny({ IpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] } })],
      OPEN,
    ],
    ['an address of a network of its own', [when({ IpAddress: { 'aws:VpcSourceIp': PRIVATE } })], OPEN],
    [
      '… with an endpoint of ours',
      [when({ IpAddress: { 'aws:VpcSourceIp': PRIVATE }, StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } })],
      CLOSED,
    ],
    ['an endpoint', [vpce('vpce-1a2b3c4d')], CLOSED],
    ['… if there is one', [vpce('vpce-1a2b3c4d', 'StringEqualsIfExists')], OPEN],
    ['… by a pattern', [vpce('vpce-*', 'StringLike')], OPEN],
    ['… any other', [vpce('vpce-1a2b3c4d', 'StringNotEquals')], OPEN],
    ['a star that is no wildcard', [vpce('vpce-*')], CLOSED],
    ['any endpoint', [when({ Null: { 'aws:SourceVpce': 'false' } })], OPEN],
    ['a network', [when({ StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } })], CLOSED],
    ['a Deny outside an endpoint', [{}, deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } })], CLOSED],
    ['… if there is one', [{}, deny({ StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } })], CLOSED],
    [
      '… where there is one',
      [{}, deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' }, Null: { 'aws:SourceVpce': 'false' } })],
      OPEN,
    ],
    ['the owner of the endpoint', [when({ StringEquals: { 'aws:VpceAccount': OWN } })], CLOSED],
    ['… a foreign one', [when({ StringEquals: { 'aws:VpceAccount': FOREIGN } })], to(FOREIGN)],
    ['the organization of the endpoint', [when({ StringEquals: { 'aws:VpceOrgID': ORG } })], CLOSED],
    [
      'the ARN of a network',
      [when({ ArnEquals: { 'aws:SourceVpcArn': `arn:aws:ec2:us-east-1:${OWN}:vpc/vpc-1` } })],
      CLOSED,
    ],
    ['… of any account', [when({ ArnLike: { 'aws:SourceVpcArn': 'arn:aws:ec2:us-east-1:*:vpc/*' } })], OPEN],
    ['a foreigner from an address', [{ Principal: { AWS: FOREIGN }, ...ip('203.0.113.7') }], to(FOREIGN)],
    ['… from none', [{ Principal: { AWS: FOREIGN }, ...ip('203.0.113.700') }], CLOSED],
  ]),
  ...cases('s3', 'keys', [
    ['encrypted transport', [when({ Bool: { 'aws:SecureTransport': 'true' } })], OPEN],
    ['a Deny of plain HTTP', [{}, deny({ Bool: { 'aws:SecureTransport': 'false' } })], OPEN],
    ['… and of encrypted transport', [{}, deny({ Bool: { 'aws:SecureTransport': ['true', 'false'] } })], CLOSED],
    ['a user agent', [when({ StringEquals: { 'aws:UserAgent': 'secret' } })], OPEN],
    ['a referer', [when({ StringLike: { 'aws:Referer': 'https://example.com/*' } })], OPEN],
    ['MFA', [when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })], OPEN],
    ['an age of MFA', [when({ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } })], OPEN],
    [
      '… that nobody has',
      [when({ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' }, Null: { 'aws:MultiFactorAuthAge': 'true' } })],
      CLOSED,
    ],
    ['a region', [when({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })], OPEN],
    ['a token issued lately', [when({ DateGreaterThan: { 'aws:TokenIssueTime': '2026-05-31T20:00:00Z' } })], OPEN],
    ['… years ago', [when({ DateLessThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } })], CLOSED],
    [
      'an instance of ours',
      [when({ ArnLike: { 'ec2:SourceInstanceArn': `arn:aws:ec2:*:${OWN}:instance/*` } })],
      CLOSED,
    ],
    ['… of anybody', [when({ ArnLike: { 'ec2:SourceInstanceArn': 'arn:aws:ec2:*:*:instance/*' } })], OPEN],
    [
      'a function of ours',
      [when({ ArnEquals: { 'lambda:SourceFunctionArn': `arn:aws:lambda:eu-west-1:${OWN}:function:f` } })],
      CLOSED,
    ],
  ]),
  ...cases('s3', 'forwarded', [
    ['calls through services only', [when({ Bool: { 'aws:ViaAWSService': 'true' } })], OPEN],
    ['calls through Athena', [when({ 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } })], OPEN],
    [
      'a Deny of all but calls through Athena',
      [{}, deny({ 'ForAllValues:StringNotEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } })],
      OPEN,
    ],
    [
      '… and of those',
      [
        {},
        deny({ 'ForAllValues:StringNotEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } }),
        deny({ Bool: { 'aws:ViaAWSService': 'true' } }),
      ],
      CLOSED,
    ],
    ['the last of the chain', [when({ StringEquals: { 'aws:CalledViaLast': 'cloudformation.amazonaws.com' } })], OPEN],
    [
      '… together with an endpoint',
      [
        when({
          StringEquals: { 'aws:CalledViaLast': 'cloudformation.amazonaws.com' },
          StringLike: { 'aws:SourceVpce': 'vpce-*' },
        }),
      ],
      CLOSED,
    ],
  ]),
];
