import type { Value } from '../../../src/iam/condition.ts';
import type { Decision } from '../../../src/iam/evaluate.ts';
import type { Condition, Policy, TableKind } from '../../../src/iam/policy.ts';
import { FOREIGN, OWN, PAGES, role, type Statement, variable } from '../corpus/case.ts';
import type { Asked } from './requests.ts';
import type { Written } from './simulator.ts';

/** Where the simulator (0.1.173) judges otherwise than AWS's documentation says. */
export interface Difference {
  readonly what: string;
  readonly why: string;
  readonly page: string;
  /** Whether it may be the reason that the verdicts on a pair differ. */
  covers(policy: Policy, request: Asked, kind: TableKind): boolean;
  /** The smallest case of it: when the simulator has changed its mind, the entry goes. */
  readonly example: {
    readonly kind: TableKind;
    readonly policy: Written;
    readonly request: Asked;
    readonly ours: Decision['decision'];
    readonly theirs: Decision['decision'];
  };
}

type Covers = Difference['covers'];
const condition =
  (test: (one: Condition, request: Asked) => boolean): Covers =>
  ({ statements }, request) =>
    statements.some(({ conditions }) => conditions.some((one) => test(one, request)));
const isNegated = ({ operator }: Condition): boolean => operator.includes('not');
/** A value that names a variable which the request lacks. */
const unfilled = (value: string, { keys }: Asked): boolean =>
  [...value.matchAll(/\$\{([^},]+)\}/g)].some(
    ([, key = '']) => /^[*?$]$/.test(key) === false && !keys.has(key.toLowerCase()),
  );

const BUCKET = 'arn:aws:s3:::data/a';
const allow = (Condition: object, { Resource = `${BUCKET}*`, ...rest }: Statement = {}): Written => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      ...(Resource === null ? {} : { Resource }),
      Condition,
      ...rest,
    },
  ],
});
const request = (keys: Readonly<Record<string, Value>>, written = 's3:GetObject', resource = BUCKET): Asked => ({
  who: { account: FOREIGN, arn: role(FOREIGN, 'a'), delegated: true },
  written,
  action: written.toLowerCase(),
  resource,
  keys: new Map(Object.entries(keys)),
});
const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const onKey = { Action: 'kms:Decrypt', Resource: '*' };

export const DIFFERENCES: readonly Difference[] = [
  {
    what: '0.0.0.0/0 is every IPv4 address, not one of them',
    why: 'It shifts by 32 bits, which JavaScript takes for 0.',
    page: PAGES.operators,
    covers: condition(({ operator, values }) => operator.endsWith('ipaddress') && values.includes('0.0.0.0/0')),
    example: {
      kind: 's3',
      policy: allow({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }),
      request: request({ 'aws:sourceip': '8.8.8.8' }),
      ours: 'allow',
      theirs: 'none',
    },
  },
  {
    what: 'an IPv6 address is not the IPv4 address that NotIpAddress names',
    why: 'It says no to every comparison of one address, without prefix, with one of the other family, negated or not.',
    page: PAGES.operators,
    covers: condition(
      ({ operator, key, values }, { keys }) =>
        operator === 'notipaddress' &&
        values.some((value) => !value.includes('/')) &&
        String(keys.get(key)).includes(':'),
    ),
    example: {
      kind: 's3',
      policy: allow({ NotIpAddress: { 'aws:SourceIp': '8.8.8.8' } }),
      request: request({ 'aws:sourceip': '2001:db8::1' }),
      ours: 'allow',
      theirs: 'none',
    },
  },
  {
    what: 'IfExists holds for an absent key, with ForAnyValue too',
    why: 'It forgets IfExists where there is a set operator. "You can add IfExists to the end of any condition operator name except the Null condition"; "if the key is not present, evaluate the condition element as true".',
    page: `${PAGES.operators}#Conditions_IfExists`,
    covers: condition(({ quantifier, ifExists, key }, { keys }) => quantifier === 'any' && ifExists && !keys.has(key)),
    example: {
      kind: 's3',
      policy: allow({ 'ForAnyValue:StringLikeIfExists': { 'aws:PrincipalOrgPaths': 'o-ownorg1234/*' } }),
      request: request({}),
      ours: 'allow',
      theirs: 'none',
    },
  },
  {
    what: 'a value with a variable that the request lacks equals nothing, so a negated operator holds',
    why: 'It fails the condition, negated or not. Such a value is "effectively null", and "inverted condition operators like StringNotLike or StringNotEquals" match it.',
    page: `${PAGES.variables}#policy-vars-no-value`,
    covers: condition((one, asked) => isNegated(one) && one.values.some((value) => unfilled(value, asked))),
    example: {
      kind: 's3',
      policy: allow({ StringNotEquals: { 'aws:PrincipalTag/team': variable('aws:username') } }),
      request: request({ 'aws:principaltag/team': 'a' }),
      ours: 'allow',
      theirs: 'none',
    },
  },
  {
    what: 'a NotResource with a variable that the request lacks names nothing, so the statement is about every resource',
    why: 'The same, for an element: it drops the statement. AWS says only that a statement with such a variable "might be invalid". Ours holds to the null of conditions, which is the wider reading of an Allow and of a Deny.',
    page: `${PAGES.variables}#policy-vars-no-value`,
    covers: ({ statements }, asked) =>
      statements.some(({ resources }) => resources?.negated && resources.patterns.some((one) => unfilled(one, asked))),
    example: {
      kind: 's3',
      policy: allow({}, { Resource: null, NotResource: `${BUCKET}/${variable('aws:username')}/*` }),
      request: request({}),
      ours: 'allow',
      theirs: 'none',
    },
  },
  {
    what: 'without Version 2012-10-17 a variable is text',
    why: 'It fills variables in whatever the Version.',
    page: PAGES.version,
    covers: ({ variables, statements }) => !variables && JSON.stringify(statements).includes(variable('').slice(0, 2)),
    example: {
      kind: 's3',
      policy: {
        ...allow({ StringEquals: { 'aws:PrincipalTag/team': variable('aws:username') } }),
        Version: '2008-10-17',
      },
      request: request({ 'aws:principaltag/team': 'joe', 'aws:username': 'joe' }),
      ours: 'none',
      theirs: 'allow',
    },
  },
  {
    what: 'an escaped * is a *, under StringEquals too',
    why: 'Under operators without wildcards it compares with the four characters as they stand. AWS replaces them "in any string where you can use regular policy variables".',
    page: PAGES.variables,
    covers: condition(
      ({ operator, values }) =>
        operator.startsWith('string') &&
        !operator.endsWith('like') &&
        values.some((value) => value.includes(variable('*'))),
    ),
    example: {
      kind: 's3',
      policy: allow({ StringEquals: { 'aws:PrincipalTag/team': variable('*') } }),
      request: request({ 'aws:principaltag/team': '*' }),
      ours: 'allow',
      theirs: 'none',
    },
  },
  {
    what: 'a value that is no ARN matches none, so ArnNotEquals and ArnNotLike hold',
    why: 'It fails the condition, negated or not; AWS calls the negated operators "negated matching" and makes no exception.',
    page: `${PAGES.operators}#Conditions_ARN`,
    covers: condition(
      ({ operator, values }) => operator.startsWith('arnnot') && values.some((value) => value.split(':').length < 6),
    ),
    example: {
      kind: 's3',
      policy: allow({ ArnNotLike: { 'aws:PrincipalArn': '111122223333' } }),
      request: request({ 'aws:principalarn': role(FOREIGN, 'a') }),
      ours: 'allow',
      theirs: 'none',
    },
  },
  {
    what: 'kms:EncryptionContext:… is a key of its own for each name in the context',
    why: 'It drops the key from the request, since its table has no such key.',
    page: PAGES.kmsKeys,
    covers: condition(({ key }, { keys }) => key.startsWith('kms:encryptioncontext') && keys.has(key)),
    example: {
      kind: 'kms',
      policy: allow({ StringEquals: { 'kms:EncryptionContext:team': 'a' } }, onKey),
      request: request({ 'kms:encryptioncontext:team': 'a' }, 'kms:Decrypt', KEY),
      ours: 'allow',
      theirs: 'none',
    },
  },
  {
    what: 'a statement of a key policy without Resource has no effect',
    why: 'It takes the statement to be about the key.',
    page: PAGES.kmsPolicies,
    covers: ({ statements }, _request, kind) => kind === 'kms' && statements.some(({ resources }) => !resources),
    example: {
      kind: 'kms',
      policy: allow({}, { Action: 'kms:Decrypt', Resource: null }),
      request: request({}, 'kms:Decrypt', KEY),
      ours: 'none',
      theirs: 'allow',
    },
  },
];

const NO_SECRET_TAG = 'It throws: its table has no secretsmanager:ResourceTag/…, which Secrets Manager documents.';
const NO_POINTS =
  'It drops s3:DataAccessPoint… from a request for a bucket, where S3 sends them: "delegating access control to access points".';
const ONE_PRINCIPAL = 'It knows one principal a request: the session, or the provider that signed it in, never both.';

/** Cases of the corpus whose witness it cannot judge, and why. */
export const NOT_JUDGED: Readonly<Record<string, string>> = {
  's3: {"*": "*"}':
    'It refuses the principal. AWS documents "*" and {"AWS": "*"} as everyone; ours takes the third spelling for everyone too, since the opposite would call an open bucket closed.',
  's3: a public identity provider': ONE_PRINCIPAL,
  's3: an identity provider of an account': ONE_PRINCIPAL,
  'sqs: a queue of the caller': 'It splits a resource at the colon inside a variable.',
  'secretsmanager: a tag of the secret': NO_SECRET_TAG,
  'secretsmanager: a tag of the secret … and a tag of the caller': NO_SECRET_TAG,
  's3: access points of ours … of a foreigner': NO_POINTS,
  's3: access points of ours … of anybody': NO_POINTS,
};
