import { expect, test } from 'vitest';
import { world } from '../worlds/comprehend.ts';
import { play } from './play.ts';

const { findings, verdicts, calls } = await play(world.answers, {
  rules: ['comprehend'],
  ...(world.regions ? { regions: world.regions } : {}),
});

test.each(['comprehend-job-output-encrypted', 'comprehend-job-volume-encrypted'])(
  '%s: one job without a key fails its region, one listing refused leaves it unknown',
  (rule) => {
    const found = findings.filter((finding) => finding.rule === rule);
    expect(Object.fromEntries(found.map(({ resource, verdict }) => [resource.region, verdict]))).toEqual({
      'eu-west-1': 'fail',
      'eu-west-2': 'pass',
      'us-west-2': 'unknown',
    });
    expect(found.find(({ verdict }) => verdict === 'fail')?.message).toContain('topics-detection-job/a');
    expect(found.find(({ verdict }) => verdict === 'unknown')?.reasons[0]).toMatchObject({
      permission: 'comprehend:ListTopicsDetectionJobs',
    });
  },
);

test.each([
  ['comprehend-model-kms-key', {}],
  ['comprehend-classifier-kms-key', {}],
  ['comprehend-flywheel-kms-key', { denied: 'unknown' }],
])('%s', (rule, more) => {
  expect(verdicts(rule)).toEqual({ default: 'fail', own: 'pass', ...more });
});

test('nine listings of jobs and three of models in each region, and one call a flywheel', () => {
  expect(calls.filter((call) => call.startsWith('comprehend:List'))).toHaveLength(4 * 12);
  expect(calls.filter((call) => call === 'comprehend:DescribeFlywheel')).toHaveLength(3);
});
