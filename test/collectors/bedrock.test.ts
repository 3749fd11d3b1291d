import { expect, test } from 'vitest';
import { world } from '../worlds/bedrock.ts';
import { play } from './play.ts';

const { findings, verdicts, finding } = await play(world.answers, {
  rules: ['bedrock'],
  ...(world.regions ? { regions: world.regions } : {}),
});

test.each(['bedrock-agent-key', 'bedrock-custom-model-cmk', 'bedrock-customization-job-key', 'bedrock-prompt-cmk'])(
  '%s: AWS holds the key unless the account names one',
  (rule) => {
    expect(verdicts(rule)).toEqual({ default: 'fail', own: 'pass' });
  },
);

test('sources of a knowledge base that cannot be listed are unknown; one that is gone has none', () => {
  const rule = 'bedrock-knowledge-base-data-source-cmk';
  expect(verdicts(rule)).toEqual({ default: 'fail', own: 'pass', '*': 'unknown' });
  expect(finding(rule, '*').reasons[0]).toMatchObject({ class: 'denied', permission: 'bedrock:ListDataSources' });
});

test('invocation logs: the group needs a key, a bucket some encryption; no logging is not applicable', () => {
  const found = findings.filter(({ rule }) => rule === 'bedrock-invocation-logs-encrypted');
  expect(Object.fromEntries(found.map(({ resource, verdict }) => [resource.region, verdict]))).toEqual({
    'eu-west-1': 'pass',
    'eu-west-2': 'fail',
    'us-east-1': 'fail',
    'us-west-2': 'unknown',
    'ap-south-1': 'unknown',
  });
});

test('a configuration without a destination logs nothing', async () => {
  const answers = { ...world.answers, 'bedrock:GetModelInvocationLoggingConfiguration': () => ({ loggingConfig: {} }) };
  const played = await play(answers, { rules: ['bedrock'], ...(world.regions ? { regions: world.regions } : {}) });
  expect(played.findings.filter(({ rule }) => rule === 'bedrock-invocation-logs-encrypted')).toEqual([]);
});
