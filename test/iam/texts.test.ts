import { describe, expect, test } from 'vitest';
import { deniesKeyDeletion } from '../../src/iam/guardrail.ts';
import { identityFacts } from '../../src/iam/identity-facts.ts';
import { policyDigest } from '../../src/iam/policy-digest.ts';
import { Unobserved } from '../../src/model/reason.ts';

type Statement = Readonly<Record<string, unknown>>;
const text = (...Statement: readonly Statement[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, rest: Statement = { Resource: '*' }): Statement => ({
  Effect: 'Allow',
  Action,
  ...rest,
});
const deny = (Action: unknown, rest: Statement = {}): Statement => ({ Effect: 'Deny', Action, Resource: '*', ...rest });
const WHEN = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } };
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1111';

describe('an identity policy', () => {
  const facts = (...statements: readonly Statement[]): string => {
    const found = identityFacts(encodeURIComponent(text(...statements)));
    return Object.entries(found)
      .flatMap(([name, holds]) => (holds ? [name] : []))
      .join(' ');
  };
  const reads = 'readsSecrets';
  const decrypts = 'decryptsAll readsSecrets';
  const all = 'decryptsAll administersAll readsSecrets';
  test.each<[string, string, ...Statement[]]>([
    ['all of KMS', all, allow('kms:*')],
    ['everything', all, allow('*')],
    ['decrypting', decrypts, allow('kms:Decrypt')],
    ['re-encrypting', decrypts, allow(['kms:ReEncryptFrom'])],
    ['a pattern of it', decrypts, allow('kms:D*')],
    ['secrets', reads, allow('secretsmanager:GetSecretValue')],
    ['parameters of some name', reads, allow('ssm:GetParametersByPath', { Resource: 'arn:aws:ssm:*:*:parameter/a' })],
    ['another action', '', allow('kms:Encrypt')],
    ['all but KMS', 'readsSecrets', { Effect: 'Allow', NotAction: 'kms:*', Resource: '*' }],
    ['all but decrypting', 'decryptsAll readsSecrets', { Effect: 'Allow', NotAction: 'kms:Decrypt', Resource: '*' }],
    ['all but buckets', all, { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['one key', reads, allow('kms:Decrypt', { Resource: KEY })],
    ['every key', decrypts, allow('kms:Decrypt', { Resource: ['arn:aws:kms:*:111122223333:key/*'] })],
    ['every alias', decrypts, allow('kms:Decrypt', { Resource: 'arn:aws:kms:eu-west-1:*:alias/*' })],
    ['aliases of a name', reads, allow('kms:Decrypt', { Resource: 'arn:aws:kms:eu-west-1:*:alias/a*' })],
    ['every key but one', decrypts, allow('kms:Decrypt', { NotResource: KEY })],
    ['no key', reads, allow('kms:Decrypt', { NotResource: 'arn:aws:kms:*:*:key/*' })],
    ['nothing that is not denied', '', allow('kms:Decrypt'), deny('kms:*')],
    ['what is denied sometimes', decrypts, allow('kms:Decrypt'), deny('kms:*', WHEN)],
    ['what is denied of one key', decrypts, allow('kms:Decrypt'), deny('kms:*', { Resource: KEY })],
    ['what is denied of one key and of all', '', allow('kms:Decrypt'), deny('kms:*', { Resource: [KEY, '*'] })],
    ['all of KMS but an action', 'decryptsAll administersAll readsSecrets', allow('kms:*'), deny('kms:Encrypt')],
    ['nothing, being a Deny', '', deny('kms:*')],
  ])('allows %s: %s', (_, wanted, ...statements) => expect(facts(...statements)).toBe(wanted));

  test('that is none says nothing', () => expect(() => identityFacts('{"Statement": 5}')).toThrow(Unobserved));
});

describe('the deletion of keys is kept from everybody', () => {
  const unless = (operator: string, key: string, value = 'arn:aws:iam::*:role/admin'): Statement => ({
    Condition: { [operator]: { [key]: value } },
  });
  test.each<[string, boolean, Statement]>([
    ['by a Deny', true, deny('kms:ScheduleKeyDeletion')],
    ['by a Deny of all of KMS', true, deny('kms:*', { Resource: 'arn:aws:kms:*:*:key/*' })],
    ['not by one of another action', false, deny('kms:DisableKey')],
    ['not by one of some keys', false, deny('kms:*', { Resource: KEY })],
    ['not by an Allow', false, allow('kms:*')],
    ['but for named principals', true, deny('kms:*', unless('ArnNotLike', 'aws:PrincipalArn'))],
    ['but for tagged principals', true, deny('kms:*', unless('StringNotEquals', 'aws:PrincipalTag/team', 'keys'))],
    ['but for user ids', true, deny('kms:*', unless('StringNotLike', 'aws:userid', 'AROA1:*'))],
    ['not where all are exempt', false, deny('kms:*', unless('StringNotLike', 'aws:PrincipalArn', '*'))],
    ['not where it is denied to some', false, deny('kms:*', unless('ArnLike', 'aws:PrincipalArn'))],
    ['not where it hangs on the Region', false, deny('kms:*', unless('StringNotEquals', 'aws:RequestedRegion', 'x'))],
  ])('%s: %s', (_, wanted, statement) => expect(deniesKeyDeletion(text(statement))).toBe(wanted));

  test('by a text that is no policy nobody knows', () => expect(() => deniesKeyDeletion('[]')).toThrow(Unobserved));
});

describe('the digest of a policy', () => {
  const digest = (region: string, ...statements: readonly Statement[]) =>
    policyDigest(text(...statements), 'kms', { region });
  const who = (AWS: unknown, rest: Statement = {}): Statement => ({
    ...allow('kms:Decrypt'),
    Principal: { AWS },
    ...rest,
  });
  const [A, B] = ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b'];
  const one = digest('eu-west-1', who([A, B]), who(A, { Action: 'kms:Encrypt' }));

  test.each<[string, boolean, ...Statement[]]>([
    ['the same', true, who([A, B]), who(A, { Action: 'kms:Encrypt' })],
    ['in another order', true, who([A], { Action: ['kms:Encrypt'] }), who([B, A], { Sid: 'x' })],
    ['of another principal', false, who([A]), who(A, { Action: 'kms:Encrypt' })],
    ['of another effect', false, who([A, B]), who(A, { Action: 'kms:Encrypt', Effect: 'Deny' })],
    ['with a condition', false, who([A, B], WHEN), who(A, { Action: 'kms:Encrypt' })],
  ])('%s: %s', (_, wanted, ...statements) => expect(digest('eu-west-1', ...statements) === one).toBe(wanted));

  test('does not hang on the Region of a copy, but on any other', () => {
    const via = (region: string) => who(A, { Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:s3:${region}:1:b` } } });
    expect(digest('eu-west-1', via('eu-west-1'))).toBe(digest('us-east-1', via('us-east-1')));
    expect(digest('eu-west-1', via('us-east-1'))).not.toBe(digest('us-east-1', via('us-east-1')));
    expect(one).toMatch(/^[0-9a-f]{32}$/);
  });
});
