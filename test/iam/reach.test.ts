import { describe, expect, test } from 'vitest';
import type { NamedPolicy, ReachInput } from '../../src/iam/reach/types.ts';
import {
  access,
  allow,
  DELEGATION,
  deny,
  document,
  type Given,
  isPerson,
  KEY,
  named,
  OTHER,
  OWN,
  role,
  roleArn,
  root,
  user,
  userArn,
  whoDecrypts,
} from './reach-world.ts';

const DECRYPT = named('read', allow({ Sid: 'Read' }));
const app = role('app', [DECRYPT]);
type Level = readonly NamedPolicy[];

const level = (...statements: Readonly<Record<string, unknown>>[]): Level => [
  { name: 'scp', text: document(...statements) },
];
const limits = (serviceControl: readonly Level[], isManagement = false): Partial<ReachInput> => ({
  limits: { ok: { isManagement, serviceControl, resourceControl: [] } },
});
const scp = (...levels: readonly Level[]): Partial<ReachInput> => limits(levels);
const via = (service: string) => ({ StringEquals: { 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` } });
const FULL = level(allow({ Action: '*' }));

/** What decides: https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html */
const CASES: readonly (readonly [string, Given, readonly string[]])[] = [
  ['a role that IAM allows, where the key policy leaves it to IAM', { iam: [app] }, ['role app by Account+read']],
  ['nobody, where IAM allows nothing', { iam: [role('idle')] }, []],
  ['nobody, where the key policy does not leave it to IAM', { policy: [], iam: [app] }, []],
  [
    'a named role needs no IAM policy',
    { policy: [allow({ Sid: 'Use', Principal: { AWS: roleArn('app') } })], iam: [role('app')] },
    ['role app by Use'],
  ],
  [
    'a role of the key policy that IAM does not know is listed still',
    { policy: [allow({ Sid: 'Use', Principal: { AWS: roleArn('gone') } })] },
    ['role gone by Use'],
  ],
  [
    'IAM policies of another key do not count',
    { iam: [role('app', [named('other', allow({ Resource: KEY.replace('1111-', '2222-') }))])] },
    [],
  ],
  [
    'IAM policies of the key count',
    { iam: [role('app', [named('own', allow({ Resource: KEY }))])] },
    ['role app by Account+own'],
  ],
  [
    'NotAction leaves decryption',
    { iam: [role('app', [named('x', allow({ Action: undefined, NotAction: 'iam:*' }))])] },
    ['role app by Account+x'],
  ],
  [
    'NotResource of the key takes it',
    { iam: [role('app', [named('x', allow({ Resource: undefined, NotResource: KEY }))])] },
    [],
  ],
  [
    'a user through a group',
    { iam: [user('casey', [{ ...DECRYPT, group: 'readers' }])] },
    ['user casey by Account+readers/read'],
  ],
  ['an IAM Deny wins', { iam: [role('app', [DECRYPT, named('no', deny())])] }, []],
  [
    'a conditional IAM Deny stays with it',
    {
      iam: [
        role('app', [DECRYPT, named('no', deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }))]),
      ],
    },
    ['role app by Account+read unless policy no: aws:MultiFactorAuthPresent'],
  ],
  [
    'a boundary that lacks KMS takes it',
    { iam: [role('app', [DECRYPT], { boundary: named('b', allow({ Action: 's3:*' })) })] },
    [],
  ],
  [
    'a boundary that allows leaves it',
    { iam: [role('app', [DECRYPT], { boundary: named('b', allow({ Action: 'kms:*' })) })] },
    ['role app by Account+read'],
  ],
  [
    'a conditional boundary adds its condition',
    { iam: [role('app', [DECRYPT], { boundary: named('b', allow({ Condition: via('s3') })) })] },
    ['role app by Account+read if kms:ViaService=s3.eu-west-1.amazonaws.com'],
  ],
  [
    'a boundary limits a role that the key policy names',
    {
      policy: [allow({ Sid: 'Use', Principal: { AWS: roleArn('app') } })],
      iam: [role('app', [], { boundary: named('b', allow({ Action: 's3:*' })) })],
    },
    [],
  ],
  [
    'a boundary does not limit a user that the key policy names',
    {
      policy: [allow({ Sid: 'Use', Principal: { AWS: userArn('casey') } })],
      iam: [user('casey', [], { boundary: named('b', allow({ Action: 's3:*' })) })],
    },
    ['user casey by Use'],
  ],
  ['a Deny of the key policy wins', { policy: [DELEGATION, deny({ Principal: '*' })], iam: [app] }, []],
  [
    'a Deny of the account principal covers its roles',
    { policy: [DELEGATION, deny({ Principal: { AWS: root() } })], iam: [app] },
    [],
  ],
  [
    'a Deny spares those whom its condition names',
    {
      policy: [
        DELEGATION,
        deny({ Principal: '*', Condition: { ArnNotEquals: { 'aws:PrincipalArn': roleArn('app') } } }),
      ],
      iam: [app, role('web', [DECRYPT])],
    },
    ['role app by Account+read'],
  ],
  [
    'a Deny with NotPrincipal takes all others',
    { policy: [DELEGATION, deny({ NotPrincipal: { AWS: [roleArn('app'), root()] } })], iam: [app] },
    ['role app by Account+read'],
  ],
  ['an SCP Deny wins', { iam: [app], input: scp(FULL, level(allow({ Action: '*' }), deny())) }, []],
  ['each level of SCPs must allow', { iam: [app], input: scp(FULL, level(allow({ Action: 's3:*' }))) }, []],
  ['levels that allow leave it', { iam: [app], input: scp(FULL, FULL) }, ['role app by Account+read']],
  [
    'SCPs do not limit the management account',
    { iam: [app], input: limits([level(deny())], true) },
    ['role app by Account+read'],
  ],
  [
    'SCPs do not limit service-linked roles',
    {
      iam: [role('aws', [DECRYPT], { arn: roleArn('aws-service-role/x.amazonaws.com/linked') })],
      input: scp(level(deny())),
    },
    ['role linked by Account+read'],
  ],
  [
    'SCPs do not limit other accounts',
    { policy: [allow({ Sid: 'Partner', Principal: { AWS: roleArn('reader', OTHER) } })], input: scp(level(deny())) },
    ['role reader by Partner+?'],
  ],
  [
    'a session that the key policy names, unless IAM denies its role',
    {
      policy: [
        DELEGATION,
        allow({
          Sid: 'Use',
          Principal: { AWS: ['app', 'web'].map((name) => `arn:aws:sts::${OWN}:assumed-role/${name}/one`) },
        }),
      ],
      iam: [role('app', [named('x', allow({ Action: 's3:*' }))]), role('web', [named('no', deny())])],
    },
    ['session one by Use'],
  ],
  [
    'an RCP Deny takes those of other organizations',
    {
      policy: [DELEGATION, allow({ Sid: 'Partner', Principal: { AWS: roleArn('reader', OTHER) } })],
      iam: [app],
      input: {
        organizationId: 'o-own',
        limits: {
          ok: {
            isManagement: false,
            serviceControl: [],
            resourceControl: [
              named('rcp', deny({ Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': OWN } } })),
            ],
          },
        },
      },
    },
    ['role app by Account+read'],
  ],
  [
    'a grant needs nothing else',
    {
      policy: [],
      grants: [{ GrantId: 'g1', GranteePrincipal: roleArn('app'), Operations: ['Decrypt'] }],
      iam: [role('app')],
    },
    ['role app by grant g1'],
  ],
  [
    'a grant of other operations opens nothing',
    { policy: [], grants: [{ GrantId: 'g1', GranteePrincipal: roleArn('app'), Operations: ['Encrypt'] }] },
    [],
  ],
  [
    'a Deny of the key policy beats a grant',
    {
      policy: [deny({ Principal: { AWS: roleArn('app') } })],
      grants: [{ GrantId: 'g1', GranteePrincipal: roleArn('app'), Operations: ['Decrypt'] }],
    },
    [],
  ],
  [
    'constraints of a grant remain',
    {
      policy: [],
      grants: [
        {
          GrantId: 'g1',
          GranteePrincipal: roleArn('app'),
          Operations: ['Decrypt'],
          Constraints: { EncryptionContextSubset: { app: 'orders' } },
        },
      ],
    },
    ['role app by grant g1 if kms:EncryptionContext:app=orders'],
  ],
  [
    'a service through a grant, for one resource',
    {
      policy: [],
      grants: [
        {
          GrantId: 'g1',
          GranteeServicePrincipal: 'dynamodb.amazonaws.com',
          Operations: ['Decrypt'],
          Constraints: { SourceArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/t' },
        },
      ],
    },
    ['service dynamodb.amazonaws.com by grant g1 if aws:SourceArn=arn:aws:dynamodb:eu-west-1:111122223333:table/t'],
  ],
  [
    'another account as a whole, whose own IAM is out of sight',
    { policy: [allow({ Sid: 'Partner', Principal: { AWS: root(OTHER) } })] },
    [`account ${OTHER} by Partner+?`],
  ],
  [
    'a role of another account needs its own IAM too',
    { policy: [allow({ Sid: 'Partner', Principal: { AWS: roleArn('reader', OTHER) } })] },
    ['role reader by Partner+?'],
  ],
  [
    'a service principal, with what is asked of its source',
    {
      policy: [
        allow({
          Sid: 'Logs',
          Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': OWN } },
        }),
      ],
    },
    [`service logs.eu-west-1.amazonaws.com by Logs if aws:SourceAccount=${OWN}`],
  ],
  [
    'conditions that hang on the request remain',
    {
      iam: [
        role('app', [
          named('read', allow({ Condition: { ...via('s3'), StringLike: { 'kms:EncryptionContext:a': 'b*' } } })),
        ]),
      ],
    },
    ['role app by Account+read if kms:ViaService=s3.eu-west-1.amazonaws.com if kms:EncryptionContext:a=b*'],
  ],
  [
    'conditions that are decided are left out, or end it',
    {
      iam: [
        role('app', [named('own', allow({ Condition: { StringEquals: { 'aws:PrincipalAccount': OWN } } }))]),
        role('web', [
          named('past', allow({ Condition: { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } } })),
        ]),
      ],
    },
    ['role app by Account+own'],
  ],
  [
    'a star for callers of the account is everybody of the account',
    {
      policy: [allow({ Sid: 'Via', Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': OWN } } })],
      iam: [role('app'), user('casey')],
    },
    ['user casey by Via', 'role app by Via'],
  ],
  [
    'a star for callers of another account is that account',
    {
      policy: [allow({ Sid: 'Via', Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': OTHER } } })],
      iam: [role('app')],
    },
    [`account ${OTHER} by Via+?`],
  ],
  ['a star is everyone', { policy: [allow({ Sid: 'Open', Principal: '*' })] }, ['everyone * by Open+?']],
  [
    'a tag of a user is known, a tag of a session is not',
    {
      iam: [
        user('casey', [named('t', allow({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }))], {
          tags: { team: 'a' },
        }),
        user('robin', [named('t', allow({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }))], {
          tags: { team: 'b' },
        }),
        role('app', [named('t', allow({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }))], {
          tags: { team: 'a' },
        }),
        role('web', [named('t', allow({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }))], {
          tags: { team: 'b' },
        }),
      ],
    },
    ['user casey by Account+t', 'role app by Account+t', 'role web by Account+t if aws:PrincipalTag/team=a'],
  ],
  [
    'a condition of CreateGrant makes a shared statement say nothing of Decrypt',
    {
      iam: [
        role('app', [
          named(
            'g',
            allow({
              Action: ['kms:Decrypt', 'kms:CreateGrant'],
              Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
            }),
          ),
        ]),
      ],
    },
    [],
  ],
  [
    'a role by its unique id in aws:userid',
    {
      policy: [DELEGATION, deny({ Principal: '*', Condition: { StringNotLike: { 'aws:userId': ['AROAAPPID:*'] } } })],
      iam: [app, role('web', [DECRYPT])],
    },
    ['role app by Account+read'],
  ],
  ['deleted principals open nothing', { policy: [allow({ Principal: { AWS: 'AROAEXAMPLEDELETED001' } })] }, []],
];

describe('who can decrypt', () => {
  test.each(CASES)('%s', (_what, given, expected) => {
    expect(whoDecrypts(given)).toEqual(expected);
  });
});

describe('what was not read', () => {
  const notCollected = {
    class: 'not-collected',
    operation: 'iam:GetAccountAuthorizationDetails',
    code: 'NotCollected',
  } as const;
  const input = { iam: { principals: [], unknown: notCollected } };

  test('without IAM one entry stands for all users and roles, beside those that the key policy names', () => {
    const policy = [DELEGATION, allow({ Sid: 'Use', Principal: { AWS: roleArn('app') } })];
    expect(whoDecrypts({ policy, input })).toEqual([`account-principals ${OWN} by Account+?`, 'role app by Use']);
    const { complete, missing, decrypt } = access({ policy, input });
    expect(complete).toBe(false);
    expect(missing.map(({ what, reason }) => [what, reason.class])).toEqual([['iam', 'not-collected']]);
    expect(decrypt?.find(({ kind }) => kind === 'account-principals')?.notes[0]).toMatch(/^IAM not collected/);
  });

  test('without the key policy nobody knows, and the reason is given', () => {
    const denied = { class: 'denied', operation: 'kms:GetKeyPolicy', code: 'AccessDeniedException' } as const;
    const { decrypt, administer, share, missing } = access({ input: { policy: { unknown: denied } } });
    expect([decrypt, administer, share]).toEqual([null, null, null]);
    expect(missing).toMatchObject([{ what: 'key-policy', effect: 'may-lack', reason: denied }]);
  });

  test('without the grants, and without Organizations, the lists say so', () => {
    const reason = { class: 'denied', operation: 'x', code: 'AccessDenied' } as const;
    const { complete, missing } = access({
      iam: [app],
      input: { grants: { unknown: reason }, limits: { unknown: reason } },
    });
    expect(complete).toBe(false);
    expect(missing.map(({ what, effect }) => `${what} ${effect}`)).toEqual([
      'grants may-lack',
      'organizations may-exceed',
    ]);
  });

  test('a policy that is attached and was not read may allow it', () => {
    const unread = ['arn:aws:iam::aws:policy/X'];
    expect(whoDecrypts({ iam: [role('app', [], { unread })] })).toEqual(['role app by Account+?']);
  });

  test('a policy that is no policy may allow it', () => {
    expect(whoDecrypts({ iam: [role('app', [{ name: 'broken', text: '{' }])] })).toEqual(['role app by Account+?']);
  });
});

test('administering and passing on are asked about apart', () => {
  const given = {
    policy: [
      allow({
        Sid: 'Admin',
        Principal: { AWS: roleArn('admin') },
        Action: ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
      }),
      allow({ Sid: 'Pass', Principal: { AWS: roleArn('app') }, Action: 'kms:CreateGrant' }),
      allow({ Sid: 'Gone', Principal: { AWS: 'AIDAEXAMPLEDELETED001' } }),
    ],
    grants: [{ GrantId: 'g', GranteePrincipal: 'AROAEXAMPLEDELETED001', Operations: ['Decrypt'] }],
  };
  const { decrypt, administer, share, deletedPrincipals, complete } = access(given);
  const names = (reaches: typeof decrypt) => (reaches ?? []).filter(isPerson).map(({ principal }) => principal);
  expect(names(decrypt)).toEqual([]);
  expect(names(administer)).toEqual([roleArn('admin')]);
  expect(administer?.[0]?.paths[0]?.actions).toEqual(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']);
  expect(names(share)).toEqual([roleArn('app')]);
  expect(deletedPrincipals).toEqual(['AIDAEXAMPLEDELETED001', 'AROAEXAMPLEDELETED001']);
  expect(complete).toBe(true);
});

test('the answer does not hang on the order in which IAM lists people', () => {
  const iam = [app, role('web', [DECRYPT]), user('casey', [DECRYPT])];
  expect(access({ iam })).toEqual(access({ iam: iam.toReversed() }));
});
