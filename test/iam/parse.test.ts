import { describe, expect, test } from 'vitest';
import { accessFacts, bucketFacts, tlsEnforced } from '../../src/iam/facts.ts';
import { covers, glob } from '../../src/iam/glob.ts';
import { parsePolicy } from '../../src/iam/parse.ts';
import { Unobserved } from '../../src/model/reason.ts';
import { CONTEXT, policy } from './policies.ts';

const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

describe('what is not a policy leaves every fact unknown', () => {
  test.each([
    ['no JSON', '{"Statement": ['],
    ['no object', '"*"'],
    ['no statement', '{"Version": "2012-10-17"}'],
    ['a statement of another shape', '{"Statement": ["Allow"]}'],
    ['another effect', policy({ Effect: 'allow', Principal: '*' })],
    ['no action', policy({ Action: undefined, Principal: '*' })],
    ['Action and NotAction', policy({ NotAction: 'kms:Decrypt', Principal: '*' })],
    ['a principal that is a number', policy({ Principal: 1 })],
    ['a condition that is a list', policy({ Principal: '*', Condition: ['x'] })],
    [
      'an element twice, in two cases',
      '{"Statement": {"Effect":"Allow","Action":"*","Principal":"*","principal":"1"}}',
    ],
    ['deep nesting', `{"Statement": ${nested}}`],
    ['more than 1 MiB', policy({ Principal: '*', Sid: 'x'.repeat(1024 * 1024) })],
  ])('%s', (_name, text) => {
    let reason: unknown;
    try {
      accessFacts('kms', text, CONTEXT);
    } catch (cause) {
      if (cause instanceof Unobserved) reason = cause.reason;
    }
    expect(reason).toEqual({ class: 'failed', operation: 'kms:GetKeyPolicy', code: 'MalformedPolicy' });
  });
});

test('a hostile element name is only a name', () => {
  const text =
    '{"Statement": {"Effect":"Allow","Action":"*","Principal":"*","__proto__":{"x":1},"Condition":{"Null":{"__proto__":"true"}}}}';
  expect(parsePolicy(text, 's3').statements[0]).toMatchObject({
    label: 'statement 1',
    conditions: [{ key: '__proto__' }],
  });
});

test('brackets in text are not nesting', () => {
  expect(parsePolicy(policy({ Sid: '[{"\\[{'.repeat(50), Principal: '*' }), 'kms').statements).toHaveLength(1);
});

test('the same question is answered from memory, another context is not', () => {
  const text = policy({ Principal: { AWS: '999988887777' } });
  expect(accessFacts('kms', text, CONTEXT)).toBe(accessFacts('kms', text, { ...CONTEXT }));
  expect(accessFacts('kms', text, { ...CONTEXT, trustedAccounts: ['999988887777'] }).untrustedAccounts).toEqual([]);
});

test('no policy lets nobody in and enforces nothing', () => {
  expect(accessFacts('s3', undefined, CONTEXT)).toMatchObject({ public: false, principalCount: 0 });
  const bucket = { ...CONTEXT, id: 'arn:aws:s3:::b' };
  expect(bucketFacts(undefined, bucket)).toMatchObject({ deniesUnencryptedPut: false });
  expect(tlsEnforced('s3', undefined, bucket)).toBe(false);
});

describe('globs', () => {
  test.each([
    ['*', '', true],
    ['a*c', 'abbbc', true],
    ['a*c', 'abbbd', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*a*b', 'xaybzb', true],
    ['', 'a', false],
    ['a.c', 'abc', false],
  ])('%s on %s', (pattern, text, matches) => {
    expect(glob(pattern, text)).toBe(matches);
  });
  test('no pattern takes long', () => {
    const started = process.cpuUsage();
    expect(glob('*a'.repeat(30), `${'a'.repeat(20_000)}b`)).toBe(false);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
  });
  test('a wider pattern covers a narrower one', () => {
    expect([covers('s3:*', 's3:Get*'), covers('s3:Get*', 's3:*'), covers('a?', 'a*'), covers('a?', 'a?')]).toEqual([
      ...[true, false, false, true],
    ]);
  });
});
