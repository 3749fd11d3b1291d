import { describe, expect, test } from 'vitest';
import { isLockedOut } from '../../src/iam/facts.ts';
import { broadGrants, grantable, repeatedGrants } from '../../src/iam/grants.ts';
import { CONTEXT, FOREIGN, ORGANIZATION, OWN, policy, root } from './policies.ts';

const admin = { Sid: 'Admin', Principal: root(OWN) };

describe('the owning account is locked out', () => {
  test.each([
    ['when only another account is named', policy({ Principal: root(FOREIGN) })],
    ['when a service is named', policy({ Principal: { Service: 'logs.amazonaws.com' } })],
    ['when nobody may change the policy', policy({ ...admin, Action: ['kms:Decrypt', 'kms:DescribeKey'] })],
    ['when the statement has no resource', policy({ ...admin, Resource: undefined })],
    ['when only a deleted user may', policy({ Principal: { AWS: 'AIDAEXAMPLEID1234567' } })],
    ['when everyone is denied it', policy(admin, { Effect: 'Deny', Principal: '*', Action: 'kms:Put*' })],
    ['when the account is denied it', policy(admin, { ...admin, Effect: 'Deny' })],
    [
      'when callers of another account only are meant',
      policy({ Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': FOREIGN } } }),
    ],
  ])('%s', (_name, text) => {
    expect(isLockedOut(text, CONTEXT)).toBe(true);
  });
  test.each([
    ['when the account is named', policy(admin)],
    ['when a role is named', policy({ Principal: { AWS: `arn:aws:iam::${OWN}:role/admin` } })],
    [
      'when the organization is meant',
      policy({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } } }),
    ],
    [
      'when a Deny spares somebody',
      policy(admin, { Effect: 'Deny', Principal: '*', Condition: { Null: { 'aws:TokenIssueTime': 'true' } } }),
    ],
  ])('not %s', (_name, text) => {
    expect(isLockedOut(text, CONTEXT)).toBe(false);
  });
});

describe('grants', () => {
  const symmetric = grantable('ENCRYPT_DECRYPT', 'SYMMETRIC_DEFAULT');
  const usual = [
    'Decrypt',
    'Encrypt',
    'GenerateDataKeyWithoutPlaintext',
    'ReEncryptFrom',
    'ReEncryptTo',
    'CreateGrant',
  ];
  test('that hold all or all but one operation are broad', () => {
    const grants = [
      { GrantId: 'all', Operations: symmetric },
      { GrantId: 'all but one', Operations: symmetric.slice(1) },
      { GrantId: 'as EBS makes them', Operations: [...usual, 'GenerateDataKey', 'DescribeKey', 'RetireGrant'] },
    ];
    expect(broadGrants(grants, 'ENCRYPT_DECRYPT', 'SYMMETRIC_DEFAULT')).toEqual(['all', 'all but one']);
  });
  test('of an HMAC key are measured by what such a key can grant', () => {
    const grants = [
      { GrantId: 'use', Operations: ['GenerateMac', 'VerifyMac', 'DescribeKey'] },
      { GrantId: 'all', Operations: ['GenerateMac', 'VerifyMac', 'DescribeKey', 'CreateGrant'] },
    ];
    expect(broadGrants(grants, 'GENERATE_VERIFY_MAC', 'HMAC_256')).toEqual(['all']);
  });
  test('are twins when nothing but the id differs', () => {
    const grant = { Name: 'a', GranteePrincipal: 'p', Operations: ['Encrypt', 'Decrypt'] };
    const constrained = { ...grant, Constraints: { EncryptionContextEquals: { a: 'b' } } };
    const twins = [
      { ...grant, GrantId: '1' },
      { ...grant, GrantId: '2', Operations: ['Decrypt', 'Encrypt'] },
      { ...constrained, GrantId: '3' },
      { ...grant, GrantId: '4', Name: 'b' },
    ];
    expect(repeatedGrants(twins)).toEqual(['2']);
  });
});
