import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok, type Reply, raw, refuse, serve } from '../aws/server.ts';
import { accountFile, customerKey, volume } from './account.ts';
import { IDENTITY } from './kms-account.ts';
import { run, temporaryFolder } from './run.ts';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_PROFILE', undefined);
});
afterEach(() => vi.unstubAllEnvs());

const STRANGER = raw(
  200,
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
    '<Arn>arn:aws:iam::444455556666:user/bob</Arn><UserId>U</UserId><Account>444455556666</Account>' +
    '</GetCallerIdentityResult></GetCallerIdentityResponse>',
  'text/xml',
);

const send = (file: string, env = {}, ...flags: readonly string[]) =>
  run(['scan', '--from', file, '--output', temporaryFolder(), '--send-to', 'security-hub', ...flags], env);

describe('scan --send-to', () => {
  test('knows Security Hub only', async () => {
    const seen = await run(['scan', '--send-to', 'hub']);
    expect(seen).toMatchObject({ code: 2, out: '' });
    expect(seen.notes).toMatch(/security-hub/);
  });

  test('does not go with --mask: stand-ins are no findings; nothing is read or written', async () => {
    const output = join(temporaryFolder(), 'reports');
    const seen = await run(['scan', '--mask', '--send-to', 'security-hub', '--output', output]);
    expect(seen).toMatchObject({ code: 2, out: '' });
    expect(seen.notes).toMatch(/--mask and --send-to exclude each other/);
    expect(existsSync(output)).toBe(false);
  });

  test('refuses a snapshot of accounts that the credentials are not of', async () => {
    const { endpoint } = await serve({ GetCallerIdentity: STRANGER });
    const file = accountFile([volume('vol-1', false), customerKey('k1')]);
    const seen = await send(file, { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1' });
    expect(seen.code, seen.notes).toBe(2);
    expect(seen.notes).toMatch(/credentials are of 444455556666, the snapshot of 111122223333/);
  });
});

describe('a delivery over the wire', () => {
  const taken: Reply = (response, asked, count) => {
    const { length } = asked.input['Findings'] as readonly unknown[];
    ok({ FailedCount: 0, SuccessCount: length, FailedFindings: [] })(response, asked, count);
  };
  const NONE = { GetCallerIdentity: IDENTITY, 'POST /findings': ok({ Findings: [] }) };
  const delivered = async (replies: Readonly<Record<string, Reply>>) => {
    const { endpoint, asked } = await serve({ ...NONE, 'POST /findings/import': taken, ...replies });
    const file = accountFile([volume('vol-1', false), customerKey('k1')]);
    const seen = await send(file, { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1' }, '--fail-on', 'none');
    const sent = asked
      .filter(({ operation }) => operation === 'POST /findings/import')
      .flatMap(({ input }) => input['Findings'] as readonly Record<string, unknown>[]);
    return { ...seen, sent };
  };

  test('sends the findings of the account, and says how many', async () => {
    const { code, notes, sent } = await delivered({});
    expect(code, notes).toBe(0);
    expect(notes).toMatch(/Security Hub eu-west-1: \d+ findings? sent, 0 archived/);
    expect(sent.map(({ GeneratorId }) => GeneratorId)).toContain('sealscan/ebs-volume-encrypted');
  });

  test('that was refused is exit code 3, and says what lacks', async () => {
    const { code, notes } = await delivered({
      'POST /findings': refuse('AccessDeniedException', 'not authorized', 403),
    });
    expect(code).toBe(3);
    expect(notes).toMatch(
      /securityhub:GetFindings answered AccessDeniedException \(not authorized\); \d+ findings not sent/,
    );
  });

  test('of a finding that Security Hub refuses is exit code 3, and names it', async () => {
    const FailedFindings = [{ Id: 'x', ErrorCode: 'InvalidInput', ErrorMessage: 'too long' }];
    const { code, notes } = await delivered({
      'POST /findings/import': ok({ FailedCount: 1, SuccessCount: 0, FailedFindings }),
    });
    expect(code).toBe(3);
    expect(notes).toMatch(/x refused: InvalidInput \(too long\)/);
  });

  test('to an account without Security Hub is exit code 3', async () => {
    const message = 'Account 111122223333 is not subscribed to AWS Security Hub';
    const { code, notes } = await delivered({ 'POST /findings': refuse('InvalidAccessException', message, 401) });
    expect(code).toBe(3);
    expect(notes).toMatch(/not switched on in any Region/);
  });
});

describe('permissions --for security-hub', () => {
  test('are the two actions, apart from the reading policy', async () => {
    const sending = await run(['permissions', '--for', 'security-hub']);
    expect(sending.code).toBe(0);
    expect(JSON.parse(sending.out).Statement).toEqual([
      {
        Sid: 'SealscanSendsToSecurityHub',
        Effect: 'Allow',
        Action: ['securityhub:BatchImportFindings', 'securityhub:GetFindings'],
        Resource: '*',
      },
    ]);
    const reading = await run(['permissions', '--for', 'scan']);
    expect(reading.out).toBe((await run(['permissions'])).out);
    expect(reading.out).not.toMatch(/securityhub:Batch/);
  });

  test('depend on nothing else', async () => {
    const seen = await run(['permissions', '--for', 'security-hub', '--service', 'kms']);
    expect(seen).toMatchObject({ code: 2, out: '' });
  });
});
