import { expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { neededFor } from '../../src/live.ts';
import { summary, world } from '../worlds/iam.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['iam'] };

test('server certificates that have ended, with or without a margin', async () => {
  const { verdicts } = await play(world.answers, options);
  expect(verdicts('iam-server-certificate-not-expired')).toEqual({ good: 'pass', ending: 'pass', old: 'fail' });
});

test.each([
  ['fail', world.answers],
  ['pass', { 'iam:GetAccountSummary': summary(0) }],
  ['unknown', { 'iam:GetAccountSummary': { SummaryMap: { Users: 3 } } }],
  ['unknown', { 'iam:GetAccountSummary': refuses('AccessDenied') }],
])('the root user and its signing certificate: %s', async (verdict, answers) => {
  const { verdicts } = await play(answers, options);
  expect(Object.values(verdicts('iam-root-no-signing-certificate'))).toEqual([verdict]);
});

test('a denied listing is unknown, with the permission', async () => {
  const { finding } = await play({ 'iam:ListServerCertificates': refuses('AccessDenied') }, options);
  const { verdict, reasons } = finding('iam-server-certificate-not-expired', '*');
  expect(verdict).toBe('unknown');
  expect(reasons[0]).toMatchObject({ class: 'denied', permission: 'iam:ListServerCertificates' });
});

test('a scan reads certificates, the summary and what credentials there are; who may do what, only when it is asked for', () => {
  const typesOf = (services: readonly string[], iam: boolean) =>
    neededFor(services, collectors, { iam })
      .filter(({ service }) => service === 'iam')
      .map(({ type }) => type)
      .sort();
  const always = ['aws.iam.root-user', 'aws.iam.server-certificate', 'aws.iam.user-credentials'];
  expect(typesOf([], false)).toEqual(always);
  expect(typesOf([], true)).toEqual(expect.arrayContaining([...always, 'aws.iam.role', 'aws.iam.user']));
  expect(typesOf(['iam'], false)).toEqual(typesOf([], true));
});
