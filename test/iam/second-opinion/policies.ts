import fc from 'fast-check';
import type { TableKind } from '../../../src/iam/policy.ts';
import { FOREIGN, ORG, OTHER, OWN, role, root, type Statement, TRUSTED, variable } from '../corpus/case.ts';

/** Statements over every operator, quantifier, key type and way to write an element, one kind of resource at a time. */
const principal = fc.oneof(
  { weight: 4, arbitrary: fc.constant<unknown>('*') },
  fc.constantFrom<unknown>(
    { AWS: '*' },
    { AWS: root(OWN) },
    { AWS: FOREIGN },
    { AWS: [role(FOREIGN, 'a'), role(OWN, 'b')] },
    { AWS: [root(TRUSTED), `arn:aws:iam::${OWN}:user/joe`] },
    { AWS: `arn:aws:sts::${OWN}:assumed-role/a/joe` },
    { Service: 'sns.amazonaws.com' },
    { Service: ['s3.amazonaws.com', 'sns.amazonaws.com'], AWS: OTHER },
  ),
);

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const few = <T>(values: readonly T[]): fc.Arbitrary<T | T[]> =>
  fc.oneof(fc.constantFrom(...values), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }));

const SINGLE: Readonly<Record<string, readonly string[]>> = {
  'aws:PrincipalOrgID': [ORG, 'o-foreign999', 'o-*'],
  'aws:PrincipalAccount': [OWN, FOREIGN, '1111*', variable('aws:ResourceAccount')],
  'aws:PrincipalArn': [role(OWN, 'a'), 'arn:aws:iam::*:role/a*', `*${OWN}*`, root(FOREIGN), 'arn:aws:iam::*:*/j?*'],
  'aws:SourceAccount': [OWN, FOREIGN, variable('aws:ResourceAccount')],
  'aws:SourceArn': [`arn:aws:sns:*:${OWN}:*`, 'arn:aws:sns:*:*:*', 'arn:*:sns:eu-west-1:*:new?'],
  'aws:SourceVpce': ['vpce-1a2b', 'vpce-*', 'vpce-1a2?'],
  'aws:PrincipalTag/team': ['a', 'b*', variable('aws:username'), variable("aws:username, 'a'"), variable('*')],
  'aws:userid': ['AROAEXAMPLEID12345678:*', '*:joe', 'AIDAEXAMPLEID12345678'],
  'aws:username': ['joe', 'j*', 'JOE'],
  'aws:UserAgent': ['x', '*y*', 'aws-cli/?'],
};
const MULTIPLE: Readonly<Record<string, readonly string[]>> = {
  'aws:PrincipalOrgPaths': [`${ORG}/r-ab12/ou-ab12-11111111/`, `${ORG}/*`, 'o-foreign999/*'],
  'aws:CalledVia': ['athena.amazonaws.com', 'dynamodb.amazonaws.com', 'cloud*'],
};
const OWN_SINGLE: Readonly<Record<TableKind, Readonly<Record<string, readonly string[]>>>> = {
  s3: {
    's3:prefix': ['a/', 'a*', `${variable('aws:username')}/`, ''],
    's3:x-amz-server-side-encryption': ['aws:kms', 'AES256', 'aws:*'],
  },
  kms: {
    'kms:ViaService': ['s3.eu-west-1.amazonaws.com', 's3.*.amazonaws.com', '*.amazonaws.com'],
    'kms:CallerAccount': [OWN, FOREIGN, '*'],
    'kms:EncryptionContext:team': ['a', 'b?', variable('aws:PrincipalTag/team')],
  },
  sqs: {},
  sns: { 'sns:Protocol': ['https', 'email', 'http*'], 'sns:Endpoint': ['*@example.com', 'https://example.com/*'] },
  secretsmanager: { 'secretsmanager:VersionStage': ['AWSCURRENT', 'AWS*'] },
};
const OWN_MULTIPLE: Readonly<Partial<Record<TableKind, Readonly<Record<string, readonly string[]>>>>> = {
  kms: { 'kms:EncryptionContextKeys': ['team', 'other'], 'kms:GrantOperations': ['Decrypt', 'Encrypt', 'Create*'] },
};

const TEXTUAL = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
];
const ARNS = ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'];
const COMPARED = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

const written = (
  operators: readonly string[],
  table: Readonly<Record<string, readonly string[]>>,
  prefixes: readonly string[],
): fc.Arbitrary<Blocks> =>
  fc.constantFrom(...Object.keys(table)).chain((key) =>
    fc
      .record({
        operator: fc.constantFrom(...operators, ...(/arn$/i.test(key) ? ARNS : [])),
        prefix: fc.constantFrom(...prefixes),
        suffix: fc.constantFrom('', '', '', 'IfExists'),
        values: few(table[key] ?? []),
      })
      .map(({ operator, prefix, suffix, values }) => ({ [`${prefix}${operator}${suffix}`]: { [key]: values } })),
  );

const block = (
  operators: readonly string[],
  keys: readonly string[],
  values: readonly unknown[],
): fc.Arbitrary<Blocks> =>
  fc
    .tuple(fc.constantFrom(...operators), fc.constantFrom(...keys), few(values), fc.constantFrom('', '', 'IfExists'))
    .map(([operator, key, value, suffix]) => ({
      [operator === 'Null' ? operator : operator + suffix]: { [key]: value },
    }));

const conditionFor = (kind: TableKind): fc.Arbitrary<Blocks> => {
  const single = { ...SINGLE, ...OWN_SINGLE[kind] };
  const multiple = { ...MULTIPLE, ...OWN_MULTIPLE[kind] };
  return fc.oneof(
    { weight: 6, arbitrary: written(TEXTUAL, single, ['', '', '', '', 'ForAnyValue:', 'ForAllValues:']) },
    { weight: 2, arbitrary: written(TEXTUAL, multiple, ['ForAnyValue:', 'ForAllValues:']) },
    { weight: 1, arbitrary: block(['Null'], Object.keys({ ...single, ...multiple }), ['true', 'false', true, false]) },
    {
      weight: 2,
      arbitrary: block(
        ['Bool'],
        ['aws:ViaAWSService', 'aws:PrincipalIsAWSService', 'aws:SecureTransport', 'aws:MultiFactorAuthPresent'],
        ['true', 'false', true],
      ),
    },
    {
      weight: 2,
      arbitrary: block(
        ['IpAddress', 'NotIpAddress'],
        ['aws:SourceIp', 'aws:VpcSourceIp'],
        ['203.0.113.0/24', '0.0.0.0/1', '10.0.0.0/8', '8.8.8.8', '2001:db8::/32', '2001:db8::/47', '0.0.0.0/0'],
      ),
    },
    {
      weight: 1,
      arbitrary: block(
        COMPARED.map((end) => `Date${end}`),
        ['aws:CurrentTime'],
        ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', '2026-06-01T00:00:00Z'],
      ),
    },
    {
      weight: 1,
      arbitrary: block(
        COMPARED.map((end) => `Numeric${end}`),
        ['aws:MultiFactorAuthAge'],
        ['3600', 86400, '10'],
      ),
    },
  );
};

const BUCKET = 'arn:aws:s3:::data';
const own = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:${OWN}:${rest}`;
const RESOURCES: Readonly<Record<TableKind, readonly unknown[]>> = {
  s3: [
    ...[`${BUCKET}/*`, BUCKET, `${BUCKET}/a/*`, [BUCKET, `${BUCKET}/*`], `${BUCKET}/?`, '*'],
    `${BUCKET}/${variable('aws:username')}/*`,
  ],
  kms: ['*', '*', own('kms', 'key/*'), undefined, own('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab')],
  sqs: ['*', own('sqs', 'jobs'), own('sqs', 'j*'), own('sqs', 'other')],
  sns: ['*', own('sns', 'news'), own('sns', '*')],
  secretsmanager: ['*', own('secretsmanager', 'secret:db/*'), own('secretsmanager', 'secret:db/main-??????')],
};
const ACTIONS: Readonly<Record<TableKind, readonly unknown[]>> = {
  s3: ['*', 's3:*', 's3:GetObject', 's3:get*', ['s3:PutObject', 's3:ListBucket'], 's3:PutBucketPolic?'],
  kms: ['kms:*', 'kms:Decrypt', ['kms:decrypt', 'kms:GenerateDataKey*'], 'kms:CreateGrant', 'kms:*Key*'],
  sqs: ['*', 'sqs:*', 'sqs:SendMessage', 'SQS:S*'],
  sns: ['sns:*', 'sns:Publish', 'SNS:Subscribe', 'sns:?ub*'],
  secretsmanager: ['*', 'secretsmanager:*', 'secretsmanager:GetSecretValue', 'secretsmanager:*Secret'],
};

const merged = (parts: readonly Blocks[]): Record<string, Record<string, unknown>> => {
  const whole: Record<string, Record<string, unknown>> = {};
  for (const [operator, keys] of parts.flatMap((part) => Object.entries(part)))
    whole[operator] = { ...whole[operator], ...keys };
  return whole;
};

const statementFor = (kind: TableKind, effect: 'Allow' | 'Deny'): fc.Arbitrary<Statement> =>
  fc
    .record({
      Action: fc.constantFrom(...ACTIONS[kind]),
      Resource: fc.constantFrom(...RESOURCES[kind]),
      Principal: principal,
      negated: fc.constantFrom('', '', '', '', '', '', 'Action', 'Resource', 'Principal'),
      conditions: fc.array(conditionFor(kind), { maxLength: effect === 'Deny' ? 2 : 3 }),
    })
    .map(({ negated, conditions, ...parts }) => {
      const named = Object.entries(parts)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name === negated ? `Not${name}` : name, value]);
      const Condition = merged(conditions);
      return {
        Effect: effect,
        ...Object.fromEntries(named),
        ...(conditions.length === 0 ? {} : { Condition }),
      };
    });

/** A policy of one to three Allows and up to two Denies for a resource of the kind. */
export const policyFor = (kind: TableKind): fc.Arbitrary<{ Version: string; Statement: Statement[] }> =>
  fc
    .record({
      Version: fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17'),
      allows: fc.array(statementFor(kind, 'Allow'), { minLength: 1, maxLength: 3 }),
      denies: fc.array(statementFor(kind, 'Deny'), { maxLength: 2 }),
    })
    .map(({ Version, allows, denies }) => ({
      Version,
      Statement: [...allows, ...denies].map((one, at): Statement => ({ Sid: `s${at}`, ...one })),
    }));
