import { describe, expect, test } from 'vitest';
import { attestationFacts } from '../../src/iam/reach/enclave.ts';
import {
  foreignGrants,
  orphanedGrants,
  passableGrants,
  unboundGrants,
  unsourcedGrants,
} from '../../src/iam/reach/grant-facts.ts';
import {
  adminUsers,
  deletedPrincipals,
  freeGrantStatements,
  selfServedStatements,
} from '../../src/iam/reach/policy-facts.ts';
import type { KeyGrant } from '../../src/iam/reach/types.ts';
import type { FieldContext } from '../../src/model/field.ts';
import { allow, DELEGATION, deny, document, KEY, OTHER, OWN, roleArn, root } from './reach-world.ts';

const context: FieldContext = {
  account: OWN,
  partition: 'aws',
  region: 'eu-west-1',
  id: KEY,
  takenAt: '2026-06-01T00:00:00Z',
  trustedAccounts: [],
  secretWords: [],
};

const grant = (GrantId: string, rest: KeyGrant = {}): KeyGrant => ({
  GrantId,
  GranteePrincipal: roleArn('app'),
  Operations: ['Decrypt'],
  ...rest,
});

describe('grants', () => {
  const never = (): string => {
    throw new Error('the policy is not asked where no grant is foreign');
  };
  const reader = grant('reader', { GranteePrincipal: roleArn('reader', OTHER) });

  test('of other accounts, by grantee or by who retires them', () => {
    const grants = [grant('own'), reader, grant('retired', { RetiringPrincipal: root(OTHER) })];
    expect(foreignGrants(grants, () => document(DELEGATION), context)).toEqual(['reader', 'retired']);
    expect(foreignGrants(grants, () => document(DELEGATION), { ...context, trustedAccounts: [OTHER] })).toEqual([]);
    expect(foreignGrants([grant('own')], never, context)).toEqual([]);
  });

  test('that a Deny of the key policy leaves without effect do not count, those that it leaves something do', () => {
    const outside = { StringNotEquals: { 'aws:PrincipalAccount': OWN } };
    const closed = document(DELEGATION, deny({ Principal: '*', Action: 'kms:*', Condition: outside }));
    expect(foreignGrants([reader], () => closed, context)).toEqual([]);
    const half = document(DELEGATION, deny({ Principal: '*', Action: 'kms:Encrypt', Condition: outside }));
    expect(foreignGrants([reader], () => half, context)).toEqual(['reader']);
    const maybe = document(DELEGATION, deny({ Principal: '*', Condition: { Bool: { 'aws:ViaAWSService': 'false' } } }));
    expect(foreignGrants([reader], () => maybe, context)).toEqual(['reader']);
  });

  test('to services without a source, in either member that AWS names them in', () => {
    const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/t';
    expect(
      unsourcedGrants([
        grant('role'),
        grant('old', { GranteePrincipal: 'dynamodb.amazonaws.com' }),
        { GrantId: 'new', GranteeServicePrincipal: 'rds.eu-west-1.amazonaws.com', Operations: [] },
        { GrantId: 'bound', GranteeServicePrincipal: 'dynamodb.amazonaws.com', Constraints: { SourceArn: table } },
      ]),
    ).toEqual(['new', 'old']);
  });

  test('that make grants, but for services and the sessions of AWS', () => {
    const Operations = ['CreateGrant', 'Decrypt'];
    const session = `arn:aws:sts::${OWN}:assumed-role/aws:ec2-infrastructure/i-1`;
    expect(
      passableGrants([
        grant('plain'),
        grant('passable', { Operations }),
        grant('service', { Operations, GranteePrincipal: 'rds.amazonaws.com' }),
        grant('volume', { Operations, GranteePrincipal: session }),
      ]),
    ).toEqual(['passable']);
  });

  test('that decrypt under any encryption context, which only symmetric keys have', () => {
    const bound = grant('bound', { Constraints: { EncryptionContextEquals: { a: 'b' } } });
    const grants = [grant('open'), bound, grant('seals', { Operations: ['Encrypt'] })];
    expect(unboundGrants(grants, 'SYMMETRIC_DEFAULT')).toEqual(['open']);
    expect(unboundGrants(grants, 'RSA_2048')).toEqual([]);
  });

  test('of deleted principals', () => {
    expect(orphanedGrants([grant('own'), grant('gone', { GranteePrincipal: 'AROAEXAMPLEDELETED001' })])).toEqual([
      'gone',
    ]);
  });
});

describe('key policies', () => {
  const app = { Principal: { AWS: roleArn('app') } };
  const both = (...actions: readonly string[]) => document(DELEGATION, allow({ ...app, Action: actions }));

  test('name deleted principals, in Deny statements too', () => {
    const text = document(
      allow({ Principal: { AWS: ['AIDAEXAMPLEDELETED001', roleArn('app')] } }),
      deny({ NotPrincipal: { AWS: 'AROAEXAMPLEDELETED001' } }),
    );
    expect(deletedPrincipals(text)).toEqual(['AIDAEXAMPLEDELETED001', 'AROAEXAMPLEDELETED001']);
  });

  test.each([
    ['one statement', both('kms:*'), [roleArn('app')]],
    ['use only', both('kms:Decrypt', 'kms:DescribeKey'), []],
    ['administration only', both('kms:Put*', 'kms:Disable*'), []],
    ['two statements', document(allow(app), allow({ ...app, Action: 'kms:ScheduleKeyDeletion' })), [roleArn('app')]],
    [
      'two people',
      document(allow(app), allow({ Principal: { AWS: roleArn('admin') }, Action: 'kms:PutKeyPolicy' })),
      [],
    ],
    ['the account principal alone', document(DELEGATION), []],
  ])('admin and user in %s', (_what, text, expected) => {
    expect(adminUsers(text)).toEqual(expected);
  });

  const attach = (Condition?: object) =>
    document(
      DELEGATION,
      allow({ Sid: 'Attach', ...app, Action: 'kms:CreateGrant', ...(Condition ? { Condition } : {}) }),
    );
  test.each([
    ['no condition', attach(), ['Attach']],
    ['for AWS resources', attach({ Bool: { 'kms:GrantIsForAWSResource': 'true' } }), []],
    ['for others than AWS resources', attach({ Bool: { 'kms:GrantIsForAWSResource': 'false' } }), ['Attach']],
    ['if it happens to be there', attach({ BoolIfExists: { 'kms:GrantIsForAWSResource': 'true' } }), ['Attach']],
    ['through a service', attach({ StringEquals: { 'kms:ViaService': 'rds.eu-west-1.amazonaws.com' } }), []],
    ['an administrator', document(allow({ Sid: 'Admin', ...app, Action: ['kms:Create*', 'kms:Put*'] })), []],
    ['the account principal', document(DELEGATION), []],
    [
      'another account',
      document(allow({ Sid: 'Partner', Principal: { AWS: root(OTHER) }, Action: 'kms:CreateGrant' })),
      ['Partner'],
    ],
  ])('CreateGrant with %s', (_what, text, expected) => {
    expect(freeGrantStatements(text, OWN)).toEqual(expected);
  });

  const tagged = { Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } } };
  const aliased = { Condition: { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/app-*' } } };
  const other = { Principal: { AWS: roleArn('admin') } };
  test.each([
    [
      'the same principal tags',
      document(allow({ Sid: 'ByTag', ...app, ...tagged }), allow({ ...app, Action: 'kms:TagResource' })),
      ['ByTag'],
    ],
    [
      'another principal tags',
      document(allow({ Sid: 'ByTag', ...app, ...tagged }), allow({ ...other, Action: 'kms:TagResource' })),
      [],
    ],
    [
      'the same moves aliases',
      document(allow({ Sid: 'ByAlias', ...app, ...aliased }), allow({ ...app, Action: 'kms:UpdateAlias' })),
      ['ByAlias'],
    ],
    [
      'tags do not help by alias',
      document(allow({ Sid: 'ByAlias', ...app, ...aliased }), allow({ ...app, Action: 'kms:TagResource' })),
      [],
    ],
    [
      'everybody tags',
      document(allow({ Sid: 'ByTag', ...app, ...tagged }), allow({ Principal: '*', Action: 'kms:UntagResource' })),
      ['ByTag'],
    ],
    [
      'the account as id and as ARN',
      document(allow({ Sid: 'ByTag', Principal: { AWS: OWN }, ...tagged }), DELEGATION),
      ['ByTag'],
    ],
  ])('ABAC where %s', (_what, text, expected) => {
    expect(selfServedStatements(text)).toEqual(expected);
  });

  test('that are no policies say nothing', () => {
    expect(() => adminUsers('{')).toThrow('MalformedPolicy');
  });
});

describe('attestation', () => {
  const enclave = (keys: Readonly<Record<string, string>>, operator = 'StringEqualsIgnoreCase') =>
    allow({
      Sid: 'Enclave',
      Principal: { AWS: roleArn('host') },
      Condition: {
        [operator]: Object.fromEntries(Object.entries(keys).map(([k, v]) => [`kms:RecipientAttestation:${k}`, v])),
      },
    });

  test('that all paths ask for', () => {
    expect(attestationFacts(document(enclave({ PCR0: 'AB', PCR8: 'cd' })))).toEqual({
      used: true,
      unattested: [],
      bypasses: [],
      unbound: [],
      measurements: ['PCR0=ab', 'PCR8=cd'],
    });
  });

  test('that the host gets around, and the account', () => {
    const host = allow({ Sid: 'Host', Principal: { AWS: roleArn('host') } });
    expect(attestationFacts(document(DELEGATION, enclave({ PCR0: 'ab' }), host))).toMatchObject({
      unattested: ['Host'],
      bypasses: ['Account', 'Host'],
      unbound: ['Enclave'],
    });
  });

  test('that a Deny asks of everybody, or of some only', () => {
    const without = { StringNotEqualsIgnoreCase: { 'kms:RecipientAttestation:PCR0': 'ab' } };
    const all = deny({ Principal: '*', Action: 'kms:*', Condition: without });
    expect(attestationFacts(document(DELEGATION, all)).bypasses).toEqual([]);
    const decrypt = deny({ Principal: '*', Condition: without });
    expect(attestationFacts(document(DELEGATION, decrypt)).bypasses).toEqual(['Account']);
    const some = deny({ Principal: { AWS: roleArn('host') }, Action: 'kms:*', Condition: without });
    expect(attestationFacts(document(DELEGATION, some)).bypasses).toEqual(['Account']);
  });

  test('that is asked for only if it is there is not asked for', () => {
    expect(attestationFacts(document(enclave({ PCR0: 'ab' }, 'StringEqualsIfExists'))).unattested).toEqual(['Enclave']);
    expect(attestationFacts(document(DELEGATION))).toMatchObject({ used: false, measurements: [] });
  });
});
