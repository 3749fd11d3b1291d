import { expect, test } from 'vitest';
import { world } from '../worlds/ses.ts';
import { play } from './play.ts';

const { verdicts, findings, finding } = await play(world.answers, { rules: ['ses'], regions: world.regions ?? [] });

test('domains sign their mail; addresses are not judged', () => {
  expect(verdicts('ses-dkim-signing')).toEqual({
    'signed.example': 'pass',
    'waiting.example': 'fail',
    'off.example': 'fail',
    'refused.example': 'unknown',
  });
  expect(finding('ses-dkim-signing', 'refused.example').reasons[0]).toMatchObject({
    permission: 'ses:GetEmailIdentity',
  });
});

test('configuration sets ask for TLS; one that says nothing does not', () => {
  expect(verdicts('ses-sending-tls-required')).toEqual({ strict: 'pass', lax: 'fail', silent: 'fail' });
});

test('rules that store mail encrypt it; a region without a rule set is not judged', () => {
  const stored = findings.filter(({ rule }) => rule === 'ses-received-mail-encrypted');
  expect(Object.fromEntries(stored.map(({ resource, verdict }) => [resource.region, verdict]))).toEqual({
    'eu-west-1': 'fail',
    'us-east-1': 'pass',
    'us-west-2': 'unknown',
  });
  expect(stored.find(({ verdict }) => verdict === 'fail')?.message).toContain('clear');
});
