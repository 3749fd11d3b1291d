import { expect, test } from 'vitest';
import { world } from '../worlds/lambda.ts';
import { recordWorld } from '../worlds.ts';
import { play, refuses } from './play.ts';

const options = { rules: ['lambda'] };

test('functions: their variables, their key, and what they run', async () => {
  const { verdicts, calls } = await play(world.answers, options);
  expect(verdicts('lambda-env-encrypted-with-cmk')).toEqual({
    'default-key': 'fail',
    'own-key': 'pass',
    'cut-off': 'pass',
    foreign: 'unknown',
    'client-sealed': 'fail',
  });
  expect(verdicts('lambda-key-usable')).toEqual({ 'own-key': 'pass', 'cut-off': 'fail', foreign: 'unknown' });
  expect(verdicts('lambda-code-signing')).toEqual({
    plain: 'fail',
    'default-key': 'fail',
    'own-key': 'pass',
    'cut-off': 'fail',
    foreign: 'fail',
    'client-sealed': 'fail',
  });
  expect(calls.filter((call) => call === 'lambda:ListFunctionsByCodeSigningConfig')).toHaveLength(2);
});

test.each(['ListCodeSigningConfigs', 'ListFunctionsByCodeSigningConfig'])(
  'without %s nobody knows whose code is signed',
  async (operation) => {
    const denied = { ...world.answers, [`lambda:${operation}`]: refuses('AccessDeniedException') };
    const { finding, verdicts } = await play(denied, options);
    expect(new Set(Object.values(verdicts('lambda-code-signing')))).toEqual(new Set(['unknown']));
    expect(finding('lambda-code-signing', 'own-key').reasons[0]).toMatchObject({
      class: 'denied',
      permission: `lambda:${operation}`,
    });
  },
);

test('secrets in variables: by name and form; what Lambda did not decrypt is unknown', async () => {
  const { verdicts, finding } = await play(world.answers, options);
  expect(verdicts('lambda-env-no-secrets')).toEqual({
    plain: 'pass',
    'default-key': 'fail',
    'own-key': 'fail',
    'cut-off': 'unknown',
    foreign: 'unknown',
    'client-sealed': 'pass',
    image: 'pass',
  });
  expect(finding('lambda-env-no-secrets', 'cut-off').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'kms:Decrypt',
  });
  expect(finding('lambda-env-no-secrets', 'own-key').message).toContain('Environment.Variables.TOKEN');
});

test('event source mappings: whether their filters are sealed', async () => {
  const { verdicts } = await play(world.answers, options);
  expect(verdicts('lambda-event-source-mapping-kms-key')).toEqual({ open: 'fail', sealed: 'pass' });
});

test('variables are stored by name, and no value or filter is', async () => {
  const text = await recordWorld('lambda');
  expect(text).toContain('"Variables":["MODE","TOKEN"]');
  expect(text).not.toContain('not-to-be-stored');
});

test('a region whose listing is denied is unknown', async () => {
  const { finding } = await play(world.answers, { ...options, regions: ['us-east-1'] });
  expect(finding('lambda-code-signing', '*')).toMatchObject({
    verdict: 'unknown',
    reasons: [{ class: 'denied', permission: 'lambda:ListFunctions' }],
  });
});
