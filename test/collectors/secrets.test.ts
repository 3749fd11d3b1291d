import { describe, expect, test } from 'vitest';
import { PLANTED, world } from '../worlds/secrets.ts';
import { recordWorld } from '../worlds.ts';
import { play, refuses } from './play.ts';

const options = { rules: world.services, secrets: true };
const seen = { clean: 'pass', leaky: 'fail' };
const refused = { denied: 'unknown' };

describe('under --secrets', () => {
  test.each([
    ['ec2-user-data-no-secrets', { plain: 'pass', leaky: 'fail', packed: 'fail', broken: 'unknown', ...refused }],
    ['launch-template-no-secrets', { clean: 'pass', changed: 'fail', ...refused }],
    ['cloudformation-outputs-no-secrets', { masked: 'pass', shown: 'fail', bare: 'pass' }],
    ['cloudformation-parameters-noecho', { masked: 'pass', shown: 'fail', bare: 'pass' }],
    ['ssm-document-no-secrets', { ...seen, ...refused }],
    ['stepfunctions-definition-no-secrets', { ...seen, ...refused }],
    ['sagemaker-notebook-lifecycle-no-secrets', { ...seen, ...refused }],
    ['glue-connection-properties-no-secrets', { ...seen, ...refused }],
    ['batch-job-definition-no-secrets', { 'clean:1': 'pass', 'leaky:3': 'fail' }],
    ['amplify-no-secrets', { ...seen, branchy: 'fail', ...refused }],
    ['datapipeline-definition-no-secrets', { ...seen, ...refused }],
  ])('%s', async (rule, verdicts) => {
    expect((await play(world.answers, options)).verdicts(rule)).toEqual(verdicts);
  });

  test('findings say where, and unknown ones what is missing', async () => {
    const { finding } = await play(world.answers, options);
    expect(finding('launch-template-no-secrets', 'changed').message).toContain('1.LaunchTemplateData.UserData:2');
    expect(finding('stepfunctions-definition-no-secrets', 'leaky').evidence).toEqual({
      'resource.secrets': undefined,
      secrets: [
        {
          name: 'definition.States.Call.Parameters.Password',
          kind: 'named',
          hash: expect.stringMatching(/^[0-9a-f]{16}$/),
        },
      ],
    });
    expect(finding('ec2-user-data-no-secrets', 'denied').reasons[0]).toMatchObject({
      class: 'denied',
      permission: 'ec2:DescribeInstanceAttribute',
    });
    const { message, reasons } = finding('ec2-user-data-no-secrets', 'broken');
    expect(message).toContain('content that could not be read');
    expect(reasons[0]).toMatchObject({ class: 'unsupported', operation: 'ec2:DescribeInstanceAttribute' });
  });

  test('a listing that is refused is unknown', async () => {
    const { finding } = await play(world.answers, { ...options, regions: ['us-east-1'] });
    for (const rule of ['batch-job-definition-no-secrets', 'cloudformation-outputs-no-secrets', 'amplify-no-secrets'])
      expect(finding(rule, '*').reasons[0]).toMatchObject({ class: 'denied' });
  });

  test('no value is stored, of none of the places', async () => {
    const text = await recordWorld('secrets');
    expect(Object.values(PLANTED).filter((value) => text.includes(value))).toEqual([]);
    expect(text).not.toContain('planted-basic-auth');
  });
});

test('without --secrets none of it is asked for', async () => {
  const { calls } = await play({ ...world.answers, 'ssm:DescribeParameters': refuses('NotAsked') }, { rules: [] });
  expect([...new Set(calls)].sort()).toEqual([
    'ec2:DescribeInstances',
    'ec2:DescribeLaunchTemplateVersions',
    'glue:GetConnections',
    'sfn:DescribeStateMachine',
    'sfn:ListStateMachines',
    'ssm:DescribeParameters',
  ]);
});
