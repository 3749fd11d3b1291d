import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from './run.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MANAGED_POLICY = 6144;

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Action: readonly string[] }[];
}
const actionsIn = (policies: readonly Policy[]): string[] =>
  policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => [...Action]));
const printed = async (format: string): Promise<string> =>
  (await run(['permissions', '--iam', '--secrets', '--format', format])).out;

test.each([
  [
    'terraform',
    (text: string) => [...text.matchAll(/<<-JSON\n([\s\S]*?)\n {2}JSON$/gm)].map(([, json]) => JSON.parse(json ?? '')),
  ],
  [
    'cloudformation',
    (text: string) =>
      Object.values(parse(text).Resources as Record<string, { Properties: { PolicyDocument: Policy } }>).map(
        ({ Properties }) => Properties.PolicyDocument,
      ),
  ],
])('%s grants the same actions by policies that IAM takes', async (format, read) => {
  const whole = JSON.parse(await printed('json')) as Policy;
  const policies = read(await printed(format)) as Policy[];
  expect(JSON.stringify(whole).length).toBeGreaterThan(MANAGED_POLICY); // else nothing had to be cut
  for (const policy of policies) expect(JSON.stringify(policy).length).toBeLessThanOrEqual(MANAGED_POLICY);
  expect(actionsIn(policies)).toEqual(actionsIn([whole]));
  expect(policies.flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid))).toContain('SealscanReadsContent');
});

test('--for lambda prints what the functions read and what is their own, each by its resource', async () => {
  const { Statement } = JSON.parse((await run(['permissions', '--for', 'lambda'])).out) as {
    Statement: readonly { Sid: string; Action: readonly string[]; Resource: string }[];
  };
  const reading = JSON.parse((await run(['permissions'])).out) as Policy;
  expect(Statement[0]).toEqual(reading.Statement[0]);
  const anywhere = Statement.filter(({ Resource }) => Resource === '*').map(({ Sid }) => Sid);
  expect(anywhere).toEqual(['SealscanReads', 'SealscanSendsToSecurityHub']);
  expect(Statement.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  const { code, notes } = await run(['permissions', '--for', 'lambda', '--secrets']);
  expect([code, notes]).toEqual([2, expect.stringContaining('the functions read neither')]);
});

test('--for fleet prints what credentials need beside a scan, and takes nothing that belongs to one', async () => {
  const { Statement } = JSON.parse((await run(['permissions', '--for', 'fleet'])).out) as {
    Statement: readonly { Action: readonly string[]; Resource: string }[];
  };
  const resources = new Map(Statement.flatMap(({ Action, Resource }) => Action.map((action) => [action, Resource])));
  expect(resources.get('sts:AssumeRole')).toBe('arn:aws:iam::*:role/ROLE');
  expect(resources.get('s3:PutObject')).toBe('arn:aws:s3:::STORE_BUCKET/*');
  expect(resources.get('organizations:ListAccountsForParent')).toBe('*');
  expect([...resources.keys()].filter((action) => action.startsWith('kms:'))).toEqual([
    'kms:Decrypt',
    'kms:GenerateDataKey',
  ]);
  expect((await run(['permissions', '--for', 'fleet', '--secrets'])).code).toBe(2);
});
