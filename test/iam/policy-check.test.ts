import { describe, expect, test } from 'vitest';
import { fileWith, run } from '../cli/run.ts';
import { FOREIGN, KEEPER, OWN, type Statement } from './corpus/case.ts';

const policy = (...statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });
const OPEN = { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
const ABROAD = { ...OPEN, Sid: 'Abroad', Principal: { AWS: FOREIGN } };
const file = (value: unknown, name = 'policy.json') => fileWith(JSON.stringify(value, null, 2), name);
const KMS = ['--kind', 'kms', '--account', OWN];
const check = (...args: readonly string[]) => run(['policy', 'check', ...args]);
const single = (value: unknown, ...args: readonly string[]) => check(file(value), ...KMS, ...args);

const NULLS = { public: null, crossAccount: null, wildcardAdmin: null, lockout: null, confusedDeputy: null };

describe('one policy', () => {
  test('as JSON: the answers, why, and what closes', async () => {
    const closed = { ...OPEN, Sid: 'Ours', Condition: { StringEquals: { 'kms:CallerAccount': OWN } } };
    const { code, out, notes } = await single(policy(KEEPER, closed, ABROAD), '--format', 'json');
    expect({ code, notes }).toEqual({ code: 0, notes: '' });
    const answer = JSON.parse(out) as Record<string, unknown>;
    expect(answer).toEqual({
      public: false,
      crossAccount: [FOREIGN],
      wildcardAdmin: false,
      lockout: false,
      confusedDeputy: false,
      undecided: [],
      reasons: [
        {
          question: 'crossAccount',
          sids: ['Abroad'],
          subject: FOREIGN,
          witness: {
            principal: expect.stringContaining(`::${FOREIGN}:`),
            action: expect.stringMatching(/^kms:/),
            resource: expect.stringContaining(':key/'),
            context: expect.objectContaining({ 'aws:PrincipalAccount': FOREIGN }),
          },
          explanation: expect.any(String),
        },
      ],
      closedBy: [{ sid: 'Ours', condition: 'kms:CallerAccount' }],
      invalid: [],
    });
  });
  test.each([
    ['public', policy(KEEPER, OPEN), 1],
    ['wildcardAdmin', policy(KEEPER, { ...ABROAD, Action: 'kms:PutKeyPolicy' }), 1],
    ['lockout', policy(ABROAD), 1],
    ['confusedDeputy', policy(KEEPER, { ...OPEN, Principal: { Service: 'sns.amazonaws.com' } }), 1],
    ['crossAccount alone', policy(KEEPER, ABROAD), 0],
    ['nothing', policy(KEEPER), 0],
    ['undecided', policy(KEEPER, { ...ABROAD, Principal: 1 }), 4],
  ])('exits after %s', async (_name, value, code) => {
    expect((await single(value)).code).toBe(code);
  });
  test('as text, with the lines of the statement', async () => {
    const { out } = await single(policy(KEEPER, OPEN));
    expect(out).toContain('It is public');
    expect(out).toContain('statement Open (lines 13-19) allows it');
    expect(out).toMatch(/calls kms:\w+ on arn:aws:kms:/);
  });
  test('time, organization, trusted accounts and the resource count', async () => {
    const until = { ...OPEN, Condition: { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } } };
    expect((await single(policy(KEEPER, until), '--at', '2025-12-31')).code).toBe(1);
    expect((await single(policy(KEEPER, until), '--at', '2026-01-02')).code).toBe(0);
    const org = { ...OPEN, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } } };
    const crossAccount = async (value: unknown, ...args: readonly string[]) =>
      (JSON.parse((await single(value, '--format', 'json', ...args)).out) as { crossAccount: unknown }).crossAccount;
    expect(await crossAccount(policy(KEEPER, org))).toEqual(['org:o-ours']);
    expect(await crossAccount(policy(KEEPER, org), '--org', 'o-ours')).toEqual([]);
    expect(await crossAccount(policy(KEEPER, ABROAD), '--trusted', `444455556666,${FOREIGN}`)).toEqual([]);
    const key = `arn:aws:kms:eu-west-1:${OWN}:key/a`;
    expect(await crossAccount(policy(KEEPER, { ...OPEN, Resource: `${key}b` }), '--resource', key)).toEqual([]);
  });
});

describe('a batch', () => {
  test('answers in order, and what cannot be read gets nulls', async () => {
    const entries = [
      { id: 'a', kind: 'kms', account: OWN, policy: policy(KEEPER, OPEN), note: 'ignored' },
      { id: 'b', kind: 'ebs', account: OWN, policy: policy(OPEN) },
      { id: 'c', kind: 'kms', account: '1', policy: policy(OPEN) },
      { id: 4, kind: 'kms', account: OWN, policy: '{' },
      {
        id: 'e',
        kind: 'kms',
        account: OWN,
        orgId: null,
        trustedAccounts: [FOREIGN],
        policy: JSON.stringify(policy(KEEPER, ABROAD)),
      },
      'nothing',
      { id: 'g', kind: 'kms', account: OWN },
      { id: 'h', kind: 'kms', account: OWN, policy: policy(OPEN), trustedAccounts: FOREIGN },
      { id: 'i', kind: 'kms', account: OWN, policy: policy(OPEN), trustedAccounts: ['1'] },
      { id: 'j', kind: 'kms', account: OWN, policy: policy(OPEN), orgId: 5 },
      { id: 'k', kind: 'kms', account: OWN, policy: policy(OPEN), resource: 5 },
    ];
    const { code, out, notes } = await check('--batch', file(entries));
    expect({ code, notes }).toEqual({ code: 0, notes: '' });
    const answers = JSON.parse(out) as { id: unknown; invalid: string[] }[];
    expect(answers.map(({ id }) => id)).toEqual(['a', 'b', 'c', 4, 'e', null, 'g', 'h', 'i', 'j', 'k']);
    expect(answers[0]).toMatchObject({ public: true, crossAccount: ['*'], lockout: false });
    expect(answers[4]).toMatchObject({ public: false, crossAccount: [], invalid: [] });
    for (const at of [1, 2, 3, 5, 6, 7, 8, 9, 10]) {
      expect(answers[at], String(at)).toMatchObject(NULLS);
      expect(answers[at]?.invalid, String(at)).toHaveLength(1);
    }
  });
  test('an empty one', async () => {
    expect(await check('--batch', file([]))).toMatchObject({ code: 0, out: '[]\n' });
  });
  test('as text', async () => {
    const { out } = await check(
      '--batch',
      file([{ id: 'x', kind: 's3', account: OWN, policy: policy() }, 1, { id: 2 }]),
      '--format',
      'text',
    );
    expect(out).toContain('x: s3 policy of account');
    expect(out).toContain('null: the entry is not an object');
    expect(out).toContain('2: kind is none of');
  });
  test.each(['text', 'json'])('with ids that nobody can print, as %s', async (format) => {
    const deep = fileWith(
      `[{"id": ${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}, {"id": {"toString": 1}}, {"id": 3}]`,
      'deep.json',
    );
    const { code, out } = await check('--batch', deep, '--format', format);
    expect(code).toBe(0);
    expect(out.match(/id is neither text nor a number/g)).toHaveLength(2);
    expect(out).toContain('kind is none of');
  });
});

describe('bad input is one sentence and exit code 2', () => {
  test.each<readonly [string, () => readonly string[], RegExp]>([
    ['no file', () => KMS, /takes a file/],
    ['no such file', () => ['/nowhere/p.json', ...KMS], /p\.json: no such file/],
    ['not JSON', () => [fileWith('{\n  "Statement": oops\n}', 'bad.json'), ...KMS], /bad\.json:2:16: this is not JSON/],
    [
      'no policy',
      () => [fileWith('[]', 'list.json'), ...KMS],
      /list\.json: it is no policy: the policy is not an object/,
    ],
    ['no kind', () => [file(policy()), '--account', OWN], /--kind is missing/],
    ['another kind', () => [file(policy()), '--kind', 'ebs', '--account', OWN], /not 'ebs'/],
    ['no account', () => [file(policy()), '--kind', 'kms'], /--account is missing/],
    ['a short account', () => [file(policy()), '--kind', 'kms', '--account', '123'], /12 digits; not '123'/],
    ['a wrong organization', () => [file(policy()), ...KMS, '--org', 'ours'], /not 'ours'/],
    ['a wrong trusted account', () => [file(policy()), ...KMS, '--trusted', '1,2'], /--trusted/],
    ['a wrong time', () => [file(policy()), ...KMS, '--at', 'noon'], /--at takes a time/],
    ['another format', () => [file(policy()), ...KMS, '--format', 'xml'], /format/],
    ['a batch with a kind', () => ['--batch', file([]), '--kind', 'kms'], /--kind belongs into the entries/],
    ['a batch and a file', () => [file(policy()), '--batch', file([])], /one file too many/],
    ['a batch that is no array', () => ['--batch', file({})], /a batch is an array/],
    ['a batch that is not JSON', () => ['--batch', fileWith('[', 'b.json')], /b\.json:1:\d: this is not JSON/],
  ])('%s', async (_name, args, sentence) => {
    const { code, out, notes } = await check(...args());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(notes).toMatch(sentence);
  });
});
