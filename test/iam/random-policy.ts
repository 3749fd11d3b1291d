import fc from 'fast-check';
import { FOREIGN, ORG, OTHER, OWN, role, root, type Statement, TRUSTED, variable } from './corpus/case.ts';

/** Policies as people write them, put together from parts that matter. */
const principal = fc.oneof(
  { weight: 4, arbitrary: fc.constant<unknown>('*') },
  fc.constantFrom<unknown>(
    { AWS: '*' },
    { AWS: root(OWN) },
    { AWS: FOREIGN },
    { AWS: [role(FOREIGN, 'a'), role(OWN, 'b')] },
    { AWS: root(TRUSTED) },
    { Service: 'sns.amazonaws.com' },
    { AWS: `arn:aws:iam::${OTHER}:role/*` },
    { AWS: 'AROAEXAMPLEID12345678' },
  ),
);

const STRING_VALUES: Readonly<Record<string, readonly string[]>> = {
  'aws:PrincipalOrgID': [ORG, 'o-foreign999', 'o-*'],
  'aws:PrincipalAccount': [OWN, FOREIGN, '1111*', variable('aws:ResourceAccount')],
  'aws:PrincipalArn': [role(OWN, 'a'), 'arn:aws:iam::*:role/a*', `*${OWN}*`, root(FOREIGN)],
  'aws:SourceAccount': [OWN, FOREIGN],
  'aws:SourceArn': [`arn:aws:sns:*:${OWN}:*`, 'arn:aws:sns:*:*:*', 'arn:aws:s3:::b*'],
  'aws:SourceVpce': ['vpce-1a2b', 'vpce-*'],
  'aws:PrincipalTag/team': ['a', 'b*', variable('aws:username')],
  'aws:userid': ['AROAEXAMPLEID12345678:*', '*:joe'],
  'aws:username': ['joe', 'j*'],
  'aws:UserAgent': ['x', '*y*'],
};
const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'ArnLike',
  'ArnNotLike',
];

const strings = fc.constantFrom(...Object.keys(STRING_VALUES)).chain((key) =>
  fc
    .record({
      operator: fc.constantFrom(...OPERATORS),
      prefix: fc.constantFrom('', '', '', 'ForAnyValue:', 'ForAllValues:'),
      suffix: fc.constantFrom('', '', 'IfExists'),
      values: fc.uniqueArray(fc.constantFrom(...(STRING_VALUES[key] ?? [])), { minLength: 1, maxLength: 2 }),
    })
    .map(({ operator, prefix, suffix, values }) => ({ [`${prefix}${operator}${suffix}`]: { [key]: values } })),
);

const others = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('Bool', 'BoolIfExists'),
      fc.constantFrom(
        'aws:ViaAWSService',
        'aws:PrincipalIsAWSService',
        'aws:SecureTransport',
        'aws:MultiFactorAuthPresent',
      ),
      fc.constantFrom('true', 'false'),
    )
    .map(([operator, key, value]) => ({ [operator]: { [key]: value } })),
  fc
    .tuple(
      fc.constantFrom('IpAddress', 'NotIpAddress'),
      fc.constantFrom('aws:SourceIp', 'aws:VpcSourceIp'),
      fc.constantFrom('203.0.113.0/24', '0.0.0.0/1', '10.0.0.0/8'),
    )
    .map(([operator, key, value]) => ({ [operator]: { [key]: value } })),
  fc
    .tuple(fc.constantFrom(...Object.keys(STRING_VALUES)), fc.constantFrom('true', 'false'))
    .map(([key, value]) => ({ Null: { [key]: value } })),
  fc
    .tuple(
      fc.constantFrom('DateLessThan', 'DateGreaterThan'),
      fc.constantFrom('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'),
    )
    .map(([operator, value]) => ({ [operator]: { 'aws:CurrentTime': value } })),
);

export const condition: fc.Arbitrary<object> = fc.oneof({ weight: 3, arbitrary: strings }, others);

const conditions = fc
  .array(condition, { maxLength: 3 })
  .map((parts) => (parts.length === 0 ? {} : { Condition: Object.assign({}, ...parts) as object }));

const BUCKET = 'arn:aws:s3:::data';
const RESOURCES = [
  '*',
  `${BUCKET}/*`,
  BUCKET,
  `${BUCKET}/a/*`,
  [BUCKET, `${BUCKET}/*`],
  `${BUCKET}/${variable('aws:username')}/*`,
];
const ACTIONS = ['*', 's3:*', 's3:GetObject', 's3:Get*', ['s3:PutObject', 's3:ListBucket'], 's3:PutBucketPolicy'];

const body = fc
  .record({
    Action: fc.constantFrom<unknown>(...ACTIONS),
    Resource: fc.constantFrom<unknown>(...RESOURCES),
    Principal: principal,
    conditions,
    negated: fc.constantFrom('', '', '', '', '', 'Action', 'Resource', 'Principal'),
  })
  .map(({ conditions: some, negated, ...parts }): Statement => {
    const named = Object.entries(parts).map(([name, value]) => [name === negated ? `Not${name}` : name, value]);
    return { ...Object.fromEntries(named), ...some };
  });

export const statement = (effects: readonly ('Allow' | 'Deny')[]): fc.Arbitrary<Statement> =>
  fc.tuple(fc.constantFrom(...effects), body).map(([Effect, rest]) => ({ Effect, ...rest }));

export const statements = fc
  .tuple(
    fc.array(statement(['Allow']), { minLength: 1, maxLength: 3 }),
    fc.array(statement(['Deny']), { maxLength: 2 }),
  )
  .map(([allows, denies]) => [...allows, ...denies].map((one, at): Statement => ({ Sid: `s${at}`, ...one })));
