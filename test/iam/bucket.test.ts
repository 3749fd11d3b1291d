import { describe, expect, test } from 'vitest';
import { bucketFactsOf } from '../../src/iam/bucket.ts';
import { tlsEnforced } from '../../src/iam/facts.ts';
import { parsePolicy } from '../../src/iam/parse.ts';
import { CONTEXT, OWN, policy } from './policies.ts';

const BUCKET = 'arn:aws:s3:::logs';
const BOTH = [BUCKET, `${BUCKET}/*`];
const HTTP = { Bool: { 'aws:SecureTransport': 'false' } };
const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: BOTH, Condition: HTTP };
const facts = (...statements: readonly object[]) =>
  bucketFactsOf(parsePolicy(policy(...(statements as Record<string, unknown>[])), 's3'), BUCKET);

const tls = (...statements: readonly object[]) =>
  tlsEnforced('s3', policy(...(statements as Record<string, unknown>[])), { ...CONTEXT, id: BUCKET });

describe('plain HTTP is denied', () => {
  test.each([
    ['by the statement that AWS documents', [deny]],
    ['for {"AWS": "*"}', [{ ...deny, Principal: { AWS: '*' } }]],
    ['by a boolean', [{ ...deny, Condition: { Bool: { 'aws:SecureTransport': false } } }]],
    ['by a list', [{ ...deny, Condition: { Bool: { 'aws:SecureTransport': ['false'] } } }]],
    ['by keys in another case', [{ ...deny, Condition: { bool: { 'AWS:securetransport': 'FALSE' } } }]],
    ['by BoolIfExists', [{ ...deny, Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } }]],
    ['for every action', [{ ...deny, Action: '*' }]],
    ['for every resource', [{ ...deny, Resource: '*' }]],
    ['by one pattern', [{ ...deny, Resource: `${BUCKET}*` }]],
    [
      'by two statements',
      [
        { ...deny, Resource: BUCKET },
        { ...deny, Resource: `${BUCKET}/*` },
      ],
    ],
    ['beside Allow statements', [{ Principal: '*', Action: 's3:GetObject' }, deny]],
  ])('%s', (_name, statements) => {
    expect(tls(...statements)).toBe(true);
  });
  test.each([
    ['without a statement', []],
    ['for objects only', [{ ...deny, Resource: `${BUCKET}/*` }]],
    ['for the bucket only', [{ ...deny, Resource: BUCKET }]],
    ['for one prefix', [{ ...deny, Resource: [BUCKET, `${BUCKET}/private/*`] }]],
    ['for another bucket', [{ ...deny, Resource: ['arn:aws:s3:::other', 'arn:aws:s3:::other/*'] }]],
    ['for some actions', [{ ...deny, Action: 's3:Get*' }]],
    ['for one principal', [{ ...deny, Principal: { AWS: OWN } }]],
    ['for all principals but one', [{ ...deny, Principal: undefined, NotPrincipal: { AWS: OWN } }]],
    ['by an old TLS version', [{ ...deny, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }]],
    ['under a second condition', [{ ...deny, Condition: { ...HTTP, StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }]],
    ['for HTTPS', [{ ...deny, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }]],
    ['by an Allow', [{ ...deny, Effect: 'Allow', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }]],
  ])('not %s', (_name, statements) => {
    expect(tls(...statements)).toBe(false);
  });
});

const SSE = 's3:x-amz-server-side-encryption';
const KEY = `${SSE}-aws-kms-key-id`;
const put = (Condition: object) => ({ ...deny, Action: 's3:PutObject', Resource: `${BUCKET}/*`, Condition });

describe('encryption that uploads must ask for', () => {
  test.each([
    ['none', 'none', []],
    ['no header', 'any', [put({ Null: { [SSE]: 'true' } })]],
    ['another algorithm', 'any', [put({ StringNotEquals: { [SSE]: 'AES256' } })]],
    ['another than KMS', 'kms', [put({ StringNotEquals: { [SSE]: ['aws:kms', 'aws:kms:dsse'] } })]],
    ['another than KMS, if there is one', 'kms', [put({ StringNotEqualsIfExists: { [SSE]: 'aws:kms' } })]],
    ['KMS or S3', 'any', [put({ StringNotEquals: { [SSE]: ['aws:kms', 'AES256'] } })]],
    [
      'a header that is not KMS, and no header',
      'kms',
      [put({ Null: { [SSE]: 'true' } }), put({ Null: { [SSE]: 'false' }, StringNotEquals: { [SSE]: 'aws:kms' } })],
    ],
    ['a wrong header only', 'none', [put({ Null: { [SSE]: 'false' }, StringNotEquals: { [SSE]: 'aws:kms' } })]],
    ['another key', 'key', [put({ StringNotEquals: { [KEY]: 'arn:aws:kms:eu-west-1:1:key/k' } })]],
    ['a key of another account', 'kms', [put({ StringNotLike: { [KEY]: 'arn:aws:kms:*:1:key/*' } })]],
    ['no key', 'kms', [put({ Null: { [KEY]: 'true' } })]],
    ['under a prefix', 'none', [{ ...put({ Null: { [SSE]: 'true' } }), Resource: `${BUCKET}/a/*` }]],
  ])('%s is denied: %s', (_name, level, statements) => {
    expect(facts(...statements)).toMatchObject({ required: { level }, deniesUnencryptedPut: level !== 'none' });
  });
  test('a key is named', () => {
    expect(facts(put({ ArnNotEquals: { [KEY]: 'arn:k' } })).required).toEqual({ level: 'key', key: 'arn:k' });
  });
  test('keys that the caller provides are denied', () => {
    const customer = `${SSE}-customer-algorithm`;
    expect(facts(put({ Null: { [customer]: 'false' } })).deniesSseC).toBe(true);
    expect(facts(put({ Null: { [customer]: 'true' } })).deniesSseC).toBe(false);
    expect(facts(put({ Null: { [SSE]: 'true' } })).deniesSseC).toBe(true);
  });
});
