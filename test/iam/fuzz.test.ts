import { expect, test } from 'vitest';
import { checkPolicy } from '../../src/iam/check.ts';
import { readPolicy } from '../../src/iam/parse.ts';
import { POLICY_KINDS, type TableKind } from '../../src/iam/policy.ts';
import { fc } from '../seeded.ts';
import { contextFor, QUESTIONS_OF, variable } from './corpus/case.ts';
import { condition } from './random-policy.ts';

/** SEALSCAN_FUZZ=10000 for the whole count. */
const RUNS = Number(process.env['SEALSCAN_FUZZ'] ?? 400);
/** Processor time since then: other work on the machine is no stall. */
const busyMs = (since: NodeJS.CpuUsage): number => process.cpuUsage(since).user / 1000;
/** Under coverage, a second is longer. */
const STALL_MS = Number(process.env['SEALSCAN_STALL_MS'] ?? 3000);

const hostileText = fc.oneof(
  fc.constantFrom(
    '*',
    '',
    '?',
    '**',
    '${',
    '${aws:',
    variable('*'),
    '${aws:username',
    variable("aws:x, 'y'"),
    '__proto__',
    'constructor',
    '\u0000',
    '\u202e',
    '😀*',
  ),
  fc.integer({ min: 1, max: 400 }).map((count) => '*a'.repeat(count)),
  fc.integer({ min: 1, max: 400 }).map((count) => '?*'.repeat(count)),
  fc.integer({ min: 1, max: 5000 }).map((count) => 'a'.repeat(count)),
  fc.constantFrom(
    'arn:aws:s3:::b/*',
    'arn:aws:iam::111122223333:root',
    'arn:*:*:*:*:*',
    'arn::::::',
    ':::::',
    '999988887777',
    's3:Get*',
    'kms:*',
    'o-*',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.array(hostileText, { maxLength: 30 }),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER,
    {},
    [],
    [[]],
    [null],
    { AWS: '*' },
    { AWS: [] },
    { '': '' },
  ),
  fc.anything({ maxDepth: 3, withNullPrototype: false }),
);
const OPERATORS = [
  'StringLike',
  'StringEquals',
  'ArnLike',
  'IpAddress',
  'DateLessThan',
  'NumericEquals',
  'Null',
  'Bool',
  'ForAnyValue:StringNotLike',
  'ForAllValues:ArnNotLikeIfExists',
  'BinaryEquals',
  'Sounds',
];
const KEYS = [
  'aws:PrincipalArn',
  'aws:SourceArn',
  'aws:PrincipalOrgPaths',
  'aws:userid',
  'aws:SourceIp',
  'aws:PrincipalTag/*',
  'kms:EncryptionContext:a',
  'kms:EncryptionContextKeys',
  'aws:CalledVia',
  'x',
  '',
];
const hostileCondition = fc.oneof(
  condition,
  fc.dictionary(fc.constantFrom(...OPERATORS), fc.dictionary(fc.constantFrom(...KEYS), hostileValue, { maxKeys: 4 }), {
    maxKeys: 4,
  }),
  hostileValue,
);
const plain = {
  Effect: fc.constantFrom<unknown>('Allow', 'Allow', 'Allow', 'Deny', 'allow', 1),
  Principal: fc.oneof(fc.constant<unknown>('*'), hostileValue),
  Action: fc.oneof(fc.constant<unknown>('*'), hostileValue),
  Resource: fc.oneof(fc.constant<unknown>('*'), hostileValue),
  Condition: hostileCondition,
};
const statement = fc.oneof(
  { weight: 6, arbitrary: fc.record(plain, { requiredKeys: ['Effect', 'Principal', 'Action', 'Resource'] }) },
  fc.record(
    { ...plain, NotPrincipal: hostileValue, NotAction: hostileValue, NotResource: hostileValue, Sid: hostileValue },
    { requiredKeys: [] },
  ),
  hostileValue,
);
const policy = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      Version: fc.constantFrom<unknown>('2012-10-17', '2008-10-17', 1),
      Statement: fc.array(statement, { maxLength: 6 }),
    }),
  },
  fc.record({ Statement: statement }),
  hostileValue,
  fc.string(),
  fc.integer({ min: 1, max: 60 }).map((count) => ({
    Version: '2012-10-17',
    Statement: Array.from({ length: count }, (_, at) => ({
      Effect: at % 2 ? 'Deny' : 'Allow',
      Principal: '*',
      Action: ['s3:*', 'kms:*'],
      Resource: '*',
      Condition: {
        StringNotLike: { [`aws:PrincipalTag/${at}`]: Array.from({ length: count }, (__, n) => `*${n}*a*${at}`) },
      },
    })),
  })),
);

test(`${RUNS} hostile policies are answered without a crash or a stall`, { timeout: 3_600_000 }, () => {
  let slowest = 0;
  fc.assert(
    fc.property(policy, fc.constantFrom(...(Object.keys(POLICY_KINDS) as TableKind[])), (some, kind) => {
      const started = process.cpuUsage();
      const answer = checkPolicy(readPolicy(some), contextFor({ kind, settings: {} }));
      slowest = Math.max(slowest, busyMs(started));
      for (const question of QUESTIONS_OF)
        expect(answer[question] === null, question).toBe(answer.undecided.includes(question));
      expect(slowest).toBeLessThan(STALL_MS);
    }),
    { numRuns: RUNS },
  );
});

test.each([
  [200, 500],
  [40, 300],
  [8, 1500],
])('%i statements of hostile patterns of %i stars are answered in time', (count, stars) => {
  const pattern = `${'*a'.repeat(stars)}b`;
  const statements = Array.from({ length: count }, (_, at) => ({
    Effect: at % 2 ? 'Deny' : 'Allow',
    Principal: '*',
    Action: `s3:${'*G'.repeat(at)}*`,
    Resource: `arn:aws:s3:::${pattern}${at}`,
    Condition: { StringLike: { 'aws:UserAgent': `${pattern}${at}`, 'aws:PrincipalArn': `${pattern}${at}` } },
  }));
  const started = process.cpuUsage();
  checkPolicy(readPolicy({ Version: '2012-10-17', Statement: statements }), contextFor({ kind: 's3', settings: {} }));
  expect(busyMs(started)).toBeLessThan(STALL_MS);
});
