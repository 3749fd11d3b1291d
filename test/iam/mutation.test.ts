import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../src/iam/check.ts';
import { readPolicy } from '../../src/iam/parse.ts';
import { ALL } from './corpus/all.ts';
import { AT, type CorpusCase, contextFor, type Statement, textOf } from './corpus/case.ts';

/** Its "*" statement is closed by its conditions or by a Deny, and by nothing else. */
const closed = ALL.filter((one) => {
  const { closedBy } = checkPolicy(readPolicy(textOf(one)), contextFor(one));
  return !one.answers.public && closedBy.length > 0;
});

function opened({ statements, ...rest }: CorpusCase): string {
  const bare = statements
    .filter(({ Effect }) => Effect !== 'Deny')
    .map(({ Condition: _, ...statement }): Statement => statement);
  return textOf({ ...rest, statements: bare });
}

describe('without its conditions and Denies, a closed statement for everyone is public', () => {
  test('there are many', () => expect(closed.length).toBeGreaterThan(60));
  test.each(closed.map((one) => [`${one.kind}: ${one.name}`, one] as const))('%s', (_name, one) => {
    expect(checkPolicy(readPolicy(opened(one)), contextFor(one)).public).toBe(true);
  });
});

describe('what closes a statement is named', () => {
  const closings = (...statements: readonly Statement[]) =>
    checkPolicy(readPolicy({ Version: '2012-10-17', Statement: statements }), {
      kind: 's3',
      account: '111122223333',
      trustedAccounts: [],
      at: Date.parse(AT),
    }).closedBy;
  const open = { Sid: 'Read', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
  const org = { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } };
  const http = { Bool: { 'aws:SecureTransport': 'true' } };
  test('a condition, and not the one beside it', () => {
    expect(closings({ ...open, Condition: { ...org, ...http } })).toEqual([
      { sid: 'Read', condition: 'aws:PrincipalOrgID' },
    ]);
  });
  test('each of two', () => {
    const two = { StringEquals: { 'aws:PrincipalOrgID': 'o-ours', 'aws:SourceVpce': 'vpce-1' } };
    expect(closings({ ...open, Condition: two }).map(({ condition }) => condition)).toEqual([
      'aws:PrincipalOrgID',
      'aws:SourceVpce',
    ]);
  });
  test('a Deny', () => {
    const deny = {
      ...open,
      Sid: 'Stop',
      Effect: 'Deny',
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-ours' } },
    };
    expect(closings(open, deny)).toEqual([{ sid: 'Read', condition: 'aws:PrincipalOrgID', deny: 'Stop' }]);
  });
  test('two that close together', () => {
    const Condition = { Bool: { 'aws:ViaAWSService': 'true' }, StringLike: { 'aws:SourceVpce': 'vpce-*' } };
    expect(closings({ ...open, Condition })).toEqual([
      { sid: 'Read', condition: 'aws:ViaAWSService', together: true },
      { sid: 'Read', condition: 'aws:SourceVpce', together: true },
    ]);
  });
  test('nothing for a public statement, nor for one that gives nothing', () => {
    expect(closings(open, { ...open, Action: 's3:ListAllMyBuckets' })).toEqual([]);
  });
});
