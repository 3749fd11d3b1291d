import { expect, test } from 'vitest';
import { world } from '../worlds/apigateway.ts';
import { recordWorld } from '../worlds.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['apigateway'] };

test.each([
  ['apigateway-cache-encrypted', { good: 'pass', plain: 'fail', denied: 'unknown' }],
  [
    'apigateway-stage-variables-no-secrets',
    { good: 'pass', plain: 'fail', idle: 'pass', empty: 'pass', denied: 'unknown' },
  ],
  ['apigateway-client-certificate', { good: 'pass', plain: 'fail', idle: 'fail', denied: 'unknown' }],
  ['apigateway-client-certificate-not-expiring', { good: 'pass', plain: 'fail', denied: 'unknown' }],
  [
    'apigateway-domain-min-tls',
    {
      'old.example.com': 'fail',
      'machines.example.com': 'pass',
      'warned.example.com': 'pass',
      'quantum.example.com': 'pass',
    },
  ],
  [
    'apigateway-domain-post-quantum-tls',
    {
      'old.example.com': 'fail',
      'machines.example.com': 'fail',
      'warned.example.com': 'fail',
      'quantum.example.com': 'pass',
    },
  ],
  [
    'apigateway-domain-mutual-tls',
    {
      'old.example.com': 'fail',
      'machines.example.com': 'pass',
      'warned.example.com': 'pass',
      'quantum.example.com': 'fail',
    },
  ],
  ['apigateway-domain-trust-store-valid', { 'machines.example.com': 'pass', 'warned.example.com': 'fail' }],
])('%s', async (rule, verdicts) => {
  expect((await play(world.answers, options)).verdicts(rule)).toEqual(verdicts);
});

test('the message names the stage and method that fail', async () => {
  const { finding } = await play(world.answers, options);
  expect(finding('apigateway-cache-encrypted', 'plain').message).toContain('prod pets/GET');
  expect(finding('apigateway-client-certificate', 'plain').message).toContain('dev');
});

test('stages are one call an API, certificates one for the region; a refused one names the IAM action', async () => {
  const { calls, finding } = await play(world.answers, options);
  expect(calls.filter((call) => call === 'api-gateway:GetStages')).toHaveLength(5);
  expect(calls.filter((call) => call === 'api-gateway:GetClientCertificates')).toHaveLength(1);
  expect(finding('apigateway-cache-encrypted', 'denied').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'apigateway:GET',
  });
});

test('certificates that were not read leave their end unknown', async () => {
  const answers = { ...world.answers, 'api-gateway:GetClientCertificates': refuses('AccessDeniedException') };
  const { verdicts } = await play(answers, options);
  expect(verdicts('apigateway-client-certificate-not-expiring')).toMatchObject({ good: 'unknown', plain: 'unknown' });
});

test('stage variables are not stored', async () => {
  expect(await recordWorld('apigateway')).not.toContain('not-to-be-stored');
});
