import { describe, expect, test } from 'vitest';
import { access, allow, OTHER, OWN, role, roleArn, user, userArn, whoDecrypts } from './reach-world.ts';

const APP = role('app');
const CASEY = user('casey');
type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const policyFor = (arn: string, Condition: Condition) => [allow({ Sid: 'Some', Principal: { AWS: arn }, Condition })];
const held = (operator: string, key: string, value: unknown): Condition => ({ [operator]: { [key]: value } });

describe('what is known before anybody asks decides a condition', () => {
  test.each<[key: string, operator: string, holds: unknown, fails: unknown]>([
    ['aws:RequestedRegion', 'StringEquals', 'eu-west-1', 'us-east-1'],
    ['aws:ResourceAccount', 'StringEquals', OWN, OTHER],
    ['aws:SecureTransport', 'Bool', 'true', 'false'],
    ['aws:CurrentTime', 'DateLessThan', '2026-06-02T00:00:00Z', '2026-05-31T00:00:00Z'],
    ['aws:EpochTime', 'NumericLessThan', '1900000000', '1000000000'],
    ['aws:PrincipalAccount', 'StringEquals', OWN, OTHER],
    ['kms:CallerAccount', 'StringEquals', OWN, OTHER],
    ['aws:PrincipalIsAWSService', 'Bool', 'false', 'true'],
    ['aws:PrincipalServiceName', 'Null', 'true', 'false'],
    ['aws:SourceArn', 'Null', 'true', 'false'],
    ['aws:PrincipalType', 'StringEquals', 'AssumedRole', 'User'],
    ['aws:PrincipalArn', 'ArnEquals', roleArn('app'), roleArn('web')],
    ['aws:username', 'Null', 'true', 'false'],
    ['aws:userid', 'StringLike', 'AROAAPPID:*', 'AROAOTHERID:*'],
  ])('%s of a role', (key, operator, holds, fails) => {
    const who = (value: unknown) =>
      whoDecrypts({ policy: policyFor(roleArn('app'), held(operator, key, value)), iam: [APP] });
    expect(who(holds)).toEqual(['role app by Some']);
    expect(who(fails)).toEqual([]);
  });

  test.each<[key: string, holds: string, fails: string]>([
    ['aws:PrincipalType', 'User', 'AssumedRole'],
    ['aws:username', 'casey', 'robin'],
    ['aws:userid', 'AIDACASEYID', 'AIDAROBINID'],
  ])('%s of a user', (key, holds, fails) => {
    const who = (value: string) =>
      whoDecrypts({ policy: policyFor(userArn('casey'), held('StringEquals', key, value)), iam: [CASEY] });
    expect(who(holds)).toEqual(['user casey by Some']);
    expect(who(fails)).toEqual([]);
  });

  test.each<[key: string, operator: string, holds: string, fails: string]>([
    ['aws:PrincipalServiceName', 'StringEquals', 'logs.amazonaws.com', 'sns.amazonaws.com'],
    ['aws:PrincipalIsAWSService', 'Bool', 'true', 'false'],
    ['aws:PrincipalArn', 'Null', 'true', 'false'],
  ])('%s of a service', (key, operator, holds, fails) => {
    const who = (value: string) =>
      whoDecrypts({
        policy: [
          allow({ Sid: 'Some', Principal: { Service: 'logs.amazonaws.com' }, Condition: held(operator, key, value) }),
        ],
      });
    expect(who(holds)).toEqual(['service logs.amazonaws.com by Some']);
    expect(who(fails)).toEqual([]);
  });
});

describe('what nobody knows beforehand remains', () => {
  const remains = (...conditions: readonly Condition[]) => {
    const policy = conditions.flatMap((one) => policyFor(roleArn('app'), one));
    return (access({ policy, iam: [APP] }).decrypt ?? []).flatMap(({ paths }) =>
      paths.flatMap((path) => path.conditions),
    );
  };

  test.each([
    'StringEquals',
    'StringNotLike',
    'StringEqualsIgnoreCase',
    'ForAnyValue:StringEquals',
    'ForAllValues:StringLike',
    'StringEqualsIfExists',
    'ForAnyValue:StringNotEqualsIfExists',
  ])('with the operator as AWS writes it: %s', (operator) => {
    expect(remains(held(operator, 'kms:EncryptionContextKeys', 'team'))).toMatchObject([
      { operator, key: 'kms:EncryptionContextKeys', values: ['team'] },
    ]);
  });

  test('also where a known key is compared with what is not known', () => {
    expect(remains(held('StringEquals', 'aws:RequestedRegion', `\${aws:PrincipalTag/region}`))).toMatchObject([
      { key: 'aws:RequestedRegion' },
    ]);
  });
});
