import fc from 'fast-check';
import type { Value } from '../../../src/iam/condition.ts';
import type { Request } from '../../../src/iam/evaluate.ts';
import type { Who } from '../../../src/iam/facet.ts';
import type { TableKind } from '../../../src/iam/policy.ts';
import { AT, FOREIGN, FOREIGN_ORG, ORG, OTHER, OWN, role, root, TRUSTED } from '../corpus/case.ts';

type Keys = Readonly<Record<string, Value | undefined>>;
interface Caller {
  readonly who: Who;
  readonly keys: Keys;
}

const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const maybe = <T>(...values: readonly T[]): fc.Arbitrary<T | undefined> => fc.constantFrom(undefined, ...values);

const account = one(OWN, OWN, FOREIGN, OTHER, TRUSTED);
const organization: Readonly<Record<string, string | undefined>> = {
  [OWN]: ORG,
  [TRUSTED]: ORG,
  [FOREIGN]: FOREIGN_ORG,
};

/** What AWS sets of a caller of an account. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function signed(id: string, arn: string): Keys {
  const org = organization[id];
  return {
    'aws:principalarn': arn,
    'aws:principalaccount': id,
    'aws:principalorgid': org,
    'aws:principalorgpaths': org === undefined ? undefined : [`${org}/r-ab12/ou-ab12-11111111/`],
    'aws:principalisawsservice': 'false',
    'kms:calleraccount': id,
  };
}

const roles = fc
  .record({ account, name: one('a', 'b', 'admin'), session: maybe('joe', 's'), delegated: fc.boolean() })
  .map(({ account: id, name, session, delegated }): Caller => {
    const arn = role(id, name);
    const sts = session === undefined ? {} : { session: `arn:aws:sts::${id}:assumed-role/${name}/${session}` };
    const userid = `AROAEXAMPLEID12345678:${session ?? 'joe'}`;
    return { who: { account: id, arn, delegated, ...sts }, keys: { ...signed(id, arn), 'aws:userid': userid } };
  });
const users = fc
  .record({ account, name: one('joe', 'jane'), delegated: fc.boolean() })
  .map(({ account: id, name, delegated }): Caller => {
    const arn = `arn:aws:iam::${id}:user/${name}`;
    return {
      who: { account: id, arn, delegated },
      keys: { ...signed(id, arn), 'aws:username': name, 'aws:userid': 'AIDAEXAMPLEID12345678' },
    };
  });
const roots = account.map(
  (id): Caller => ({
    who: { account: id, arn: root(id), delegated: true },
    keys: { ...signed(id, root(id)), 'aws:userid': id },
  }),
);
const services = fc.record({ service: one('sns.amazonaws.com', 's3.amazonaws.com'), source: maybe(OWN, FOREIGN) }).map(
  ({ service, source }): Caller => ({
    who: { service, delegated: true },
    keys: {
      'aws:principalisawsservice': 'true',
      'aws:principalservicename': service,
      'aws:sourceaccount': source,
      'aws:sourcearn': source === undefined ? undefined : `arn:aws:sns:eu-west-1:${source}:news`,
    },
  }),
);
const nobody = fc.constant<Caller>({
  who: { delegated: true },
  keys: { 'aws:principalaccount': 'anonymous', 'aws:userid': 'anonymous' },
});

const callers: fc.Arbitrary<Caller> = fc.oneof(
  { weight: 6, arbitrary: roles },
  { weight: 3, arbitrary: users },
  { weight: 2, arbitrary: services },
  roots,
  nobody,
);

const way = fc.oneof(
  one('8.8.8.8', '203.0.113.9', '200.1.2.3', '2001:db8::1', '2001:db8:1::1').map(
    (ip): Keys => ({ 'aws:sourceip': ip, 'aws:viaawsservice': 'false' }),
  ),
  one('10.1.2.3', '203.0.113.9').map(
    (ip): Keys => ({ 'aws:vpcsourceip': ip, 'aws:sourcevpce': 'vpce-1a2b', 'aws:sourcevpc': 'vpc-1' }),
  ),
  one('cloudformation.amazonaws.com', 'athena.amazonaws.com').map(
    (service): Keys => ({ 'aws:calledvia': [service, 'dynamodb.amazonaws.com'], 'aws:viaawsservice': 'true' }),
  ),
);

const common = fc.record({
  'aws:securetransport': one('true', 'false'),
  'aws:useragent': maybe('x', 'yy', 'aws-cli/2'),
  'aws:multifactorauthpresent': maybe('true', 'false'),
  'aws:multifactorauthage': maybe('10', '3600', '86400'),
  'aws:principaltag/team': maybe('a', 'b1', 'joe', 'A', '*'),
  'aws:currenttime': one(AT, '2025-12-31T23:59:59Z', '2027-01-01T00:00:00Z'),
});

interface Target {
  readonly action: string;
  readonly resource: string;
  readonly keys: Keys;
}
const target = (action: string, resource: string, keys: fc.Arbitrary<Keys> = fc.constant({})): fc.Arbitrary<Target> =>
  keys.map((some) => ({ action, resource, keys: some }));

const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const QUEUE = `arn:aws:sqs:eu-west-1:${OWN}:jobs`;
const TOPIC = `arn:aws:sns:eu-west-1:${OWN}:news`;
const SECRET = `arn:aws:secretsmanager:eu-west-1:${OWN}:secret:db/main-AbCdEf`;
const tls = one('1.1', '1.2', '1.3').map((version): Keys => ({ 's3:tlsversion': version }));
const via = maybe('s3.eu-west-1.amazonaws.com', 'ec2.eu-west-1.amazonaws.com').map(
  (v): Keys => ({ 'kms:viaservice': v }),
);
const encryption = fc.tuple(via, maybe('a', 'b1')).map(
  ([keys, team]): Keys => ({
    ...keys,
    'kms:encryptioncontext:team': team,
    'kms:encryptioncontextkeys': team === undefined ? undefined : ['team'],
  }),
);

/** What can be asked of a resource of each kind, with the keys that its service adds. */
const TARGETS: Readonly<Record<TableKind, fc.Arbitrary<Target>>> = {
  s3: fc.oneof(
    ...['arn:aws:s3:::data/a/b', 'arn:aws:s3:::data/joe/x', 'arn:aws:s3:::data/A'].map((at) =>
      target('s3:GetObject', at, tls),
    ),
    target(
      's3:PutObject',
      'arn:aws:s3:::data/z',
      maybe('aws:kms', 'AES256').map((how): Keys => ({ 's3:x-amz-server-side-encryption': how })),
    ),
    target(
      's3:ListBucket',
      'arn:aws:s3:::data',
      maybe('a/', 'joe/', '').map((prefix): Keys => ({ 's3:prefix': prefix })),
    ),
    target('s3:PutBucketPolicy', 'arn:aws:s3:::data'),
  ),
  kms: fc.oneof(
    target('kms:Decrypt', KEY, encryption),
    target('kms:GenerateDataKey', KEY, encryption),
    target('kms:DescribeKey', KEY, via),
    target('kms:PutKeyPolicy', KEY),
    target(
      'kms:CreateGrant',
      KEY,
      fc.tuple(via, one('true', 'false'), one(['Decrypt'], ['Decrypt', 'CreateGrant'])).map(
        ([keys, forAws, operations]): Keys => ({
          ...keys,
          'kms:grantisforawsresource': forAws,
          'kms:grantoperations': operations,
        }),
      ),
    ),
  ),
  sqs: fc.oneof(target('sqs:SendMessage', QUEUE), target('sqs:SetQueueAttributes', QUEUE)),
  sns: fc.oneof(
    target('sns:Publish', TOPIC),
    target(
      'sns:Subscribe',
      TOPIC,
      fc
        .tuple(one('https', 'email'), one('joe@example.com', 'https://example.com/hook'))
        .map(([protocol, endpoint]): Keys => ({ 'sns:protocol': protocol, 'sns:endpoint': endpoint })),
    ),
  ),
  secretsmanager: fc.oneof(
    target(
      'secretsmanager:GetSecretValue',
      SECRET,
      maybe('AWSCURRENT', 'AWSPENDING').map((stage): Keys => ({ 'secretsmanager:versionstage': stage })),
    ),
    target('secretsmanager:DeleteSecret', SECRET),
  ),
};

/** A request as the evaluator takes it, and its action as AWS writes it. */
export interface Asked extends Request {
  readonly written: string;
}

const OWNER: Keys = { 'aws:resourceaccount': OWN, 'aws:resourceorgid': ORG };

/** A request to a resource of the kind. Its keys are what AWS sends with such a caller, way and action. */
export const requestFor = (kind: TableKind): fc.Arbitrary<Asked> =>
  fc
    .tuple(callers, way, common, TARGETS[kind])
    .map(([{ who, keys }, network, more, { action, resource, keys: own }]) => {
      const all = Object.entries<Value | undefined>({ ...OWNER, ...keys, ...network, ...more, ...own });
      return {
        who,
        written: action,
        action: action.toLowerCase(),
        resource,
        keys: new Map(all.filter((pair): pair is [string, Value] => pair[1] !== undefined)),
      };
    });
