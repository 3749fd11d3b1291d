import { describe, expect, test } from 'vitest';
import { access, CONTEXT, FOREIGN, ORGANIZATION, OWN, policy, root, TRUSTED } from './policies.ts';

const inEscapes = (digits: string): string => digits.replace(/\d/g, (digit) => `\\u003${digit}`);

const ROLE = `arn:aws:iam::${FOREIGN}:role/reader`;

const UNTRUSTED: readonly (readonly [string, string, readonly string[]])[] = [
  ['the account itself', policy({ Principal: root(OWN) }), []],
  ['the account itself, spelt in escapes', policy({ Principal: root(OWN) }).replaceAll(OWN, inEscapes(OWN)), []],
  ['a trusted account', policy({ Principal: { AWS: TRUSTED } }), []],
  ['a bare id', policy({ Principal: { AWS: FOREIGN } }), [FOREIGN]],
  ['a root ARN in another partition', policy({ Principal: { AWS: `arn:aws-cn:iam::${FOREIGN}:root` } }), [FOREIGN]],
  ['a role, twice', policy({ Principal: { AWS: [ROLE, ROLE] } }, { Principal: { AWS: ROLE } }), [FOREIGN]],
  ['a session', policy({ Principal: { AWS: `arn:aws:sts::${FOREIGN}:assumed-role/a/b` } }), [FOREIGN]],
  ['several, sorted', policy({ Principal: { AWS: [FOREIGN, '222233334444', OWN] } }), ['222233334444', FOREIGN]],
  ['a Deny', policy({ Effect: 'Deny', Principal: { AWS: FOREIGN } }), []],
  ['a deleted principal', policy({ Principal: { AWS: 'AROAEXAMPLEID1234567' } }), []],
  ['a CloudFront identity', policy({ Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront E1' } }), []],
  [
    'an account in a condition',
    policy({ Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': [OWN, FOREIGN] } } }),
    [FOREIGN],
  ],
  [
    'an account id inside other text',
    policy({ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': `vpce-${FOREIGN}` } } }),
    [],
  ],
  [
    'a service that acts for an account',
    policy({
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:sns:*:${FOREIGN}:*` } },
    }),
    [FOREIGN],
  ],
  [
    'a member of our organization',
    policy({ Principal: { AWS: ROLE }, Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } } }),
    [],
  ],
  [
    'another organization',
    policy({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-elsewhere1' } } }),
    ['org:o-elsewhere1'],
  ],
  [
    'whom a Deny leaves',
    policy({ Principal: '*' }, { Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: [OWN, FOREIGN] } }),
    [FOREIGN],
  ],
];

describe('accounts that are neither ours nor trusted', () => {
  test.each(UNTRUSTED)('%s', (_name, text, accounts) => {
    const { untrustedAccounts, untrustedProofs, public: isPublic } = access('kms', text);
    expect(untrustedAccounts).toEqual(accounts);
    const proven = accounts.map((account) => expect.stringMatching(new RegExp(`^${account} by .+: .* calls kms:`)));
    expect(untrustedProofs).toEqual([...(isPublic ? [expect.stringMatching(/^anybody by /)] : []), ...proven]);
  });
  test('an organization cannot be judged without knowing ours', () => {
    const text = policy({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-elsewhere1' } } });
    const { organizationId: _, ...context } = CONTEXT;
    expect(access('kms', text, context)).toMatchObject({ public: false, untrustedAccounts: [] });
  });
});

test('principals are counted once, however they are spelt', () => {
  const text = policy(
    { Principal: { AWS: [OWN, `arn:aws:iam::${OWN}:root`, ROLE] } },
    { Principal: { AWS: [ROLE, '*'], Service: 'logs.amazonaws.com' } },
    { Effect: 'Deny', Principal: { AWS: TRUSTED } },
  );
  expect(access('kms', text).principalCount).toBe(3);
});
